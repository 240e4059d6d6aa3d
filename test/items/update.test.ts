/** update(): one UpdateItem with what it is told, without reading; and every option of it on the wire. */
import { describe, expect, test } from '@jest/globals';
import { ConflictError, type Contact, type Message, type UpdateOptions, ValidationError } from '../../src/index.js';
import { inside, xml } from '../support/compact-xml.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';
import { updatesOf } from './updates.js';

const wire = recorder();

async function read(members: object = { subject: 'x', isRead: false }): Promise<Message> {
  wire.server.keep({ ...members }, 'm');
  return (await wire.account.inbox.item('m')) as Message;
}

test('sets members, removes those that are null, leaves those that are undefined, in one request', async () => {
  const message = await read();
  const changes = { subject: 'y', categories: null, isRead: true, importance: undefined };
  expect(await wire.xmlOf(() => message.update(changes))).toBe(xml`
    <UpdateItem ConflictResolution="AutoResolve" MessageDisposition="SaveOnly"
        SendMeetingInvitationsOrCancellations="SendToNone" SuppressReadReceipts="true">
      <ItemChanges><ItemChange>
        <ItemId Id="m" ChangeKey="m-1"/>
        <Updates>
          <SetItemField><FieldURI FieldURI="item:Subject"/><Message><Subject>y</Subject></Message></SetItemField>
          <DeleteItemField><FieldURI FieldURI="item:Categories"/></DeleteItemField>
          <SetItemField><FieldURI FieldURI="message:IsRead"/><Message><IsRead>true</IsRead></Message></SetItemField>
        </Updates>
      </ItemChange></ItemChanges>
    </UpdateItem>`);
});

test('the item has the new values, and the new change key', async () => {
  const message = await read({ subject: 'x', categories: ['a'] });
  await message.update({ subject: 'y', categories: null });
  expect({ ...message }).toEqual({ kind: 'message', subject: 'y', itemId: { id: 'm', changeKey: 'm-2' } });
  const [request] = await wire.requestsOf(() => message.update({ subject: 'z' }));
  expect(request?.body.itemChanges[0].itemId).toMatchObject({ id: 'm', changeKey: 'm-2' });
});

test('the carrier of a value is the item’s own element', async () => {
  for (const [kind, element] of [
    ['calendarItem', 'CalendarItem'],
    ['meetingRequest', 'MeetingRequest'],
    ['postItem', 'PostItem'],
    ['task', 'Task'],
    ['item', 'Item'],
  ] as const) {
    wire.server.keep({ kind }, 'm');
    const item = await wire.account.item('m');
    const request = await wire.xmlOf(() => (item as Message).update({ subject: 'y' }));
    expect(inside(request, 'SetItemField')).toBe(
      xml`<FieldURI FieldURI="item:Subject"/><${element}><Subject>y</Subject></${element}>`,
    );
  }
});

test('nothing told, nothing sent', async () => {
  const message = await read();
  expect(await wire.operationsOf(() => message.update({}))).toEqual([]);
  expect(await wire.operationsOf(() => message.update({ subject: undefined }))).toEqual([]);
});

