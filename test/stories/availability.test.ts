/** Who is free when, when people could meet, and what is reminded of. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, recur, ValidationError } from '../../src/index.js';
import { story } from './mailbox.js';

const NOW = new Date('2025-03-24T06:00:00Z');
const s = story({
  mailboxes: { 'alice@example.test': {}, 'bob@example.test': {}, 'carol@example.test': {} },
  now: NOW,
});
const BOB = 'bob@example.test';
let alice: Account;

beforeAll(async () => {
  alice = await s.connect('alice', { timeZone: 'Europe/Copenhagen' });
  const bob = await s.connect('bob', { timeZone: 'Europe/Copenhagen' });
  // On both sides of the change of clocks on March 30.
  await bob.calendar.create({
    subject: 'Stand-up',
    start: '2025-03-24T09:00',
    end: '2025-03-24T10:00',
    recurrence: recur.daily({ numberOfOccurrences: 60 }),
  });
  await bob.calendar.create({ start: '2025-03-26T13:00', end: '2025-03-26T14:30', legacyFreeBusyStatus: 'Tentative' });
});

const text = (time: Date) => time.toISOString().slice(0, 16);

describe('freeBusy()', () => {
  test('each with what keeps him busy, at the right hour when the clocks change, too', async () => {
    const [bob] = await alice.availability.freeBusy(BOB, { start: '2025-03-29', end: '2025-03-30' }).toArray();
    expect(bob?.error).toBeUndefined();
    expect(bob?.busy?.map(({ start, end, busyType }) => [text(start), text(end), busyType])).toEqual([
      ['2025-03-29T08:00', '2025-03-29T09:00', 'Busy'],
      ['2025-03-30T07:00', '2025-03-30T08:00', 'Busy'],
    ]);
    // Two days, one of which has 23 hours.
    expect(bob?.merged).toHaveLength(94);
    expect(bob?.merged?.flatMap((one, index) => (one === 'Busy' ? [index] : []))).toEqual([18, 19, 64, 65]);
    expect(bob?.workingHours?.days[0]).toEqual({ day: 'Monday', from: '08:00', to: '17:00' });
  });

  test('one who cannot be asked ends no loop, and is not free', async () => {
    const who = ['nobody@example.test', { email: BOB, attendeeType: 'Optional' as const }];
    const [nobody, bob] = await alice.availability.freeBusy(who, { start: '2025-03-24', end: '2025-03-24' }).toArray();
    expect([nobody?.email, nobody?.error?.code, nobody?.busy]).toEqual([
      'nobody@example.test',
      'ErrorMailRecipientNotFound',
      undefined,
    ]);
    expect(bob?.busy).toHaveLength(1);
  });

  test('more people and more days than a request takes are cut, and put together', async () => {
    const many = [...Array.from({ length: 120 }, (_, index) => `nobody${index}@example.test`), BOB];
    const found = await alice.availability
      .freeBusy(many, { start: '2025-03-24', end: '2025-06-30', mergedMinutes: 60 })
      .toArray();
    expect(found.map(({ email }) => email)).toEqual(many);
    const bob = found.at(-1);
    expect(bob?.busy).toHaveLength(61);
    expect(new Set(bob?.busy?.map(({ start }) => start.getTime())).size).toBe(61);
    expect(bob?.merged).toHaveLength(99 * 24 - 1);
    expect(bob?.merged?.filter((one) => one === 'Busy')).toHaveLength(60);
  });

  test.each([
    [[], { start: '2025-03-24', end: '2025-03-24' }, /who: /],
    ['bob', { start: '2025-03-24', end: '2025-03-24' }, /email: /],
    [BOB, { start: '2025-03-24' }, /end: /],
    [BOB, { start: '2025-03-24', end: '2025-03-24', mergedMinutes: 3 }, /mergedMinutes: /],
  ])('%p, %p is refused', (who, span, message) => {
    expect(() => alice.availability.freeBusy(who as never, span as never)).toThrow(ValidationError);
    expect(() => alice.availability.freeBusy(who as never, span as never)).toThrow(message);
  });
});

describe('suggest()', () => {
  const week = { start: '2025-03-28T08:00', end: '2025-03-31T17:00' } as const;

  test('the best times, each at its hour when the clocks change', async () => {
    const found = await alice.availability.suggest(BOB, { ...week, minutes: 60, perDay: 48 }).toArray();
    const good = found.filter(({ quality }) => quality === 'Excellent').map(({ start }) => text(start));
    expect(good.slice(0, 2)).toEqual(['2025-03-28T07:00', '2025-03-28T09:00']);
    expect(good).toContain('2025-03-31T06:00');
    expect(good.filter((one) => /T0[78]/.test(one) && one.startsWith('2025-03-31'))).toEqual([
      '2025-03-31T08:00',
      '2025-03-31T08:30',
    ]);
    for (const one of found) expect(one.end.getTime() - one.start.getTime()).toBe(3_600_000);
  });

  test('who is not free is named', async () => {
    const span = {
      start: '2025-03-28T09:00',
      end: '2025-03-28T10:00',
      minutes: 60,
      quality: 'Poor',
      perDay: 48,
    } as const;
    const [only] = await alice.availability.suggest([BOB], span).toArray();
    expect([only?.quality, only?.conflicts]).toEqual(['Poor', [{ email: BOB, busyType: 'Busy' }]]);
    const none = await alice.availability.suggest([{ email: BOB, excludeConflicts: true }], span).toArray();
    expect(none).toEqual([]);
  });

  test('without a length it is refused', () => {
    expect(() => alice.availability.suggest(BOB, week as never)).toThrow(/minutes: /);
  });
});

test('reminders: snoozed, dismissed', async () => {
  const start = new Date(NOW.getTime() + 86_400_000);
  const end = new Date(start.getTime() + 3_600_000);
  for (const subject of ['Dentist', 'Taxi'])
    await alice.calendar.create({ subject, start, end, reminderIsSet: true, reminderMinutesBeforeStart: 10 });
  const named = async (subject: string) => (await alice.reminders.toArray()).find((one) => one.subject === subject);
  const dentist = await named('Dentist');
  expect(dentist?.startDate.getTime()).toBe(Math.floor(start.getTime() / 1000) * 1000);
  expect(Object.keys({ ...dentist })).not.toContain('snooze');
  const until = new Date(Math.floor(start.getTime() / 1000) * 1000 - 60_000);
  await dentist?.snooze(until);
  expect((await named('Dentist'))?.reminderTime).toEqual(until);
  await (await named('Taxi'))?.dismiss();
  expect(await named('Taxi')).toBeUndefined();
  await expect(dentist?.snooze('tomorrow' as never)).rejects.toThrow(/until: /);
});
