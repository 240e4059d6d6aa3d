/** Items: created, read in shapes, updated by the ChangeKey's rules, moved, copied, deleted; with attachments and MIME. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, attributes, codes, create, findItem, getItem, idsOf, setSubject, updateItem } from '../raw.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await Sandbox.start();
});
afterAll(() => sandbox.close());

const draft = (subject: string, rest = '') => `<t:Message><t:Subject>${subject}</t:Subject>${rest}</t:Message>`;
const newDraft = async (subject: string, rest = '') => (await create(sandbox, draft(subject, rest), 'drafts'))[0]!;

describe('refused', () => {
  test.each([
    ['two members', '<t:Subject>a</t:Subject><t:Importance>High</t:Importance>'],
    ['none', ''],
  ])('a change of one property that brings %s', async (_, members) => {
    const id = await newDraft('one change');
    const change = `<t:SetItemField><t:FieldURI FieldURI="item:Subject"/><t:Message>${members}</t:Message></t:SetItemField>`;
    expect(codes(await ask(sandbox, updateItem(id, change)))).toEqual(['ErrorIncorrectUpdatePropertyCount']);
    expect(all(await ask(sandbox, getItem(id)), 'Subject')).toEqual(['one change']);
  });

  test.each([
    ['2031-01-01T00:00:00Z', 'NoError'],
    ['2031-01-01T00:00:01Z', 'ErrorCalendarDurationIsTooLong'],
  ])('a meeting of more than five years: from 2026 to %s, %s', async (end, code) => {
    const items = `<t:CalendarItem><t:Subject>long</t:Subject><t:Start>2026-01-01T00:00:00Z</t:Start><t:End>${end}</t:End></t:CalendarItem>`;
    const made = await ask(
      sandbox,
      `<m:CreateItem SendMeetingInvitations="SendToNone"><m:Items>${items}</m:Items></m:CreateItem>`,
    );
    expect(codes(made)).toEqual([code]);
  });
});

describe('create and get', () => {
  test('ids look like those of Exchange', async () => {
    const [id] = await create(sandbox, draft('ids'), 'drafts');
    expect(id?.id).toMatch(/^AAMk[\w+/]+=*$/);
    expect(id?.changeKey).toMatch(/^CQAAABYAAA/);
  });

  test('a draft has the properties that the server sets', async () => {
    const answer = await ask(
      sandbox,
      getItem(await newDraft('set by the server', '<t:Body BodyType="Text">hello</t:Body>')),
    );
    expect(all(answer, 'ItemClass')).toEqual(['IPM.Note']);
    expect(all(answer, 'IsDraft')).toEqual(['true']);
    expect(all(answer, 'Importance')).toEqual(['Normal']);
    expect(answer).toContain('<t:Body BodyType="Text">hello</t:Body>');
    for (const name of [
      'DateTimeCreated',
      'LastModifiedTime',
      'Size',
      'Culture',
      'InternetMessageId',
      'ConversationTopic',
    ]) {
      expect([name, all(answer, name).length]).toEqual([name, 1]);
    }
  });

  test('IdOnly gives the id and what is added, nothing else', async () => {
    const shape =
      '<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="item:Subject"/></t:AdditionalProperties>';
    const answer = await ask(sandbox, getItem(await newDraft('only this', '<t:Importance>High</t:Importance>'), shape));
    expect(all(answer, 'Subject')).toEqual(['only this']);
    expect(all(answer, 'Importance')).toEqual([]);
  });

  test('every part of a request has its own result', async () => {
    const good = await newDraft('good');
    const ids = `<t:ItemId Id="nonsense"/><t:ItemId Id="${good.id}"/><t:ItemId Id="${good.id.replace(/.{12}$/, 'AAAAAAAAAAA=')}"/>`;
    const answer = await ask(
      sandbox,
      `<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape></m:ItemShape><m:ItemIds>${ids}</m:ItemIds></m:GetItem>`,
    );
    expect(codes(answer)).toEqual(['ErrorInvalidIdMalformed', 'NoError', 'ErrorItemNotFound']);
    expect(all(answer, 'MessageText')).toEqual([
      'Id is malformed.',
      'The specified object was not found in the store.',
    ]);
  });

  test("a property that is the server's own cannot be set", async () => {
    const answer = await ask(
      sandbox,
      `<m:CreateItem MessageDisposition="SaveOnly"><m:Items><t:Message><t:Subject>x</t:Subject><t:Size>5</t:Size></t:Message></m:Items></m:CreateItem>`,
    );
    expect(codes(answer)).toEqual(['ErrorInvalidPropertySet']);
  });

  test('a calendar item must go to a calendar', async () => {
    const answer = await ask(
      sandbox,
      '<m:CreateItem SendMeetingInvitations="SendToNone"><m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId><m:Items><t:CalendarItem><t:Subject>x</t:Subject></t:CalendarItem></m:Items></m:CreateItem>',
    );
    expect(codes(answer)).toEqual(['ErrorCannotCreateCalendarItemInNonCalendarFolder']);
  });

  test('a message without MessageDisposition is refused', async () => {
    expect(codes(await ask(sandbox, `<m:CreateItem><m:Items>${draft('x')}</m:Items></m:CreateItem>`))).toEqual([
      'ErrorMessageDispositionRequired',
    ]);
  });
});

describe('update', () => {
  test('every write changes the ChangeKey', async () => {
    const id = await newDraft('before');
    const answer = await ask(sandbox, updateItem(id, setSubject('after')));
    expect(idsOf(answer)[0]?.id).toBe(id.id);
    expect(idsOf(answer)[0]?.changeKey).not.toBe(id.changeKey);
    expect(all(await ask(sandbox, getItem(id)), 'Subject')).toEqual(['after']);
  });

  test('NeverOverwrite with an old ChangeKey is a conflict; AlwaysOverwrite wins', async () => {
    const id = await newDraft('contested');
    await ask(sandbox, updateItem(id, setSubject('first')));
    expect(codes(await ask(sandbox, updateItem(id, setSubject('second'))))).toEqual(['ErrorIrresolvableConflict']);
    expect(codes(await ask(sandbox, updateItem(id, setSubject('third'), 'AlwaysOverwrite')))).toEqual(['NoError']);
  });

  test('without a ChangeKey only AlwaysOverwrite is allowed', async () => {
    const id = { ...(await newDraft('keyless')), changeKey: '' };
    expect(codes(await ask(sandbox, updateItem(id, setSubject('x'), 'AutoResolve')))).toEqual([
      'ErrorChangeKeyRequiredForWriteOperations',
    ]);
    expect(codes(await ask(sandbox, updateItem(id, setSubject('x'), 'AlwaysOverwrite')))).toEqual(['NoError']);
  });

  test('delete takes a property away, append adds to it', async () => {
    const id = await newDraft(
      'parts',
      '<t:Body BodyType="Text">one</t:Body><t:Categories><t:String>red</t:String></t:Categories>',
    );
    const updates =
      '<t:DeleteItemField><t:FieldURI FieldURI="item:Categories"/></t:DeleteItemField>' +
      '<t:AppendToItemField><t:FieldURI FieldURI="item:Body"/><t:Message><t:Body BodyType="Text"> two</t:Body></t:Message></t:AppendToItemField>';
    await ask(sandbox, updateItem(id, updates));
    const answer = await ask(sandbox, getItem(id));
    expect(all(answer, 'Categories')).toEqual([]);
    expect(answer).toContain('>one two</t:Body>');
  });

  test('what cannot be set, deleted or appended to says so', async () => {
    const id = await newDraft('rules');
    const set =
      '<t:SetItemField><t:FieldURI FieldURI="item:DateTimeCreated"/><t:Message><t:DateTimeCreated>2020-01-01T00:00:00Z</t:DateTimeCreated></t:Message></t:SetItemField>';
    const remove = '<t:DeleteItemField><t:FieldURI FieldURI="item:ItemClass"/></t:DeleteItemField>';
    const append =
      '<t:AppendToItemField><t:FieldURI FieldURI="item:Subject"/><t:Message><t:Subject>x</t:Subject></t:Message></t:AppendToItemField>';
    const results = [];
    for (const updates of [set, remove, append])
      results.push(...codes(await ask(sandbox, updateItem(id, updates, 'AlwaysOverwrite'))));
    expect(results).toEqual(['ErrorInvalidPropertySet', 'ErrorInvalidPropertyDelete', 'ErrorInvalidPropertyAppend']);
  });

  test('one entry of a contact is changed and the others stay', async () => {
    const numbers = '<t:Entry Key="CarPhone">1</t:Entry><t:Entry Key="HomePhone">2</t:Entry>';
    const [id] = await create(
      sandbox,
      `<t:Contact><t:DisplayName>Ann</t:DisplayName><t:PhoneNumbers>${numbers}</t:PhoneNumbers></t:Contact>`,
      'contacts',
    );
    const update =
      '<t:SetItemField><t:IndexedFieldURI FieldURI="contacts:PhoneNumber" FieldIndex="CarPhone"/><t:Contact><t:PhoneNumbers><t:Entry Key="CarPhone">9</t:Entry></t:PhoneNumbers></t:Contact></t:SetItemField>';
    await ask(sandbox, updateItem(id!, update));
    expect(all(await ask(sandbox, getItem(id!)), 'Entry')).toEqual(['9', '2']);
  });

  test("an address of a contact comes and goes with its name and type, and the old one's do not stay", async () => {
    const entry = (value: string, more = '') => `<t:Entry Key="EmailAddress1"${more}>${value}</t:Entry>`;
    const contact = (inner: string) => `<t:Contact><t:EmailAddresses>${inner}</t:EmailAddresses></t:Contact>`;
    const path = '<t:IndexedFieldURI FieldURI="contacts:EmailAddress" FieldIndex="EmailAddress1"/>';
    const ann = entry('ann@example.test', ' Name="Ann" RoutingType="SMTP"');
    const [id] = await create(sandbox, contact(ann), 'contacts');
    const read = async () => (await ask(sandbox, getItem(id!))).match(/<t:Entry [^>]*>[^<]*/g);
    expect(await read()).toEqual([
      '<t:Entry Key="EmailAddress1" Name="Ann" RoutingType="SMTP" MailboxType="Contact">ann@example.test',
    ]);
    const set = (inner: string) =>
      ask(sandbox, updateItem(id!, `<t:SetItemField>${path}${contact(inner)}</t:SetItemField>`, 'AlwaysOverwrite'));
    await set(entry('bo@example.test', ' Name="Bo"'));
    expect(await read()).toEqual([
      '<t:Entry Key="EmailAddress1" Name="Bo" RoutingType="SMTP" MailboxType="Contact">bo@example.test',
    ]);
    await set(entry('cy@example.test'));
    // Recorded: a name of its own, which the address has where none is given, by GetItem; by FindItem none.
    const cy =
      '<t:Entry Key="EmailAddress1" Name="cy@example.test" RoutingType="SMTP" MailboxType="Contact">cy@example.test';
    expect(await read()).toEqual([cy]);
    const shape = '<m:ItemShape><t:BaseShape>AllProperties</t:BaseShape></m:ItemShape>';
    const find = `<m:FindItem Traversal="Shallow">${shape}<m:ParentFolderIds><t:DistinguishedFolderId Id="contacts"/></m:ParentFolderIds></m:FindItem>`;
    expect(await ask(sandbox, find)).toContain('<t:Entry Key="EmailAddress1">cy@example.test');
    await set(ann);
    await ask(sandbox, updateItem(id!, `<t:DeleteItemField>${path}</t:DeleteItemField>`, 'AlwaysOverwrite'));
    expect(await read()).toBeNull();
  });
});