describe('it says what it is told', () => {
  test('also what was read to be so', async () => {
    const message = await read({ isRead: true });
    const [request] = await wire.requestsOf(() => message.update({ isRead: true }));
    expect(updatesOf(request)).toEqual([['message:IsRead', true]]);
  });

  test('also what was assigned before', async () => {
    const message = await read();
    message.subject = 'y';
    const [request] = await wire.requestsOf(() => message.update({ subject: 'y' }));
    expect(updatesOf(request)).toEqual([['item:Subject', 'y']]);
    const draft = await wire.account.drafts.create({ subject: 'x' });
    draft.subject = 'y';
    const [again] = await wire.requestsOf(() => draft.update({ subject: 'y' }));
    expect(updatesOf(again)).toEqual([['item:Subject', 'y']]);
  });

  test('and what was assigned to other members stays to be saved', async () => {
    const message = await read({ subject: 'x', isRead: false });
    message.subject = 'y';
    await message.update({ isRead: true });
    const requests = await wire.requestsOf(() => message.save());
    expect(requests.map(({ operation }) => operation)).toEqual(['GetItem', 'UpdateItem']);
    expect(updatesOf(requests[1])).toEqual([['item:Subject', 'y']]);
    const draft = await wire.account.drafts.create({ subject: 'x', importance: 'Low' });
    draft.subject = 'y';
    await draft.update({ importance: 'High' });
    const [request] = await wire.requestsOf(() => draft.save());
    expect(updatesOf(request)).toEqual([['item:Subject', 'y']]);
  });

  test('shorthands as in new items', async () => {
    const message = await read();
    const [request] = await wire.requestsOf(() => message.update({ to: ['bob@example.test'], html: '<b>' }));
    expect(updatesOf(request)).toEqual([
      ['message:ToRecipients', [{ emailAddress: 'bob@example.test' }]],
      ['item:Body', { bodyType: 'HTML', value: '<b>' }],
    ]);
    const [removal] = await wire.requestsOf(() => message.update({ text: null } as object));
    expect(updatesOf(removal)).toEqual([['-item:Body']]);
  });

  test('times as in new items', async () => {
    wire.server.keep({ kind: 'calendarItem' }, 'c');
    const meeting = await wire.account.calendar.item('c');
    const [request] = await wire.requestsOf(() => meeting.update({ start: '2025-03-01', end: '2025-03-01' }));
    expect(updatesOf(request)).toEqual([
      ['calendar:Start', new Date('2025-02-28T23:00:00Z')],
      ['calendar:End', new Date('2025-03-01T23:00:00Z')],
    ]);
    expect(meeting.end).toEqual(new Date('2025-03-01T23:00:00Z'));
  });
});

describe('options', () => {
  test.each<[UpdateOptions, string]>([
    [{}, 'SendMeetingInvitationsOrCancellations="SendToNone"'],
    [{ notify: 'none' }, 'SendMeetingInvitationsOrCancellations="SendToNone"'],
    [{ notify: 'none', saveCopy: false }, 'SendMeetingInvitationsOrCancellations="SendToNone"'],
    [{ notify: 'all' }, 'SendMeetingInvitationsOrCancellations="SendToAllAndSaveCopy"'],
    [{ notify: 'all', saveCopy: true }, 'SendMeetingInvitationsOrCancellations="SendToAllAndSaveCopy"'],
    [{ notify: 'all', saveCopy: false }, 'SendMeetingInvitationsOrCancellations="SendOnlyToAll"'],
    [{ notify: 'changed' }, 'SendMeetingInvitationsOrCancellations="SendToChangedAndSaveCopy"'],
    [{ notify: 'changed', saveCopy: false }, 'SendMeetingInvitationsOrCancellations="SendOnlyToChanged"'],
    [{}, 'ConflictResolution="AutoResolve"'],
    [{ conflict: 'AutoResolve' }, 'ConflictResolution="AutoResolve"'],
    [{ conflict: 'NeverOverwrite' }, 'ConflictResolution="NeverOverwrite"'],
    [{ conflict: 'AlwaysOverwrite' }, 'ConflictResolution="AlwaysOverwrite"'],
    [{}, 'SuppressReadReceipts="true"'],
    [{ suppressReadReceipts: true }, 'SuppressReadReceipts="true"'],
    [{ suppressReadReceipts: false }, 'SuppressReadReceipts="false"'],
    [{}, 'MessageDisposition="SaveOnly"'],
    [{ notify: 'all' }, 'MessageDisposition="SaveOnly"'],
  ])('%j: %s', async (options, attribute) => {
    const message = await read();
    const [single] = await wire.requestsOf(() => message.update({ subject: 'y' }, options));
    expect(single?.xml).toContain(attribute);
    wire.server.fill('inbox', {});
    const many = await wire.requestsOf(() => wire.account.inbox.all().update({ subject: 'y' }, options));
    expect(many.at(-1)?.xml).toContain(attribute);
    const draft = await wire.account.drafts.create({ subject: 'x' });
    draft.subject = 'y';
    const [saved] = await wire.requestsOf(() => draft.save(options));
    expect(saved?.xml).toContain(attribute);
    draft.subject = 'z';
    const [all] = await wire.requestsOf(() => wire.account.items([draft]).save(options));
    expect(all?.xml).toContain(attribute);
  });
});

