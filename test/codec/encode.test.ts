/** What a request is written as: in schema order and valid whatever was given, or refused with every reason by path. */
import { describe, expect, test } from '@jest/globals';
import { AlternateIdType, CalendarItemType, DeleteItemType, FindItemType, MessageType } from '../../generated/index.js';
import { ValidationError } from '../../src/errors.js';
import { encodeEnvelope } from '../../src/soap/documents.js';
import { validateEnvelope } from '../support/xsd-validator.js';
import { bodyOf, decodeItem, violationsOf, write, writeMessage } from './support.js';

const inbox = { kind: 'distinguishedFolderId', id: 'inbox' };
const create = (item: object) => violationsOf('CreateItem', { items: [{ kind: 'message', ...item }] });
/** Cyclic and otherwise hostile values are the caller's fault; these are honest mistakes. */
const ofMessage = (item: object) => create(item).map((line) => line.replace('items[0].', ''));

describe('what is written', () => {
  test('stands in the order of the schema, whatever the order of the keys', () => {
    const message = { isRead: true, subject: 's', body: { value: 'b', bodyType: 'Text' }, itemClass: 'IPM.Note' };
    expect(writeMessage(message)).toBe(
      '<t:ItemClass>IPM.Note</t:ItemClass><t:Subject>s</t:Subject><t:Body BodyType="Text">b</t:Body><t:IsRead>true</t:IsRead>',
    );
  });

  test('has the namespaces of the schema', () => {
    const body = { deleteType: 'HardDelete', itemIds: [{ kind: 'itemId', id: 'a' }] };
    expect(write('DeleteItem', body)).toBe(
      '<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="a"/></m:ItemIds></m:DeleteItem>',
    );
  });

  test('is the same for an instance and for plain data', () => {
    const body = { deleteType: 'HardDelete' as const, itemIds: [{ kind: 'itemId' as const, id: 'a' }] };
    expect(bodyOf(encodeEnvelope(new DeleteItemType(body)))).toBe(write('DeleteItem', body));
    expect(writeMessage(new MessageType({ subject: 'x' } as MessageType))).toBe(writeMessage({ subject: 'x' }));
  });

  test('leaves out what is undefined, and writes "" as an empty element', () => {
    expect(writeMessage({ subject: '', importance: undefined, categories: [] })).toBe('<t:Subject/><t:Categories/>');
  });

  test('canonical numbers, booleans, dates and bytes', () => {
    const message = {
      size: -0,
      isRead: false,
      dateTimeSent: new Date('2026-04-01T10:00:00.000Z'),
      dateTimeReceived: new Date('2026-04-01T10:00:00.120Z'),
      conversationIndex: new Uint8Array([1, 2, 255]),
    };
    expect(writeMessage(message)).toBe(
      '<t:DateTimeReceived>2026-04-01T10:00:00.120Z</t:DateTimeReceived><t:Size>0</t:Size><t:DateTimeSent>2026-04-01T10:00:00Z</t:DateTimeSent><t:ConversationIndex>AQL/</t:ConversationIndex><t:IsRead>false</t:IsRead>',
    );
  });

  test('escapes what XML escapes; CR, and line ends in attributes, survive', () => {
    expect(writeMessage({ subject: 'a<b> & "c"\r\n' })).toBe('<t:Subject>a&lt;b&gt; &amp; "c"&#xD;\n</t:Subject>');
    expect(writeMessage({ itemId: { id: '"\n\t<' } })).toBe('<t:ItemId Id="&quot;&#xA;&#x9;&lt;"/>');
  });

  test('has U+FFFD for characters that XML forbids, and for halves of a pair', () => {
    expect(writeMessage({ subject: 'a\u0000b\u001f\ufffe\ud800c\u{1f600}' })).toBe(
      '<t:Subject>a\ufffdb\ufffd\ufffd\ufffdc\u{1f600}</t:Subject>',
    );
    expect(writeMessage({ itemId: { id: '\u0001' } })).toBe('<t:ItemId Id="\ufffd"/>');
  });

  test('names the type by xsi:type where an abstract one is declared, by class or by kind', () => {
    const id = { format: 'EwsId', id: 'a', mailbox: 'b@c.d' } as const;
    const answer = (alternateId: object) => ({
      responseMessages: [{ kind: 'convertIdResponseMessage', responseClass: 'Success', alternateId }],
    });
    const text = write('ConvertIdResponse', answer({ kind: 'alternateIdType', ...id }));
    expect(text).toContain('<m:AlternateId xsi:type="t:AlternateIdType" Format="EwsId" Id="a" Mailbox="b@c.d"/>');
    expect(write('ConvertIdResponse', answer(new AlternateIdType(id as AlternateIdType)))).toBe(text);
    expect(violationsOf('ConvertIdResponse', answer(id))).toEqual([
      expect.stringMatching(
        /alternateId: AlternateIdBaseType is abstract; give an instance of a class that extends it, or a kind$/,
      ),
    ]);
  });

  test('is a union member by its class, when it has no kind', () => {
    const items = [new CalendarItemType({ subject: 'x' } as CalendarItemType)];
    expect(write('CreateItem', { items })).toContain('<t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem>');
  });

  test('is valid for a request with a restriction, an order and a view', () => {
    const request = new FindItemType({
      traversal: 'Shallow',
      itemShape: { baseShape: 'IdOnly', additionalProperties: [{ kind: 'fieldURI', fieldURI: 'item:Subject' }] },
      view: { kind: 'indexedPageItemView', maxEntriesReturned: 10, offset: 0, basePoint: 'Beginning' },
      restriction: {
        kind: 'and',
        searchExpression: [
          {
            kind: 'isEqualTo',
            path: { kind: 'fieldURI', fieldURI: 'message:IsRead' },
            fieldURIOrConstant: { kind: 'constant', value: 'false' },
          },
          { kind: 'exists', path: { kind: 'extendedFieldURI', propertyTag: '0x1234', propertyType: 'String' } },
        ],
      },
      sortOrder: [{ order: 'Descending', path: { kind: 'fieldURI', fieldURI: 'item:DateTimeReceived' } }],
      parentFolderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
    } as unknown as FindItemType);
    const bytes = encodeEnvelope(request, { requestServerVersion: { version: 'Exchange2013' } });
    expect(validateEnvelope(bytes)).toEqual([]);
  });
});

