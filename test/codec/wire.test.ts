/**
 * What real servers send against their own schema, and what happens to it: docs/wire.md says the rules, and the numbers are those
 * of its table. Each document is written here after the shape of a recorded one.
 */
import { describe, expect, test } from '@jest/globals';
import { AlternateIdType, DeleteAttachmentResponseMessageType } from '../../generated/index.js';
import { decodeEnvelope } from '../../src/soap/documents.js';
import { decode, decodeItem, envelope, itemAnswer, writeAgain } from './support.js';

const again = (body: string) => writeAgain(decodeEnvelope(envelope(body)));
const answer = (operation: string, content: string, responseClass = 'Success') =>
  `<m:${operation}Response><m:ResponseMessages><m:${operation}ResponseMessage ResponseClass="${responseClass}"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage></m:ResponseMessages></m:${operation}Response>`;
const first = (operation: string, content: string) => decode(answer(operation, content)).responseMessages[0];

describe('deviations that servers were seen to send', () => {
  test('1: m:Notification where t:Notification is declared', () => {
    const events = `<m:Notifications><m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:NewMailEvent><t:TimeStamp>2026-04-01T10:00:00Z</t:TimeStamp></t:NewMailEvent></m:Notification></m:Notifications>`;
    const { notifications } = first('GetStreamingEvents', events);
    expect(notifications[0]).toMatchObject({ subscriptionId: 's', events: [{ kind: 'newMailEvent' }] });
  });

  test('2: m:SubscriptionId under ErrorSubscriptionIds', () => {
    const ids = '<m:ErrorSubscriptionIds><m:SubscriptionId>a</m:SubscriptionId></m:ErrorSubscriptionIds>';
    expect(first('GetStreamingEvents', ids).errorSubscriptionIds).toEqual(['a']);
  });

  test('3: empty Periods and TransitionsGroups, and no Transitions', () => {
    const zone =
      '<m:TimeZoneDefinitions><t:TimeZoneDefinition Id="UTC" Name="(UTC)"><t:Periods/><t:TransitionsGroups/></t:TimeZoneDefinition></m:TimeZoneDefinitions>';
    const { timeZoneDefinitions } = first('GetServerTimeZones', zone);
    expect(timeZoneDefinitions[0]).toMatchObject({ id: 'UTC', name: '(UTC)' });
    expect(again(answer('GetServerTimeZones', zone))).toContain('<t:Periods/><t:TransitionsGroups/>');
  });

  test('4: forbidden characters, as references and as they are', () => {
    const item = decodeItem('<t:Subject>a&#x0;b&#x1A;c\u0007&#x2;</t:Subject>');
    expect(item.subject).toBe('a\u0000b\u001ac\u0007\u0002');
    expect(again(itemAnswer('<t:Message><t:Subject>a&#x0;b</t:Subject></t:Message>'))).toContain(
      '<t:Subject>a\ufffdb</t:Subject>',
    );
  });

  test('5: an element at the end that no schema has (ContentType of GetUserPhoto) is kept', () => {
    const photo =
      '<m:GetUserPhotoResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:HasChanged>true</m:HasChanged><m:PictureData>AQID</m:PictureData><m:ContentType>image/jpeg</m:ContentType></m:GetUserPhotoResponse>';
    expect(decode(photo)).toMatchObject({
      hasChanged: true,
      unknown: [{ name: 'ContentType', children: ['image/jpeg'] }],
    });
  });

  test.each([
    [
      'of 2007',
      '<s:Fault><faultcode xmlns:soap11="http://schemas.xmlsoap.org/soap/envelope/">soap11:Client</faultcode><faultstring>bad</faultstring><detail><e:ResponseCode xmlns:e="urn:e">ErrorSchemaValidation</e:ResponseCode><e:Line xmlns:e="urn:e">3</e:Line><e:Position xmlns:e="urn:e">7</e:Position></detail></s:Fault>',
      { code: 'Client', message: 'bad', responseCode: 'ErrorSchemaValidation', line: 3, position: 7 },
    ],
    [
      'of 2010 and later',
      '<s:Fault><faultcode xmlns:a="urn:a">a:ErrorServerBusy</faultcode><faultstring xml:lang="en-US">busy</faultstring><detail><t:MessageXml><t:Value Name="BackOffMilliseconds">100</t:Value></t:MessageXml></detail></s:Fault>',
      {
        code: 'ErrorServerBusy',
        message: 'busy',
        responseCode: 'ErrorServerBusy',
        values: { BackOffMilliseconds: '100' },
      },
    ],
  ])('6: a fault %s', (_, fault, expected) => {
    expect(decodeEnvelope(envelope(fault)).fault).toMatchObject(expected);
  });

  test('7: an error without the payload that the schema requires', () => {
    const error =
      '<m:GetPersonaResponseMessage ResponseClass="Error"><m:MessageText>no</m:MessageText><m:ResponseCode>ErrorItemNotFound</m:ResponseCode></m:GetPersonaResponseMessage>';
    const body = decode(error);
    expect(body).toMatchObject({ responseClass: 'Error', responseCode: 'ErrorItemNotFound' });
    expect(body.persona).toBeUndefined();
  });

  test('8: a number wider than declared', () => {
    const persona =
      '<m:GetPersonaResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Persona><t:RelevanceScore>4255550110</t:RelevanceScore></m:Persona></m:GetPersonaResponseMessage>';
    expect(decode(persona).persona.relevanceScore).toBe(4255550110);
    expect(again(persona)).toContain('<t:RelevanceScore>4255550110</t:RelevanceScore>');
  });

  test('9: an empty UpdatedItemIds, and one whose ItemId is in the messages namespace', () => {
    const reply = (ids: string) =>
      decode(
        `<m:PerformReminderActionResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${ids}</m:PerformReminderActionResponse>`,
      );
    expect(reply('<m:UpdatedItemIds/>').updatedItemIds).toEqual([]);
    expect(reply('<m:UpdatedItemIds><m:ItemId Id="a"/></m:UpdatedItemIds>').updatedItemIds).toMatchObject([
      { id: 'a' },
    ]);
  });

  test('10: an address under the name that another place declares is kept', () => {
    const persona =
      '<m:GetPersonaResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:Persona><t:EmailAddress><t:Address>a@b.c</t:Address></t:EmailAddress></m:Persona></m:GetPersonaResponseMessage>';
    expect(decode(persona).persona.emailAddress.unknown).toMatchObject([{ name: 'Address', children: ['a@b.c'] }]);
  });

  test('11: a Body child that no schema has is a tree', () => {
    const { operation, body } = decodeEnvelope(
      envelope(
        '<m:GetSharingFolderResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode></m:GetSharingFolderResponseMessage>',
      ),
    );
    expect(operation).toBe('GetSharingFolderResponseMessage');
    expect(body).toMatchObject({ name: 'GetSharingFolderResponseMessage', attributes: { ResponseClass: 'Success' } });
  });

  test('12: xsi:type is matched by its local part, with a prefix that may be out of scope', () => {
    const id = (prefix: string) =>
      first('ConvertId', `<m:AlternateId xsi:type="${prefix}AlternateIdType" Format="EwsId" Id="a" Mailbox="m"/>`)
        .alternateId;
    for (const prefix of ['t:', 'q1:', '']) expect(id(prefix)).toBeInstanceOf(AlternateIdType);
    expect({ ...id('t:') }).toEqual({ kind: 'alternateIdType', format: 'EwsId', id: 'a', mailbox: 'm' });
    const deleted = answer('DeleteAttachment', '<m:RootItemId RootItemId="a" RootItemChangeKey="b"/>').replace(
      'ResponseClass',
      'xsi:type="m:DeleteAttachmentResponseMessageType" ResponseClass',
    );
    expect(decode(deleted).responseMessages[0]).toBeInstanceOf(DeleteAttachmentResponseMessageType);
  });

  test('12: an xsi:type that does not extend the declared type is not believed', () => {
    const item = decodeItem('<t:Body xsi:type="t:MessageType" BodyType="Text">x</t:Body>');
    expect(item.body).toMatchObject({ bodyType: 'Text', value: 'x' });
  });

  test('13: m:Persona where t:Persona is declared', () => {
    const people =
      '<m:FindPeopleResponse ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:People><m:Persona><m:DisplayName>A</m:DisplayName></m:Persona></m:People></m:FindPeopleResponse>';
    expect(decode(people).people).toMatchObject([{ displayName: 'A' }]);
  });

  test('14: an operation that the schema does not have is written back as it came', () => {
    const body = '<AddEntityFeedback xmlns="urn:x"><y>1</y></AddEntityFeedback>';
    expect(again(body)).toBe(body);
  });

  test('15: xsi:nil is null, and is written back', () => {
    const entry = (value: string) =>
      answer(
        'GetUserConfiguration',
        `<m:UserConfiguration><t:UserConfigurationName Name="x"/><t:Dictionary><t:DictionaryEntry><t:DictionaryKey><t:Type>String</t:Type><t:Value>k</t:Value></t:DictionaryKey>${value}</t:DictionaryEntry></t:Dictionary></m:UserConfiguration>`,
      );
    for (const nil of ['<t:DictionaryValue xsi:nil="true"/>', '<t:DictionaryValue xsi:nil="1"></t:DictionaryValue>']) {
      expect(decode(entry(nil)).responseMessages[0].userConfiguration.dictionary[0].dictionaryValue).toBeNull();
      expect(again(entry(nil))).toContain('<t:DictionaryValue xsi:nil="true"/>');
    }
  });

  test('16: an empty list where the schema wants at least one', () => {
    expect(decodeItem('<t:Attachments/>').attachments).toEqual([]);
  });
});

