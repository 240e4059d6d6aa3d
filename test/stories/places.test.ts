/** Where and with whom: rooms that answer by themselves, places with addresses, what stands in the way, calendars of others. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type MeetingResponse, recur } from '../../src/index.js';
import { story } from './mailbox.js';

const [ALICE, BOB, ROOM] = ['alice@example.test', 'bob@example.test', 'room1@example.test'] as const;
const s = story({
  mailboxes: { [ALICE]: {}, [BOB]: {}, [ROOM]: { name: 'Room 1' } },
  lists: { 'rooms@example.test': { name: 'Rooms', members: [ROOM], isRoomList: true } },
});
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = await Promise.all([s.connect('alice'), s.connect('bob')]);
});

const at = (day: string, hour: number) => ({
  start: new Date(`2027-03-${day}T${String(hour).padStart(2, '0')}:00:00Z`),
  end: new Date(`2027-03-${day}T${String(hour + 1).padStart(2, '0')}:00:00Z`),
});

describe('a room', () => {
  const answerOf = async (who: Account, id: string) =>
    (await who.calendar.item(id)).resources?.map(({ responseType }) => responseType);

  test('is found in its list, accepts what it is free for, and is busy then', async () => {
    const [list] = await alice.people.roomLists().toArray();
    const rooms = (await list?.rooms().toArray()) ?? [];
    const meeting = await alice.calendar.create(
      {
        subject: 'Free',
        ...at('01', 10),
        location: 'Room 1',
        resources: rooms.map(({ emailAddress }) => emailAddress ?? ''),
      },
      { notify: 'all' },
    );
    expect(await answerOf(alice, meeting.id)).toEqual(['Accept']);
    const [answer] = (await alice.inbox.filter({ subject: 'Accepted: Free' }).toArray()) as [MeetingResponse];
    expect(((await alice.item(answer.id)) as MeetingResponse).from?.emailAddress).toBe(ROOM);
    const [busy] = await alice.availability.freeBusy(ROOM, { start: '2027-03-01', end: '2027-03-01' }).toArray();
    expect(busy?.busy?.map(({ busyType }) => busyType)).toEqual(['Busy']);
    // The key that creating it gave is of what the room has answered.
    await meeting.update({ location: 'Room 1, upstairs' }, { conflict: 'NeverOverwrite' });
  });

  test('declines what it is taken for, a series that meets it once, too', async () => {
    const second = await bob.calendar.create(
      { subject: 'Late', ...at('01', 10), resources: [ROOM] },
      { notify: 'all' },
    );
    expect(await answerOf(bob, second.id)).toEqual(['Decline']);
    const series = await bob.calendar.create(
      {
        subject: 'Daily',
        start: '2027-02-27T10:30',
        end: '2027-02-27T11:30',
        recurrence: recur.daily({ numberOfOccurrences: 5 }),
        resources: [ROOM],
      },
      { notify: 'all' },
    );
    expect(await answerOf(bob, series.id)).toEqual(['Decline']);
    await series.update({ start: '2027-02-27T12:00', end: '2027-02-27T13:00' }, { notify: 'all' });
    expect(await answerOf(bob, series.id)).toEqual(['Accept']);
  });

  test('is free again when the meeting is off', async () => {
    const meeting = await alice.calendar.get({ subject: 'Free' });
    await meeting.cancel();
    const again = await bob.calendar.create({ subject: 'Now', ...at('01', 10), resources: [ROOM] }, { notify: 'all' });
    expect(await answerOf(bob, again.id)).toEqual(['Accept']);
  });
});

test('a place with an address is kept, and goes with the invitation', async () => {
  const enhancedLocation = {
    displayName: 'Canteen',
    annotation: 'by the window',
    postalAddress: {
      street: 'Main 1',
      city: 'Aarhus',
      country: 'Denmark',
      type: 'Business',
      locationSource: 'None',
    },
  };
  const { id } = await alice.calendar.create(
    { subject: 'Lunch', ...at('02', 12), enhancedLocation, requiredAttendees: [BOB] } as never,
    { notify: 'all' },
  );
  const shape = { displayName: 'Canteen', postalAddress: { street: 'Main 1', city: 'Aarhus' } };
  expect((await alice.calendar.item(id)).enhancedLocation).toMatchObject(shape);
  const [theirs] = await bob.calendar.filter({ subject: 'Lunch' }).toArray();
  expect((await bob.calendar.item(theirs?.id as string)).enhancedLocation).toMatchObject(shape);
});

test('what is at the same time, and what is just before and after, is told of an appointment', async () => {
  const make = (subject: string, hour: number) => alice.calendar.create({ subject, ...at('03', hour) });
  const [, one] = [await make('before', 9), await make('one', 10), await make('other', 10), await make('after', 11)];
  const read = await alice.calendar.item(one.id);
  expect([read.conflictingMeetingCount, read.adjacentMeetingCount]).toEqual([1, 2]);
  expect(read.conflictingMeetings?.map(({ subject }) => subject)).toEqual(['other']);
  expect(read.adjacentMeetings?.map(({ subject }) => subject).sort()).toEqual(['after', 'before']);
});

test('a calendar that somebody shares is opened by his address, read and written as far as he allows', async () => {
  await bob.calendar.create({ subject: 'Shared', ...at('04', 10) });
  const theirs = (await alice.exchange.account(BOB)).calendar;
  const span = { start: '2027-03-04', end: '2027-03-04' } as const;
  await expect(theirs.view(span).toArray()).rejects.toMatchObject({ code: 'ErrorAccessDenied' });
  await bob.calendar.permissions.set(ALICE, 'Reviewer');
  expect((await theirs.view(span).toArray()).map(({ subject }) => subject)).toEqual(['Shared']);
  await expect(theirs.create({ subject: 'Mine', ...at('04', 12) })).rejects.toMatchObject({
    code: 'ErrorAccessDenied',
  });
  await bob.calendar.permissions.set(ALICE, 'Editor');
  await theirs.create({ subject: 'Mine', ...at('04', 12) });
  expect(await bob.calendar.filter({ subject: 'Mine' }).count()).toBe(1);
});

test('views of several calendars are one, in the order of time: filtered, cut, counted', async () => {
  const team = await alice.calendar.createFolder('Team');
  const span = { start: '2027-03-05', end: '2027-03-06' } as const;
  for (const [calendar, subject, hour] of [
    [alice.calendar, 'own 1', 9],
    [team, 'team 1', 10],
    [alice.calendar, 'own 2', 11],
    [team, 'team 2', 8],
  ] as const)
    await calendar.create({ subject, ...at('05', hour) });
  await team.create({ ...at('05', 12), subject: 'both days', recurrence: recur.daily({ numberOfOccurrences: 2 }) });
  const both = alice.folders(alice.calendar, team);
  const subjects = async (query: { pluck(name: 'subject'): { toArray(): Promise<unknown[]> } }) =>
    query.pluck('subject').toArray();
  const all = ['team 2', 'own 1', 'team 1', 'own 2', 'both days', 'both days'];
  expect(await subjects(both.view(span))).toEqual(all);
  expect((await both.view(span).toArray()).map(({ subject }) => subject)).toEqual(all);
  expect(await subjects(both.view({ ...span, max: 3 }))).toEqual(all.slice(0, 3));
  expect(await subjects(both.view(span).filter({ subject__startswith: 'own' }).orderBy('-start'))).toEqual([
    'own 2',
    'own 1',
  ]);
  expect([await both.view(span).count(), (await both.view(span).at(-1))?.subject]).toEqual([6, 'both days']);
  expect(Object.keys((await both.view(span).only('subject').at(0)) ?? {})).not.toContain('start');
  const mail = alice.folders(alice.inbox, alice.drafts);
  expect(() => (mail as unknown as typeof both).view(span)).toThrow(/views are of calendars; .* holds mail/);
});