describe('move, copy and delete', () => {
  test('a moved item has a new id, and the old one is gone', async () => {
    const id = await newDraft('moved');
    const answer = await ask(
      sandbox,
      `<m:MoveItem><m:ToFolderId><t:DistinguishedFolderId Id="inbox"/></m:ToFolderId><m:ItemIds><t:ItemId Id="${id.id}"/></m:ItemIds></m:MoveItem>`,
    );
    expect(idsOf(answer)[0]?.id).not.toBe(id.id);
    expect(codes(await ask(sandbox, getItem(id)))).toEqual(['ErrorItemNotFound']);
    expect(codes(await ask(sandbox, getItem(idsOf(answer)[0]!)))).toEqual(['NoError']);
  });

  test('the three ways to delete end in three places', async () => {
    const places = {
      MoveToDeletedItems: 'deleteditems',
      SoftDelete: 'recoverableitemsdeletions',
      HardDelete: undefined,
    };
    for (const [how, place] of Object.entries(places)) {
      const id = await newDraft(`gone by ${how}`);
      await ask(
        sandbox,
        `<m:DeleteItem DeleteType="${how}"><m:ItemIds><t:ItemId Id="${id.id}"/></m:ItemIds></m:DeleteItem>`,
      );
      expect(codes(await ask(sandbox, getItem(id)))).toEqual(['ErrorItemNotFound']);
      if (place !== undefined) expect(all(await ask(sandbox, findItem(place)), 'Subject')).toContain(`gone by ${how}`);
    }
  });

  test('deleting a calendar item or a task asks what becomes of the others', async () => {
    const [event] = await create(sandbox, '<t:CalendarItem><t:Subject>e</t:Subject></t:CalendarItem>', 'calendar');
    const [task] = await create(sandbox, '<t:Task><t:Subject>t</t:Subject></t:Task>', 'tasks');
    const results = [];
    for (const id of [event, task])
      results.push(
        ...codes(
          await ask(
            sandbox,
            `<m:DeleteItem DeleteType="HardDelete"><m:ItemIds><t:ItemId Id="${id?.id}"/></m:ItemIds></m:DeleteItem>`,
          ),
        ),
      );
    expect(results).toEqual(['ErrorSendMeetingCancellationsRequired', 'ErrorAffectedTaskOccurrencesRequired']);
  });
});