describe('what else varies', () => {
  test('the order of elements', () => {
    const item = decodeItem(
      '<t:IsRead>true</t:IsRead><t:Subject>s</t:Subject><t:ItemId Id="a"/><t:Importance>Low</t:Importance>',
    );
    expect(item).toMatchObject({ isRead: true, subject: 's', itemId: { id: 'a' }, importance: 'Low' });
    expect(item.unknown).toBeUndefined();
  });

  test('prefixes, and none', () => {
    const document = (text: string) => decodeEnvelope(Buffer.from(text));
    const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
    const messages = types.replace('types', 'messages');
    const soap = 'http://schemas.xmlsoap.org/soap/envelope/';
    const expected = { operation: 'GetItem', body: { itemIds: [{ kind: 'itemId', id: 'a' }] } };
    for (const text of [
      `<Envelope xmlns="${soap}"><Body><GetItem xmlns="${messages}"><ItemIds><ItemId xmlns="${types}" Id="a"/></ItemIds></GetItem></Body></Envelope>`,
      `<SOAP-ENV:Envelope xmlns:SOAP-ENV="${soap}"><SOAP-ENV:Body><x:GetItem xmlns:x="${messages}" xmlns:yy="${types}"><x:ItemIds><yy:ItemId Id="a"/></x:ItemIds></x:GetItem></SOAP-ENV:Body></SOAP-ENV:Envelope>`,
      `<Envelope><Body><GetItem><ItemIds><ItemId Id="a"/></ItemIds></GetItem></Body></Envelope>`,
      `<s:Envelope><s:Body><m:GetItem><m:ItemIds><t:ItemId Id="a"/></m:ItemIds></m:GetItem></s:Body></s:Envelope>`,
      `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetItem xmlns="${messages.replace('http:', 'https:')}"><ItemIds><ItemId Id="a"/></ItemIds></GetItem></s:Body></s:Envelope>`,
    ]) {
      expect(document(text)).toMatchObject(expected);
    }
  });

  test('enumeration values of a later edition are kept as text', () => {
    expect(first('GetItem', '').responseCode).toBe('NoError');
    expect(
      decode(answer('GetItem', '').replace('NoError', 'ErrorFromTheFuture')).responseMessages[0].responseCode,
    ).toBe('ErrorFromTheFuture');
  });

  test('ServerVersionInfo without a Version, and with one that may not be sent back', () => {
    const header = (attributes: string) =>
      decodeEnvelope(
        envelope(
          '<m:GetItemResponse/>',
          `<s:Header><h:ServerVersionInfo xmlns:h="http://schemas.microsoft.com/exchange/services/2006/types" ${attributes}/></s:Header>`,
        ),
      ).headers.serverVersionInfo;
    expect(header('MajorVersion="8" MinorVersion="0"')).toMatchObject({ majorVersion: 8, minorVersion: 0 });
    expect(header('MajorVersion="15" Version="V2018_01_08"')).toMatchObject({ version: 'V2018_01_08' });
  });

  test('headers of others are kept', () => {
    const { headers } = decodeEnvelope(
      envelope('', '<s:Header><Action s:mustUnderstand="1" xmlns="urn:none">*</Action></s:Header>'),
    );
    expect(headers.unknown).toMatchObject([{ name: 'Action', children: ['*'] }]);
  });

  test('&#xD; in a text is a CR, and stays one', () => {
    expect(decodeItem('<t:Subject>a&#xD;\nb</t:Subject>').subject).toBe('a\r\nb');
    expect(again(itemAnswer('<t:Message><t:Subject>a&#xD;\nb</t:Subject></t:Message>'))).toContain('a&#xD;\nb');
  });

  test('a byte order mark, and UTF-16 with one or declared', () => {
    const text = `<?xml version="1.0" encoding="utf-16"?>${envelope('<m:GetItemResponse/>').toString()}`;
    const utf16 = Buffer.from(`\ufeff${text}`, 'utf16le');
    expect(decodeEnvelope(utf16).operation).toBe('GetItemResponse');
    expect(decodeEnvelope(Buffer.from(utf16).swap16()).operation).toBe('GetItemResponse');
    expect(decodeEnvelope(Buffer.from(`\ufeff${text.replace('utf-16', 'utf-8')}`)).operation).toBe('GetItemResponse');
    const latin1 = Buffer.from(
      `<?xml version="1.0" encoding="iso-8859-1"?>${envelope(itemAnswer('<t:Message><t:Subject>é</t:Subject></t:Message>'))}`,
      'latin1',
    );
    expect(decodeEnvelope(latin1)).toMatchObject({ body: { responseMessages: [{ items: [{ subject: 'é' }] }] } });
    expect(() => decodeEnvelope(Buffer.from('<?xml version="1.0" encoding="klingon"?><a/>'))).toThrow(
      /The encoding "klingon" is not known/,
    );
  });
});
