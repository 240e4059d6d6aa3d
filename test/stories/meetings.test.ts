/** A meeting told between three mailboxes: what each of them has after each step, and in the end. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Account,
  type CalendarItem,
  type MeetingCancellation,
  type MeetingRequest,
  type MeetingResponse,
  recur,
} from '../../src/index.js';
import { answers, BOB, CAROL, heard, type Mail, newest, threeMailboxes } from './meeting-mail.js';

const { open } = threeMailboxes();
let alice: Account;
let bob: Account;
let carol: Account;

beforeAll(async () => {
  [alice, bob, carol] = await open();
});

/** Start, place, state and answer of what a calendar has of it in its days. */
async function entries(who: Account, subject: string) {
  const view = await who.calendar.view({ start: '2027-03-01', end: '2027-03-31' }).toArray();
  const own = view.filter((one) => one.subject?.includes(subject));
  return Promise.all(
    own.map(async ({ id }) => {
      const { start, location, myResponseType, legacyFreeBusyStatus, isCancelled } = await who.calendar.item(id);
      return [start?.toISOString().slice(0, 16), location, myResponseType, legacyFreeBusyStatus, isCancelled];
    }),
  );
}

describe('a series of three', () => {
  let series: CalendarItem;

  test('is invited to: both have it, tentatively, before they read a word', async () => {
    series = await alice.calendar.create(
      {
        subject: 'Plans',
        start: '2027-03-01T10:00',
        end: '2027-03-01T11:00',
        location: 'Room 1',
        recurrence: recur.daily({ numberOfOccurrences: 3 }),
        requiredAttendees: [BOB],
        optionalAttendees: [CAROL],
      },
      { notify: 'all' },
    );
    for (const who of [bob, carol]) {
      expect(await entries(who, 'Plans')).toEqual(
        ['2027-03-01', '2027-03-02', '2027-03-03'].map((day) => [
          `${day}T09:00`,
          'Room 1',
          'NoResponseReceived',
          'Tentative',
          false,
        ]),
      );
      const request = await newest<MeetingRequest>(who, 'Plans', 'meetingRequest');
      expect([request.meetingRequestType, (await request.calendarItem())?.calendarItemType]).toEqual([
        'NewMeetingRequest',
        'RecurringMaster',
      ]);
    }
  });

  test('may suit, and suits: the organizer reads who has answered what', async () => {
    const request = await newest<MeetingRequest>(bob, 'Plans', 'meetingRequest');
    const before = (await request.calendarItem()) as CalendarItem;
    const maybe = await request.tentativelyAccept({ text: 'I will see.' });
    expect([maybe?.myResponseType, maybe?.legacyFreeBusyStatus, maybe?.id === before.id]).toEqual([
      'Tentative',
      'Tentative',
      false,
    ]);
    const invitation = await newest<MeetingRequest>(carol, 'Plans', 'meetingRequest');
    const booked = await invitation.accept({}, { saveCopy: false });
    expect([booked?.myResponseType, booked?.legacyFreeBusyStatus]).toEqual(['Accept', 'Busy']);
    expect(answers(await alice.calendar.item(series.id))).toEqual({ Bob: 'Tentative', Carol: 'Accept' });
    expect((await heard(alice, 'Plans')).map(({ subject }) => subject).sort()).toEqual([
      'Accepted: Plans',
      'Tentative: Plans',
    ]);
    const [said] = (await heard(alice, 'Plans')).filter(({ subject }) => subject?.startsWith('Tentative'));
    const answer = (await alice.item(said?.id as string, { bodyType: 'Text' })) as MeetingResponse;
    expect([answer.text, answer.responseType, (await answer.calendarItem())?.id]).toEqual([
      'I will see.',
      'Tentative',
      series.id,
    ]);
    expect(await bob.sent.filter({ subject: 'Tentative: Plans' }).count()).toBe(1);
    expect(await carol.sent.filter({ subject: 'Accepted: Plans' }).count()).toBe(0);
  });

  test('has another time proposed for one of its days, which the organizer finds with the answer and in the list', async () => {
    const entry = (await (await newestEntry(bob)).occurrence(2)) as CalendarItem;
    await entry.tentativelyAccept({
      text: 'Later?',
      proposedStart: '2027-03-02T14:00',
      proposedEnd: '2027-03-02T15:00',
    });
    const proposed = (await heard(alice, 'Plans')).find((one) => 'proposedStart' in one && one.proposedStart);
    expect(proposed).toMatchObject({
      proposedStart: new Date('2027-03-02T13:00:00Z'),
      proposedEnd: new Date('2027-03-02T14:00:00Z'),
      recurrenceId: new Date('2027-03-02T09:00:00Z'),
    });
    const second = await (await alice.calendar.item(series.id)).occurrence(2);
    expect(second.requiredAttendees).toMatchObject([
      { responseType: 'Tentative', proposedStart: new Date('2027-03-02T13:00:00Z') },
    ]);
    // The other days are as they were.
    expect(answers(await (await alice.calendar.item(series.id)).occurrence(1))).toEqual({
      Bob: 'Tentative',
      Carol: 'Accept',
    });
  });

  const newestEntry = async (who: Account) => {
    const [first] = await who.calendar.view({ start: '2027-03-01', end: '2027-03-04' }).toArray();
    return (first as CalendarItem).master();
  };

  test('one day of it is moved: that day is asked for again, the others stand', async () => {
    const second = await (await alice.calendar.item(series.id)).occurrence(2);
    await second.update({ start: '2027-03-02T14:00', end: '2027-03-02T15:00' }, { notify: 'all' });
    for (const [who, answer, status] of [
      [bob, 'Tentative', 'Tentative'],
      [carol, 'Accept', 'Busy'],
    ] as const) {
      expect(await entries(who, 'Plans')).toEqual([
        ['2027-03-01T09:00', 'Room 1', answer, status, false],
        ['2027-03-02T13:00', 'Room 1', 'NoResponseReceived', 'Tentative', false],
        ['2027-03-03T09:00', 'Room 1', answer, status, false],
      ]);
      const update = (await heard(who, 'Plans')).find((one) => one.recurrenceId) as MeetingRequest;
      expect(update).toMatchObject({
        meetingRequestType: 'FullUpdate',
        start: new Date('2027-03-02T13:00:00Z'),
        changeHighlights: { hasStartTimeChanged: true, hasEndTimeChanged: true, hasLocationChanged: false },
      });
      const meeting = await update.accept();
      expect(meeting?.calendarItemType).toBe('Exception');
    }
    const moved = await (await alice.calendar.item(series.id)).occurrence(2);
    expect(answers(moved)).toEqual({ Bob: 'Accept', Carol: 'Accept' });
  });

  test('is elsewhere: who has accepted is told, and asked nothing', async () => {
    const master = await alice.calendar.item(series.id);
    await master.update({ location: 'Room 2' }, { notify: 'all' });
    const update = (await heard(carol, 'Plans')).filter(
      (one) => one.kind === 'meetingRequest' && !one.recurrenceId && !one.isOutOfDate,
    );
    expect(update).toMatchObject([{ meetingRequestType: 'InformationalUpdate', location: 'Room 2' }]);
    expect(await entries(carol, 'Plans')).toEqual([
      ['2027-03-01T09:00', 'Room 2', 'Accept', 'Busy', false],
      ['2027-03-02T13:00', 'Room 2', 'Accept', 'Busy', false],
      ['2027-03-03T09:00', 'Room 2', 'Accept', 'Busy', false],
    ]);
    expect(answers(await alice.calendar.item(series.id))).toEqual({ Bob: 'Tentative', Carol: 'Accept' });
  });

  test('one day of it is called off: it stands as such until it is removed, and is gone then', async () => {
    const third = await (await alice.calendar.item(series.id)).occurrence(3);
    await third.delete({ notify: 'all' });
    expect((await entries(alice, 'Plans')).length).toBe(2);
    for (const who of [bob, carol]) {
      expect((await entries(who, 'Plans')).map(([start, , , status, off]) => [start, status, off])[2]).toEqual([
        '2027-03-03T09:00',
        'Free',
        true,
      ]);
    }
    const word = await newest<MeetingCancellation>(bob, 'Plans', 'meetingCancellation');
    expect([word.subject, word.recurrenceId, (await word.calendarItem())?.isCancelled]).toEqual([
      'Canceled: Plans',
      new Date('2027-03-03T09:00:00Z'),
      true,
    ]);
    await word.removeFromCalendar();
    expect((await entries(bob, 'Plans')).length).toBe(2);
    expect((await heard(bob, 'Plans')).some(({ kind }) => kind === 'meetingCancellation')).toBe(false);
  });

  test('is called off as a whole, with a word: nothing of it counts as busy any more', async () => {
    const master = await alice.calendar.item(series.id);
    await master.cancel({ text: 'No budget.' });
    expect(await entries(alice, 'Plans')).toEqual([]);
    for (const who of [bob, carol]) {
      const left = await entries(who, 'Plans');
      expect(left.every(([, , , status, off]) => status === 'Free' && off === true)).toBe(true);
      const word = (await heard(who, 'Plans')).find((one) => one.kind === 'meetingCancellation' && !one.recurrenceId);
      expect(((await who.item(word?.id as string, { bodyType: 'Text' })) as Mail).text).toBe('No budget.');
      await (word as MeetingCancellation).removeFromCalendar();
      expect(await entries(who, 'Plans')).toEqual([]);
    }
  });
});