describe('servers that cannot suppress receipts', () => {
  const OLD = { majorVersion: 14, minorVersion: 3, majorBuildNumber: 123, minorBuildNumber: 4 };

  test('are not asked to, unless the caller says so: then the change is refused', async () => {
    wire.transport.serverVersion = OLD;
    const message = await read();
    const [request] = await wire.requestsOf(() => message.update({ isRead: true }));
    expect(request?.xml).not.toContain('SuppressReadReceipts');
    const [deleted] = await wire.requestsOf(() => message.delete());
    expect(deleted?.xml).not.toContain('SuppressReadReceipts');
    wire.server.fill('inbox', {});
    const many = await wire.requestsOf(() => wire.account.inbox.all().update({ isRead: true }));
    expect(many.at(-1)?.operation).toBe('UpdateItem');
    for (const suppressReadReceipts of [true, false]) {
      const again = await read();
      const error = await wire.refusalOf(() => again.update({ isRead: true }, { suppressReadReceipts }));
      expect(error.message).toContain('suppressReadReceipts');
    }
  });
});

describe('dictionaries', () => {
  async function contact(): Promise<Contact> {
    wire.server.keep(
      {
        kind: 'contact',
        phoneNumbers: [
          { key: 'MobilePhone', value: '1' },
          { key: 'HomePhone', value: '2' },
        ],
        physicalAddresses: [{ key: 'Home', street: 'A', city: 'B' }],
      },
      'c',
    );
    return (await wire.account.contacts.item('c')) as Contact;
  }

  test('entries that are given are set, those that were there and are gone are removed', async () => {
    const carol = await contact();
    const [request] = await wire.requestsOf(() =>
      carol.update({
        phoneNumbers: [
          { key: 'MobilePhone', value: '1' },
          { key: 'Pager', value: '3' },
        ],
      }),
    );
    expect(new Set(updatesOf(request).map(([field]) => field))).toEqual(
      new Set(['contacts:PhoneNumber/MobilePhone', 'contacts:PhoneNumber/Pager', '-contacts:PhoneNumber/HomePhone']),
    );
  });

  test('parts of an address are fields of their own', async () => {
    const carol = await contact();
    const request = await wire.xmlOf(() =>
      carol.update({ physicalAddresses: [{ key: 'Home', street: 'C', postalCode: '8000' }] }),
    );
    expect(inside(request, 'Updates')).toBe(xml`
      <SetItemField><IndexedFieldURI FieldURI="contacts:PhysicalAddress:Street" FieldIndex="Home"/>
        <Contact><PhysicalAddresses><Entry Key="Home"><Street>C</Street></Entry></PhysicalAddresses></Contact></SetItemField>
      <DeleteItemField><IndexedFieldURI FieldURI="contacts:PhysicalAddress:City" FieldIndex="Home"/></DeleteItemField>
      <SetItemField><IndexedFieldURI FieldURI="contacts:PhysicalAddress:PostalCode" FieldIndex="Home"/>
        <Contact><PhysicalAddresses><Entry Key="Home"><PostalCode>8000</PostalCode></Entry></PhysicalAddresses></Contact></SetItemField>`);
  });

  test('null removes those that were there; where that is not known, all that there may be', async () => {
    const carol = await contact();
    const [request] = await wire.requestsOf(() => carol.update({ phoneNumbers: null }));
    expect(new Set(updatesOf(request).map(([field]) => field))).toEqual(
      new Set(['-contacts:PhoneNumber/MobilePhone', '-contacts:PhoneNumber/HomePhone']),
    );
    wire.server.fill('contacts', { kind: 'contact' });
    const [bare] = await wire.account.contacts.only('displayName').toArray();
    const [all] = await wire.requestsOf(() => bare!.update({ emailAddresses: null }));
    expect(updatesOf(all).map(([field]) => field)).toEqual(
      ['EmailAddress1', 'EmailAddress2', 'EmailAddress3'].map((key) => `-contacts:EmailAddress/${key}`),
    );
  });

  describe('the name of an e-mail entry', () => {
    const entry = {
      key: 'EmailAddress1',
      value: 'old@b.c',
      name: 'old@b.c',
      routingType: 'SMTP',
      mailboxType: 'Contact',
    };
    const sentOf = async (given: object) => {
      wire.server.fill('contacts', { kind: 'contact', emailAddresses: [entry] });
      const contact = await wire.account.contacts.get();
      const [request] = await wire.requestsOf(() => contact.update({ emailAddresses: [given] } as never));
      return request && inside(request.xml, 'EmailAddresses');
    };

    test.each([
      [{ ...entry, value: 'a@b.c' }, '<Entry Key="EmailAddress1">a@b.c</Entry>'],
      [{ ...entry, value: 'a@b.c', name: 'a@b.c' }, '<Entry Key="EmailAddress1">a@b.c</Entry>'],
      [{ ...entry, value: 'a@b.c', name: 'Ann' }, '<Entry Key="EmailAddress1" Name="Ann">a@b.c</Entry>'],
      [{ ...entry, name: 'Ann' }, '<Entry Key="EmailAddress1" Name="Ann">old@b.c</Entry>'],
      [
        { key: 'EmailAddress1', value: '/o=x/cn=ann', routingType: 'EX' },
        '<Entry Key="EmailAddress1" RoutingType="EX">/o=x/cn=ann</Entry>',
      ],
    ])('%j: what the server adds is not sent back, what was given is', async (given, expected) => {
      expect(await sentOf(given)).toBe(xml`${expected}`);
    });
  });

  test.each([
    [
      { phoneNumbers: [{ key: 'MobilPhone', value: '1' }] },
      "phoneNumbers[0].key: there is no 'MobilPhone'; did you mean 'MobilePhone'?",
    ],
    [{ phoneNumbers: [{ value: '1' }] }, 'phoneNumbers[0].key: expected one of'],
    [
      {
        phoneNumbers: [
          { key: 'MobilePhone', value: '1' },
          { key: 'MobilePhone', value: '2' },
        ],
      },
      'phoneNumbers[1].key: MobilePhone is there twice; give one entry of it',
    ],
    [
      { phoneNumbers: [{ key: 'Pager', valu: '1' }] },
      "phoneNumbers[0].valu: there is no 'valu'; did you mean 'value'?",
    ],
    [{ phoneNumbers: { MobilePhone: '1' } }, 'phoneNumbers: expected an array of entries, each with a key'],
    [{ physicalAddresses: [{ key: 'Home', stret: 'x' }] }, "did you mean 'street'?"],
  ])('%j is refused: left out, it would stand for "removed"', async (changes, message) => {
    const carol = await contact();
    expect((await wire.refusalOf(() => carol.update(changes as object))).message).toContain(message);
  });
});

