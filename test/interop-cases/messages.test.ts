/** What the test suites of the protocol try with mail, contacts, tasks and meetings beyond what all items have in common. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account, CalendarItem } from '../../src/index.js';
import { CreateItem, DeleteItem, GetItem, UpdateItem } from '../../src/raw.js';
import { CLASSES as FIELDS } from '../parity/field-rows.js';
import { story } from '../stories/mailbox.js';

const s = story();
const BOB = 'bob@example.test';
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = (await Promise.all([s.connect('alice'), s.connect('bob')])) as [Account, Account];
});

const start = new Date('2027-03-01T09:00:00Z');
const end = new Date('2027-03-01T10:00:00Z');
type Folder = { create(item: object, options?: object): Promise<{ id: string }> };

test.each([
  ['SaveOnly', [true, false, false]],
  ['SendOnly', [false, false, true]],
  ['SendAndSaveCopy', [false, true, true]],
])('a message with the disposition %s is saved, copied and sent as that says', async (messageDisposition, where) => {
  const subject = `by ${messageDisposition}`;
  const items = [{ kind: 'message', subject, toRecipients: [{ emailAddress: BOB }] }];
  const kept =
    messageDisposition === 'SendAndSaveCopy'
      ? { savedItemFolderId: { distinguishedFolderId: { id: 'sentitems' } } }
      : {};
  await alice.call(CreateItem, { messageDisposition, ...kept, items } as never);
  const there = [alice.drafts, alice.sent, bob.inbox].map((folder) => folder.filter({ subject }).exists());
  expect(await Promise.all(there)).toEqual(where);
});

test.each(['contact', 'task'] as const)('a %s with all its members, and without any', async (kind) => {
  const { base, values } = FIELDS[kind === 'contact' ? 'Contact' : 'Task']!;
  const alone = new Set(['fileAsMapping', 'recurrence', 'completeDate', 'percentComplete']);
  const given = Object.fromEntries(
    Object.entries(values).flatMap(([name, [value]]) => (alone.has(name) ? [] : [[name, value]])),
  );
  const folder = (kind === 'contact' ? alice.contacts : alice.tasks) as unknown as Folder;
  const [whole] = await alice.items([(await folder.create({ ...base, ...given })).id]).toArray();
  expect(
    Object.keys(given).filter((name) => (whole as unknown as Record<string, unknown>)[name] === undefined),
  ).toEqual([]);
  const [bare] = await alice.items([(await folder.create({})).id]).toArray();
  expect((bare as unknown as { kind: string }).kind).toBe(kind);
});

test('a message with all its members, and without any', async () => {
  const { values } = FIELDS['Message']!;
  const alone = new Set(['itemClass', 'isAssociated']);
  const given = Object.fromEntries(
    Object.entries(values).flatMap(([name, [value]]) => (alone.has(name) ? [] : [[name, value]])),
  );
  const whole = await alice.drafts.create(given as never);
  await whole.refresh();
  expect(
    Object.keys(given).filter((name) => (whole as unknown as Record<string, unknown>)[name] === undefined),
  ).toEqual([]);
  const bare = await alice.drafts.create({});
  await bare.refresh();
  expect([bare.isDraft, bare.subject]).toEqual([true, undefined]);
});

test('a message is got with its MIME content', async () => {
  const { id } = await alice.drafts.create({ subject: 'mime', html: '<p>x</p>' });
  const shape = { baseShape: 'IdOnly', includeMimeContent: true };
  const answer = await alice.call(GetItem, { itemShape: shape, itemIds: [{ kind: 'itemId', id }] } as never);
  const [message] = answer.responseMessages as unknown as { items: { mimeContent: { value: Uint8Array } }[] }[];
  expect(Buffer.from(message!.items[0]!.mimeContent.value).toString()).toMatch(/^Subject: mime/m);
});

test.each(['copy', 'move'] as const)('a message that is gone: %s is refused', async (verb) => {
  const draft = await alice.drafts.create({ subject: 'gone' });
  const { itemId } = draft;
  await draft.delete({ disposal: 'hard' });
  draft.itemId = itemId;
  await expect(draft[verb]('inbox')).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
});

test.each(['HardDelete', 'got'])('a message that is gone cannot be deleted or read: %s', async (how) => {
  const draft = await alice.drafts.create({ subject: 'gone' });
  const itemIds = [{ kind: 'itemId', id: draft.id }];
  await draft.delete({ disposal: 'hard' });
  const asked =
    how === 'got'
      ? alice.call(GetItem, { itemShape: { baseShape: 'IdOnly' }, itemIds } as never)
      : alice.call(DeleteItem, { deleteType: how, itemIds } as never);
  await expect(asked).rejects.toMatchObject({ code: 'ErrorItemNotFound' });
});

test.each([
  ['none', false],
  ['all', true],
] as const)('a meeting that is made, changed and deleted with notify %s', async (notify, isTold) => {
  const subject = `notify ${notify}`;
  const told = () => bob.inbox.filter({ subject__contains: subject }).count();
  const meeting = await alice.calendar.create(
    { subject, start, end, requiredAttendees: [BOB] } as never,
    { notify } as never,
  );
  expect((await told()) > 0).toBe(isTold);
  const before = await told();
  await meeting.update({ location: 'elsewhere' }, { notify } as never);
  expect((await told()) > before).toBe(isTold);
  const after = await told();
  await meeting.delete({ notify } as never);
  expect((await told()) > after).toBe(isTold);
});

test.each(['SendOnlyToAll', 'SendToAllAndSaveCopy', 'SendToNone', 'SendOnlyToChanged', 'SendToChangedAndSaveCopy'])(
  'a meeting is updated with %s',
  async (how) => {
    const meeting = await alice.calendar.create(
      { subject: `as ${how}`, start, end, requiredAttendees: [BOB] } as never,
      { notify: 'all' } as never,
    );
    const requests = () => bob.inbox.filter({ subject__contains: `as ${how}` }).count();
    const copies = () => alice.sent.filter({ subject__contains: `as ${how}` }).count();
    const [told, kept] = [await requests(), await copies()];
    const path = { kind: 'fieldURI', fieldURI: 'calendar:Location' };
    await alice.call(UpdateItem, {
      conflictResolution: 'AlwaysOverwrite',
      messageDisposition: 'SaveOnly',
      sendMeetingInvitationsOrCancellations: how,
      itemChanges: [
        {
          itemId: { id: meeting.id },
          updates: [{ kind: 'setItemField', path, item: { kind: 'calendarItem', location: 'x' } }],
        },
      ],
    } as never);
    const after = (await alice.item(meeting.id)) as CalendarItem;
    expect(after.location).toBe('x');
    if (how === 'SendToNone') expect(await requests()).toBe(told);
    if (how.includes('ToAll')) expect(await requests()).toBeGreaterThan(told);
    expect((await copies()) > kept).toBe(how === 'SendToAllAndSaveCopy');
  },
);

test.each([
  ['a time that ends before it starts', { start: end, end: start }, 'ErrorCalendarEndDateIsEarlierThanStartDate'],
  [
    'a time of more than five years',
    { start, end: new Date('2033-03-01T09:00:00Z') },
    'ErrorCalendarDurationIsTooLong',
  ],
])('an appointment with %s is refused, new and changed', async (name, times, code) => {
  // As others send it: the facade refuses an end before the start itself.
  const made = { sendMeetingInvitations: 'SendToNone', items: [{ kind: 'calendarItem', subject: name, ...times }] };
  await expect(alice.call(CreateItem, made as never)).rejects.toMatchObject({ code });
  const { id } = await alice.calendar.create({ subject: name, start, end });
  const set = (member: 'start' | 'end', fieldURI: string) => ({
    kind: 'setItemField',
    path: { kind: 'fieldURI', fieldURI },
    item: { kind: 'calendarItem', [member]: times[member] },
  });
  const changed = {
    conflictResolution: 'AlwaysOverwrite',
    sendMeetingInvitationsOrCancellations: 'SendToNone',
    itemChanges: [{ itemId: { id }, updates: [set('start', 'calendar:Start'), set('end', 'calendar:End')] }],
  };
  await expect(alice.call(UpdateItem, changed as never)).rejects.toMatchObject({ code });
});

test('an appointment asks what becomes of its attendees: without a word, it is neither deleted nor made', async () => {
  const { id } = await alice.calendar.create({ subject: 'asks', start, end });
  const itemIds = [{ kind: 'itemId', id }];
  await expect(alice.call(DeleteItem, { deleteType: 'HardDelete', itemIds } as never)).rejects.toMatchObject({
    code: 'ErrorSendMeetingCancellationsRequired',
  });
  const items = [{ kind: 'calendarItem', subject: 'x', start, end }];
  await expect(alice.call(CreateItem, { items } as never)).rejects.toMatchObject({
    code: 'ErrorSendMeetingInvitationsRequired',
  });
});

test.each([
  'dailyRecurrence',
  'weeklyRecurrence',
  'absoluteMonthlyRecurrence',
  'relativeMonthlyRecurrence',
  'absoluteYearlyRecurrence',
  'relativeYearlyRecurrence',
])('an occurrence of a series with a %s is changed alone', async (kind) => {
  const patterns: Record<string, object> = {
    dailyRecurrence: { interval: 1 },
    weeklyRecurrence: { interval: 1, daysOfWeek: ['Monday'] },
    absoluteMonthlyRecurrence: { interval: 1, dayOfMonth: 1 },
    relativeMonthlyRecurrence: { interval: 1, daysOfWeek: 'Monday', dayOfWeekIndex: 'First' },
    absoluteYearlyRecurrence: { dayOfMonth: 1, month: 'March' },
    relativeYearlyRecurrence: { daysOfWeek: 'Monday', dayOfWeekIndex: 'First', month: 'March' },
  };
  const range = { kind: 'numberedRecurrence', startDate: '2027-03-01', numberOfOccurrences: 3 };
  await alice.calendar.create({
    subject: kind,
    start,
    end,
    recurrence: { pattern: { kind, ...patterns[kind] }, range },
  } as never);
  const first = { start: new Date('2027-02-28T00:00:00Z'), end: new Date('2028-12-31T00:00:00Z') };
  const view = async () => (await alice.calendar.view(first).toArray()).filter(({ subject }) => subject === kind);
  const [, second] = await view();
  await second!.update({ location: 'elsewhere' });
  expect((await view()).map(({ location }) => location).slice(0, 2)).toEqual([undefined, 'elsewhere']);
  const found = await view();
  await found[1]!.delete();
  expect(await view()).toHaveLength(found.length - 1);
});
