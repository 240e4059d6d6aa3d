/** Meetings with somebody in them, alone and in series: what the attendee hears, and what becomes of the meeting. */
import { beforeAll, expect, test } from '@jest/globals';
import { type Account, type MeetingRequest, recur } from '../../src/index.js';
import { CopyItem, GetItem, MoveItem } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = (await Promise.all([s.connect('alice'), s.connect('bob')])) as [Account, Account];
});

const times = { start: '2027-03-01T09:00', end: '2027-03-01T10:00' } as const;
const daily = recur.daily({ numberOfOccurrences: 4 });
const meet = (subject: string, more: object = {}, options: object = {}) =>
  alice.calendar.create(
    { subject, ...times, requiredAttendees: ['bob@example.test'], ...more },
    { notify: 'all', ...options },
  );
const hears = (who: Account, subject: string) => who.inbox.filter({ subject__contains: subject }).count();

test('a series is declined: it leaves the calendar, and the organizer hears of it', async () => {
  await meet('no time', { recurrence: daily });
  const [invitation] = await bob.inbox.filter({ subject: 'no time' }).toArray();
  await (invitation as MeetingRequest).decline({ text: 'Sorry.' });
  expect(await bob.calendar.filter({ subject: 'no time' }).count()).toBe(0);
  expect(await hears(alice, 'no time')).toBe(1);
});

test('a meeting that is made and deleted aloud without a copy leaves none in the sent items', async () => {
  const meeting = await meet('no copy', {}, { saveCopy: false });
  expect(await hears(bob, 'no copy')).toBe(1);
  await meeting.delete({ notify: 'all', saveCopy: false });
  expect(await hears(bob, 'no copy')).toBe(2);
  expect(await alice.sent.filter({ subject__contains: 'no copy' }).count()).toBe(0);
});

test('of a series with an attendee one occurrence is moved, who hears of it, and one is deleted', async () => {
  const series = await meet('each day', { recurrence: daily });
  const before = await hears(bob, 'each day');
  await (await series.occurrence(2)).update({ start: '2027-03-02T11:00', end: '2027-03-02T12:00' }, { notify: 'all' });
  expect(await hears(bob, 'each day')).toBe(before + 1);
  await (await series.occurrence(3)).delete({ notify: 'all' });
  const left = await series.occurrences().toArray();
  expect(left.map(({ start }) => start?.toISOString())).toEqual([
    '2027-03-01T09:00:00.000Z',
    '2027-03-02T11:00:00.000Z',
    '2027-03-04T09:00:00.000Z',
  ]);
});

test.each(['copy', 'move'] as const)('a meeting keeps its attendees: %s', async (verb) => {
  const meeting = await meet(`kept by ${verb}`);
  const folder = await alice.calendar.createFolder(`to ${verb}`);
  await meeting[verb](folder);
  const [there] = await folder.all().toArray();
  expect(there?.requiredAttendees?.map(({ mailbox }) => mailbox.emailAddress)).toEqual(['bob@example.test']);
  expect(await alice.calendar.filter({ subject: `kept by ${verb}` }).count()).toBe(verb === 'copy' ? 1 : 0);
});

test.each([
  ['nobody has answered', 'FullUpdate'],
  ['who has accepted', 'InformationalUpdate'],
] as const)('an update of the place, for %s, is a %s', async (who, type) => {
  const meeting = await meet(`an update: ${who}`);
  const [invitation] = (await bob.inbox.filter({ subject: `an update: ${who}` }).toArray()) as [MeetingRequest];
  if (type === 'InformationalUpdate') await invitation.accept();
  await meeting.update({ location: 'elsewhere' }, { notify: 'all' });
  const requests = (await bob.inbox.filter({ subject: `an update: ${who}` }).toArray()) as MeetingRequest[];
  const [update] = requests.filter(({ location }) => location === 'elsewhere');
  expect(update?.meetingRequestType).toBe(type);
});

test('a principal whose delegate has his meeting messages gets a copy for information: PrincipalWantsCopy', async () => {
  const delegate = 'carol@example.test';
  await bob.delegates.set(
    delegate,
    { calendar: 'Editor', receiveCopiesOfMeetingMessages: true },
    { deliverMeetingRequests: 'DelegatesAndSendInformationToMe' },
  );
  await meet('for information');
  const [copy] = (await bob.inbox.filter({ subject: 'for information' }).toArray()) as [MeetingRequest];
  expect(copy.meetingRequestType).toBe('PrincipalWantsCopy');
  await bob.delegates.remove(delegate);
});

test.each(['Day', 'Weekday', 'WeekendDay'] as const)(
  'a week has no %s: a series of such a day is refused',
  async (day) => {
    const pattern = { kind: 'weeklyRecurrence', interval: 1, daysOfWeek: [day] };
    const range = { kind: 'noEndRecurrence', startDate: '2027-03-01' };
    await expect(alice.calendar.create({ ...times, recurrence: { pattern, range } } as never)).rejects.toMatchObject({
      code: 'ErrorCalendarInvalidDayForWeeklyRecurrence',
    });
  },
);

test.each([
  ['got', GetItem, 'recurringMasterItemId', 'ErrorCalendarCannotUseIdForRecurringMasterId'],
  ['copied', CopyItem, 'recurringMasterItemId', 'ErrorCalendarCannotUseIdForRecurringMasterId'],
  ['moved', MoveItem, 'occurrenceItemId', 'ErrorCalendarCannotUseIdForOccurrenceId'],
] as const)('a meeting of no series is not %s as if it were of one', async (how, operation, kind, code) => {
  const { id } = await meet(`no series, ${how}`);
  const ref = kind === 'occurrenceItemId' ? { recurringMasterId: id, instanceIndex: 1 } : { occurrenceId: id };
  const more =
    how === 'got'
      ? { itemShape: { baseShape: 'IdOnly' } }
      : { toFolderId: { distinguishedFolderId: { id: 'drafts' } } };
  await expect(
    alice.call(operation as typeof GetItem, { ...more, itemIds: [{ kind, ...ref }] } as never),
  ).rejects.toMatchObject({ code });
});

test('a task with a reminder is among the reminders when it is due', async () => {
  const due = new Date(Date.now() - 60_000);
  await alice.tasks.create({ subject: 'water the plants', dueDate: due, reminderIsSet: true, reminderDueBy: due });
  const told = await alice.reminders.toArray();
  expect(told.filter(({ subject }) => subject === 'water the plants')).toHaveLength(1);
});