describe('what is refused before anything is sent', () => {
  test.each([
    [{ sbject: 'x' }, "sbject: Message has no field 'sbject'; did you mean 'subject'?"],
    [{ subject: 5 }, 'subject: expected a string'],
    [{ size: 5 }, 'size: Exchange sets this itself; it cannot be changed'],
    [{ size: null }, 'size: Exchange sets this itself; it cannot be changed'],
    [
      { internetMessageId: 'x' },
      'internetMessageId: this can be given when the item is created, and not be changed later',
    ],
    [{ importance: null }, 'importance: Exchange does not let this be removed'],
    [{ text: 'x', html: 'y' }, 'stands beside html'],
    [{ flag: 'x' }, 'flag'],
    ['x', 'expected an object of members'],
    [null, 'expected an object of members'],
    [undefined, 'expected an object of members'],
    [[], 'expected an object of members'],
  ])('%j', async (changes, message) => {
    const item = await read();
    const error = await wire.refusalOf(() => item.update(changes as object));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(message);
    expect(item.subject).toBe('x');
  });

  test('an item that was deleted', async () => {
    const message = await read();
    await message.delete();
    expect((await wire.refusalOf(() => message.update({ subject: 'y' }))).message).toContain('has no id');
  });
});

describe('a refusal of the server', () => {
  test('leaves the item as it is', async () => {
    const message = await read();
    wire.server.on('UpdateItem', () => [failure('ErrorAccessDenied')]);
    await expect(message.update({ subject: 'y' })).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
    expect([message.subject, message.changeKey]).toEqual(['x', 'm-1']);
    expect(wire.sent.at(-1)?.operation).toBe('UpdateItem');
  });

  test('for a conflict tells what the server has, and what was to be', async () => {
    const message = await read();
    wire.server.on('UpdateItem', () => [failure('ErrorIrresolvableConflict')]);
    wire.server.keep({ subject: 'theirs', isRead: true }, 'm', 'm-9');
    const error = await message
      .update({ subject: 'mine' }, { conflict: 'NeverOverwrite' })
      .catch((one: unknown) => one);
    expect(error).toBeInstanceOf(ConflictError);
    expect(error).toMatchObject({ theirs: { subject: 'theirs' }, mine: { subject: 'mine' } });
    expect((error as Error).message).not.toContain('theirs"');
  });
});