describe('what is refused, with its path', () => {
  test.each([
    [{ subject: 5 }, 'subject: expected a string, got 5'],
    [{ subject: null }, 'subject: expected a string, got null'],
    [{ isRead: 'yes' }, 'isRead: expected true or false, got "yes"'],
    [{ size: '12' }, 'size: expected a whole number, got "12"'],
    [{ size: 1.5 }, 'size: expected a whole number, got 1.5'],
    [{ size: 2 ** 31 }, 'size: expected 2147483647 or less, got 2147483648'],
    [{ sortKey: 2n ** 63n }, 'sortKey: expected 9223372036854775807 or less, got 9223372036854775808'],
    [{ dateTimeSent: 'tomorrow' }, 'dateTimeSent: expected a Date, got "tomorrow"'],
    [{ dateTimeSent: new Date(Number.NaN) }, 'dateTimeSent: expected a Date, got an invalid Date'],
    [
      { dateTimeSent: new Date('+012026-01-01T00:00:00Z') },
      'dateTimeSent: expected a Date of the years 1 to 9999, got the Date +012026-01-01T00:00:00.000Z',
    ],
    [{ conversationIndex: 'AQID' }, 'conversationIndex: expected a Uint8Array, got "AQID"'],
    [{ importance: 'Hihg' }, `importance: "Hihg" is not a value of ImportanceChoicesType; did you mean 'High'?`],
    [{ importance: 'urgent!' }, `importance: expected one of 'Low', 'Normal', 'High', got "urgent!"`],
    [{ categories: 'Blue' }, 'categories: expected an array, got "Blue"'],
    [{ categories: ['Blue', 5] }, 'categories[1]: expected a string, got 5'],
    [{ body: 'text' }, 'body: expected an object of BodyType, got "text"'],
    [{ body: { value: 'x' } }, 'body: bodyType is required'],
    [{ body: { bodyType: 'Text' } }, 'body.value: expected a string, got undefined'],
    [{ subjekt: 'x' }, `"subjekt" is no member of MessageType; did you mean 'subject'?`],
    [
      { toRecipients: [{ emailAdress: 'a' }] },
      `toRecipients[0]: "emailAdress" is no member of EmailAddressType; did you mean 'emailAddress'?`,
    ],
  ])('%j: %s', (item, complaint) => {
    const expected = complaint.startsWith('"') ? `items[0]: ${complaint}` : complaint;
    expect(ofMessage(item)).toEqual([expected]);
  });

  test('every violation is listed, not the first only', () => {
    const items = [
      { kind: 'message' },
      { kind: 'calendarItem', start: 'tomorrow', isAllDayEvent: 1 },
      { kind: 'mesage' },
    ];
    expect(violationsOf('CreateItem', { items, messageDisposition: 'Save' })).toEqual([
      expect.stringMatching(/^messageDisposition: expected one of .*, got "Save"$/),
      'items[1].start: expected a Date, got "tomorrow"',
      'items[1].isAllDayEvent: expected true or false, got 1',
      `items[2]: kind "mesage" is not known here; did you mean 'message'?`,
    ]);
  });

  test('a message spells out the first few, however many there are', () => {
    const items = Array.from({ length: 1000 }, () => ({ kind: 'message', subject: 5 }));
    const send = () => encodeEnvelope({ operation: 'CreateItem', body: { items } }, {});
    expect(send).toThrow(/items\[7\]\.subject: expected a string, got 5; and 992 more in `violations`\.$/);
    expect(violationsOf('CreateItem', { items })).toHaveLength(1000);
  });

  test('what is required, and what is one of several', () => {
    expect(violationsOf('FindItem', {})).toEqual(
      expect.arrayContaining(['request: traversal is required', 'request: itemShape is required']),
    );
    expect(violationsOf('GetItem', { itemShape: { baseShape: 'IdOnly' }, itemIds: [] })).toEqual([
      'itemIds: expected at least one, got none',
    ]);
    const target = {
      savedItemFolderId: { distinguishedFolderId: { id: 'inbox' }, folderId: { id: 'a' } },
      items: [{ kind: 'message' }],
    };
    expect(violationsOf('CreateItem', target)).toEqual([
      expect.stringMatching(/^savedItemFolderId\.\w+: stands beside \w+, and only one of the two may$/),
    ]);
    expect(violationsOf('CreateItem', { savedItemFolderId: {}, items: [{ kind: 'message' }] })).toEqual([
      expect.stringMatching(/^savedItemFolderId: one of .*distinguishedFolderId.* is required$/),
    ]);
  });

  test('members that stand together or not at all', () => {
    const change = { offset: 'PT0S', absoluteDate: '2026-04-01', time: '02:00:00' };
    const zone = { kind: 'calendarItem', meetingTimeZone: { timeZoneName: 'x', standard: change } };
    expect(violationsOf('CreateItem', { items: [zone] })).toEqual([
      'items[0].meetingTimeZone: daylight is required beside standard',
      'items[0].meetingTimeZone: baseOffset is required beside standard',
    ]);
  });

  test.each([
    ['message', '<t:IsRead>True</t:IsRead>', 'Message', '<t:IsRead>true</t:IsRead>'],
    ['message', '<t:IsRead>1</t:IsRead>', 'Message', '<t:IsRead>1</t:IsRead>'],
    ['message', '<t:Importance> High </t:Importance>', 'Message', '<t:Importance>High</t:Importance>'],
    [
      'calendarItem',
      '<t:Recurrence><t:DailyRecurrence><t:Interval>1</t:Interval></t:DailyRecurrence><t:NoEndRecurrence><t:StartDate>2026-04-01T00:00:00Z</t:StartDate></t:NoEndRecurrence></t:Recurrence>',
      'CalendarItem',
      '<t:StartDate>2026-04-01</t:StartDate>',
    ],
  ])(
    '%s: a spelling that came with %s is sent where the schema allows it, else as the schema writes it',
    (kind, content, element, sent) => {
      const item = decodeItem(content, element);
      expect(item.kind).toBe(kind);
      expect(write('CreateItem', { items: [item] })).toContain(sent);
    },
  );

  test('an unknown operation, a response where a request is meant, an unknown header', () => {
    expect(violationsOf('FindItems', {})).toEqual(['operation: the schema has no operation "FindItems"']);
    expect(() => encodeEnvelope(new MessageType())).toThrow(/MessageType is no request/);
    expect(() => encodeEnvelope({ operation: 'GetServerTimeZones', body: {} }, { version: 1 } as object)).toThrow(
      /headers\.version: no such SOAP header/,
    );
  });

  test('an error says how many and shows the first', () => {
    const items = Array.from({ length: 3 }, () => ({ kind: 'message', subject: 1 }));
    expect(() => write('CreateItem', { items })).toThrow(ValidationError);
    expect(violationsOf('CreateItem', { items })).toHaveLength(3);
  });

  test('leniently, only values of the wrong kind', () => {
    const lenient = (body: object) => () => encodeEnvelope({ operation: 'CreateItem', body }, {}, { lenient: true });
    expect(lenient({ items: [{ kind: 'message', importance: 'Urgent', size: 2 ** 40, body: {} }] })).not.toThrow();
    expect(lenient({ items: [{ kind: 'message', size: 'x' }] })).toThrow(/expected a whole number/);
  });

  test('what the edition of the server cannot know', () => {
    const body = { items: [{ kind: 'message', isClutter: true }] };
    const violations = () => encodeEnvelope({ operation: 'CreateItem', body }, {}, { edition: 1 });
    expect(violations).toThrow(
      /items\[0\]\.isClutter: IsClutter is known since \w+, and the server is Exchange2010_SP2/,
    );
    expect(() => encodeEnvelope({ operation: 'CreateItem', body }, {}, { edition: 4 })).not.toThrow();
  });

  test('what a member is, not what its type is called since: QueryString came with Exchange 2010, and got a type of its own with 2013', () => {
    const find = { traversal: 'Shallow', itemShape: { baseShape: 'IdOnly' }, parentFolderIds: [inbox] };
    const sent = (queryString: object) => () =>
      encodeEnvelope({ operation: 'FindItem', body: { ...find, queryString } }, {}, { edition: 1 });
    expect(sent({ value: 'x' })).not.toThrow();
    expect(sent({ value: 'x', resetCache: true })).toThrow(
      /queryString\.resetCache: ResetCache is known since Exchange2013_SP1/,
    );
  });

  test.each(['principalName', 'SID', 'primarySmtpAddress', 'smtpAddress'])(
    'impersonation by %s on Exchange 2010',
    (key) => {
      const headers = { exchangeImpersonation: { connectingSID: { [key === 'SID' ? 'sid' : key]: { value: 'x' } } } };
      const body = { folderShape: { baseShape: 'IdOnly' }, folderIds: [inbox] };
      expect(() => encodeEnvelope({ operation: 'GetFolder', body }, headers, { edition: 1 })).not.toThrow();
      if (key !== 'smtpAddress')
        expect(() => encodeEnvelope({ operation: 'GetFolder', body }, headers, { edition: 0 })).not.toThrow();
    },
  );
});
