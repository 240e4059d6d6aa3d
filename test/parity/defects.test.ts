/** What another library gets wrong, one test for each fault that no other file of ours is about; the comments say what goes wrong there. */
import { afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { type Account, type CalendarItem, faultTolerance, ValidationError } from '../../src/index.js';
import { CreateItem, decodeEnvelope, encodeEnvelope, GetFolder, Subscribe, UpdateFolder } from '../../src/raw.js';
import { splitEnvelopes } from '../../src/soap/split.js';
import { operationsOf, story } from '../stories/mailbox.js';
import { inside } from '../support/compact-xml.js';
import { fault, recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const s = story();
const wire = recorder();
const tolerant = recorder({ retry: faultTolerance({ firstWaitMs: 20 }) });
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice', { timeZone: 'Europe/Paris' });
});
afterEach(() => {
  jest.restoreAllMocks();
});

// There, members that were not read are deleted, and those with a default set to it.
test('saving an item of which one member was read leaves all others as they are', async () => {
  const { id } = await alice.drafts.create({ subject: 'whole', text: 'body', categories: ['red'], importance: 'High' });
  const [item] = await alice.items([id]).only('subject').toArray();
  (item as { subject?: string }).subject = 'changed';
  await (item as unknown as { save(): Promise<void> }).save();
  const read = await alice.drafts.get({ subject: 'changed' });
  expect([read.categories, read.importance, read.body?.value]).toEqual([
    ['red'],
    'High',
    expect.stringContaining('body'),
  ]);
});

// There, elements stand in the wrong order, under wrong names, and in the element of another kind of folder.
test.each([
  ['folder', 'permissionSet', 'permissions', 'permissionLevel', 'inbox', 'folder:PermissionSet'],
  [
    'calendarFolder',
    'permissionSet',
    'calendarPermissions',
    'calendarPermissionLevel',
    'calendar',
    'folder:PermissionSet',
  ],
] as const)('permissions of a %s are written, valid, and read back', async (kind, set, list, level, id, fieldURI) => {
  const permission = { userId: { primarySmtpAddress: 'bob@example.test' }, [level]: 'Reviewer' };
  const path = { kind: 'fieldURI', fieldURI } as const;
  const folderId = { kind: 'distinguishedFolderId', id } as const;
  const update = { kind: 'setFolderField', path, folder: { kind, [set]: { [list]: [permission] } } };
  await alice.call(UpdateFolder, {
    folderChanges: [{ distinguishedFolderId: { id }, updates: [update] }],
  } as never);
  const shape = { baseShape: 'IdOnly' as const, additionalProperties: [path] };
  const { responseMessages } = await alice.call(GetFolder, { folderShape: shape, folderIds: [folderId] });
  expect(JSON.stringify(responseMessages)).toContain('bob@example.test');
  expect(JSON.stringify(responseMessages)).toContain('"Reviewer"');
});

// There, the watermark of a subscription is in the namespace of messages, which no server takes.
test.each([
  ['pull', { kind: 'pullSubscriptionRequest', timeout: 10 }],
  ['push', { kind: 'pushSubscriptionRequest', statusFrequency: 1, url: 'https://a.test/' }],
])('a %s subscription with a watermark is valid', async (_, how) => {
  const folderIds = [{ kind: 'distinguishedFolderId', id: 'inbox' }];
  const subscription = { ...how, folderIds, eventTypes: ['NewMailEvent'], watermark: 'AAA=' };
  wire.server.on('Subscribe', () => [success({ subscriptionId: 'x', watermark: 'y' })]);
  const [sent] = await wire.requestsOf(() => wire.account.call(Subscribe, { subscription } as never));
  expect(sent?.envelope).toContain('<t:Watermark>AAA=</t:Watermark>');
});

// There, a reply to a post can never be valid: it has members of messages.
test('a reply to a post has its own members, and those of a message are refused', async () => {
  const reply = {
    kind: 'postReplyItem',
    subject: 'Re: x',
    referenceItemId: { id: 'AAA=' },
    newBodyContent: { bodyType: 'Text', value: 'y' },
  };
  wire.server.on('CreateItem', () => [success({ items: [] })]);
  const xml = await wire.xmlOf(() =>
    wire.account.call(CreateItem, { messageDisposition: 'SaveOnly', items: [reply] } as never),
  );
  expect(inside(xml, 'PostReplyItem')).toContain('NewBodyContent');
  const wrong = { ...reply, toRecipients: [{ emailAddress: 'bob@example.test' }] };
  await expect(
    wire.account.call(CreateItem, { messageDisposition: 'SaveOnly', items: [wrong] } as never),
  ).rejects.toThrow(ValidationError);
});

const envelope = (body: string, newline = ' ') =>
  `<s:Envelope${newline}xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>${body}</s:Body></s:Envelope>`;
const found = (root: string, item: string) =>
  envelope(
    `<m:FindItemResponse xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><m:ResponseMessages><m:FindItemResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode><m:RootFolder ${root}><t:Items><t:Message>${item}</t:Message></t:Items></m:RootFolder></m:FindItemResponseMessage></m:ResponseMessages></m:FindItemResponse>`,
  );
interface Found {
  responseMessages: {
    rootFolder: { includesLastItemInRange: boolean; items: { isRead: boolean; dateTimeSent: Date }[] };
  }[];
}
const rootOf = (text: string) =>
  (decodeEnvelope(Buffer.from(text)).body as unknown as Found).responseMessages[0]!.rootFolder;