describe('attachments and MIME', () => {
  test('an attachment is added, listed, read and removed', async () => {
    const id = await newDraft('attached');
    const content = Buffer.from('some bytes').toString('base64');
    const created = await ask(
      sandbox,
      `<m:CreateAttachment><m:ParentItemId Id="${id.id}"/><m:Attachments><t:FileAttachment><t:Name>a.txt</t:Name><t:Content>${content}</t:Content></t:FileAttachment></m:Attachments></m:CreateAttachment>`,
    );
    const [attachment] = attributes(created, 'AttachmentId', 'Id');
    expect(attributes(created, 'AttachmentId', 'RootItemChangeKey')[0]).not.toBe(id.changeKey);
    expect(all(await ask(sandbox, getItem(id)), 'HasAttachments')).toEqual(['true']);
    const ids = `<m:AttachmentIds><t:AttachmentId Id="${attachment}"/></m:AttachmentIds>`;
    expect(all(await ask(sandbox, `<m:GetAttachment>${ids}</m:GetAttachment>`), 'Content')).toEqual([content]);
    expect(codes(await ask(sandbox, `<m:DeleteAttachment>${ids}</m:DeleteAttachment>`))).toEqual(['NoError']);
    expect(codes(await ask(sandbox, `<m:GetAttachment>${ids}</m:GetAttachment>`))).toEqual([
      'ErrorInvalidAttachmentId',
    ]);
  });

  test('MIME content becomes properties, and comes back as it was', async () => {
    const mime = Buffer.from(
      'From: a@example.com\r\nTo: b@example.com\r\nSubject: =?utf-8?B?R3LDvMOfZQ==?=\r\nX-Own: 1\r\n\r\nText\r\n',
    ).toString('base64');
    const [id] = await create(
      sandbox,
      `<t:Message><t:MimeContent CharacterSet="UTF-8">${mime}</t:MimeContent></t:Message>`,
      'drafts',
    );
    const answer = await ask(
      sandbox,
      getItem(id!, '<t:BaseShape>AllProperties</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>'),
    );
    expect(all(answer, 'Subject')).toEqual(['Grüße']);
    expect(all(answer, 'MimeContent')).toEqual([mime]);
    expect(answer).toContain('<t:InternetMessageHeader HeaderName="X-Own">1</t:InternetMessageHeader>');
  });
});

test('a message within a message is an attached item, a few levels deep; deeper ones are files', async () => {
  const within = (depth: number): string =>
    depth === 0
      ? 'Subject: innermost\r\n\r\nx\r\n'
      : `Subject: level ${depth}\r\nContent-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\nContent-Type: message/rfc822\r\n\r\n${within(depth - 1)}\r\n--b${depth}--\r\n`;
  const [id] = await create(
    sandbox,
    `<t:Message><t:MimeContent>${Buffer.from(within(40)).toString('base64')}</t:MimeContent></t:Message>`,
    'drafts',
  );
  const answer = await ask(sandbox, getItem(id!));
  expect(all(answer, 'ItemAttachment')).toHaveLength(1);
  expect(answer).toContain('<t:Name>level 39</t:Name>');
});