describe('every form that a schema allows', () => {
  // There, 1 and 0 are no booleans, and fractions of a second no time.
  test.each([
    ['1', true],
    ['0', false],
    ['true', true],
    ['false', false],
  ])('of a boolean is read: %s', (text, value) => {
    const root = rootOf(found(`IncludesLastItemInRange="${text}"`, `<t:IsRead>${text}</t:IsRead>`));
    expect([root.includesLastItemInRange, root.items[0]?.isRead]).toEqual([value, value]);
  });

  test.each(['2027-03-01T10:00:00.123Z', '2027-03-01T11:00:00.1234567+01:00'])('of a time is read: %s', (text) => {
    const [item] = rootOf(found('', `<t:DateTimeSent>${text}</t:DateTimeSent>`)).items;
    expect(item?.dateTimeSent.getTime()).toBe(Date.parse('2027-03-01T10:00:00.123Z'));
  });

  // There, a stream is never recognised when a line ends after the name of its first tag.
  test('of a start tag is read, in a stream too', async () => {
    const text = envelope('', '\n  ');
    async function* bytes(): AsyncGenerator<Uint8Array> {
      yield Buffer.from(text + text);
    }
    let parts = 0;
    for await (const _ of splitEnvelopes(bytes())) parts++;
    expect(parts).toBe(2);
  });
});

// There, the strings of a list are joined by spaces and split again, and only the first value is read.
test('a list of strings in a user configuration keeps each string', () => {
  const entry = {
    dictionaryKey: { type: 'String', value: ['k'] },
    dictionaryValue: { type: 'StringArray', value: ['a b', 'c'] },
  };
  const userConfigurationName = { name: 'x', folderId: undefined, distinguishedFolderId: { id: 'inbox' } };
  const request = { userConfiguration: { userConfigurationName, dictionary: [entry] } };
  const written = encodeEnvelope({ operation: 'CreateUserConfiguration', body: request as never });
  const read = decodeEnvelope(written).body as unknown as typeof request;
  expect(read.userConfiguration.dictionary[0]?.dictionaryValue.value).toEqual(['a b', 'c']);
});

// There, 24 hours are taken off the end, which on this day is the day before the start.
test('the days of an all-day event are right on the day that the clocks go forward', async () => {
  await alice.calendar.create({
    subject: 'short day',
    isAllDayEvent: true,
    start: '2025-03-30',
    end: '2025-03-30',
  } as never);
  const event = (await alice.calendar.get({ subject: 'short day' })) as CalendarItem;
  expect(JSON.parse(JSON.stringify(event.days))).toEqual({ first: '2025-03-30', last: '2025-03-30' });
});

// There, accounts of one server and login share what the first was told of retries and connections.
test('options of an account are its own, also of the same server and login', async () => {
  const once = await s.connect('alice', { readOnly: true, connections: 1 });
  await expect(once.drafts.create({ subject: 'x' })).rejects.toThrow('read');
  expect((await alice.drafts.create({ subject: 'x' })).id).toBeDefined();
});

// There, an exception of a series sends the deletion of its recurrence when it is saved.
test('an occurrence that is saved sends what was changed, and nothing of the series', async () => {
  const start = new Date('2027-05-03T08:00:00Z');
  const end = new Date('2027-05-03T09:00:00Z');
  const range = { kind: 'numberedRecurrence', startDate: '2027-05-03', numberOfOccurrences: 4 };
  await alice.calendar.create({
    subject: 'series',
    start,
    end,
    recurrence: { pattern: { kind: 'dailyRecurrence', interval: 1 }, range },
  } as never);
  const second = async () =>
    (await alice.calendar.view({ start, end: new Date('2027-05-08T00:00:00Z') }).toArray()).filter(
      ({ subject }) => subject === 'series',
    )[1]!;
  for (const location of ['first', 'again']) {
    const item = await second();
    item.location = location;
    expect(await operationsOf(s.sandbox, () => item.save())).toContain('UpdateItem');
    expect((await second()).location).toBe(location);
  }
  const master = await alice.calendar.get({ subject: 'series' });
  expect(master.recurrence?.range).toMatchObject({ kind: 'numberedRecurrence', numberOfOccurrences: 4 });
});

// There, these two codes are misspelt and never recognised.
test.each(['ErrorSubscriptionUnsubscribed', 'ErrorFolderPropertRequestFailed'])(
  'the code %s is the code of the error',
  async (code) => {
    wire.server.on('GetFolder', () => [failure(code)]);
    await expect(wire.account.inbox.info()).rejects.toMatchObject({ name: 'ResponseError', code });
  },
);

// There, ** may be followed by one name only.
test('a pattern may go on for several names after **', async () => {
  await alice.inbox.createFolder('top/middle/leaf', { recursive: true });
  const paths = [];
  for await (const folder of alice.inbox.glob('**/middle/leaf')) paths.push(folder.label);
  expect(paths).toEqual(['leaf']);
});

// There, waits end by the clock on the wall: one that is set back makes them hours long.
test('a clock that is set back does not make a wait longer', async () => {
  const now = Date.now();
  let asked = 0;
  jest.spyOn(Date, 'now').mockImplementation(() => now - asked++ * 3_600_000);
  tolerant.server.next('GetFolder', () => fault('ErrorServerBusy'));
  expect(await tolerant.operationsOf(() => tolerant.account.inbox.info())).toEqual(['GetFolder', 'GetFolder']);
});
