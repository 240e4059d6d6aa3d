/** Calendars from end to end: series and their occurrences, whole days when the clocks change, zones. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { Temporal } from '@js-temporal/polyfill';
import { type Account, type CalendarItem, recur, toWindowsZone, ValidationError } from '../../src/index.js';
import { oneOf, random, randomRecurrence } from '../support/random-recurrence.js';
import { story } from './mailbox.js';

const SEED = Number(process.env['EWSKIT_SEED'] ?? 13);
const SERIES = Number(process.env['EWSKIT_STORY_SERIES'] ?? 25);
const DAY = 86_400_000;

const s = story({ mailboxes: { 'alice@example.test': {}, 'bob@example.test': {} } });
let alice: Account;

beforeAll(async () => {
  alice = await s.connect('alice', { timeZone: 'Europe/Copenhagen' });
});

const text = (time: Date | undefined) => time?.toISOString().slice(0, 16);

describe('a series', () => {
  let series: CalendarItem;

  beforeAll(async () => {
    series = await alice.calendar.create({
      subject: 'Stand-up',
      start: '2025-03-17T09:00',
      end: '2025-03-17T09:15',
      recurrence: recur.weekly({ daysOfWeek: ['Monday', 'Wednesday'], interval: 2, numberOfOccurrences: 7 }),
    });
  });

  test('begins with its item', () => {
    expect(series.recurrence?.range.startDate).toBe('2025-03-17');
  });

  test('has its occurrences by number and by day, at its hour when the clocks change, too', async () => {
    const third = await series.occurrence(3);
    expect([text(third.start), third.zoned?.start.time]).toEqual(['2025-03-31T07:00', '09:00:00']);
    expect((await series.occurrence('2025-04-02')).start).toEqual(new Date('2025-04-02T07:00:00Z'));
    await expect(series.occurrence('2025-04-03')).rejects.toMatchObject({ code: 'ERR_DOES_NOT_EXIST' });
    await expect(series.occurrence(8)).rejects.toMatchObject({
      code: 'ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange',
    });
    await expect(series.occurrence(0)).rejects.toThrow(ValidationError);
    await expect(series.occurrence('3' as never)).rejects.toThrow(/which: /);
  });

  test('one of them is moved, one deleted; the others stay, and all lead back to the series', async () => {
    const third = await series.occurrence(3);
    await third.update({ location: 'Kitchen', start: '2025-03-31T10:00', end: '2025-03-31T10:15' });
    await (await series.occurrence('2025-04-02')).delete();
    const found = await series.occurrences().toArray();
    expect(found.map(({ start }) => text(start))).toEqual([
      '2025-03-17T08:00',
      '2025-03-19T08:00',
      '2025-03-31T08:00',
      '2025-04-14T07:00',
      '2025-04-16T07:00',
      '2025-04-28T07:00',
    ]);
    await expect(series.occurrence(4)).rejects.toMatchObject({
      code: 'ErrorCalendarOccurrenceIsDeletedFromRecurrence',
    });
    const master = await third.master();
    expect(master.id).toBe(series.id);
    expect(master.modifiedOccurrences).toHaveLength(1);
    expect((await master.master()).id).toBe(series.id);
    // By the day of the rule, wherever it was moved.
    expect((await series.occurrence('2025-03-31')).location).toBe('Kitchen');
  });

  test('of a span, of one that is open, and worked out here: the same', async () => {
    const master = await (await series.occurrence(1)).master();
    const span = { start: '2025-03-19', end: '2025-04-14' } as const;
    const starts = (all: readonly { start?: Date | undefined }[]) => all.map(({ start }) => text(start));
    const expected = ['2025-03-19T08:00', '2025-03-31T08:00', '2025-04-14T07:00'];
    expect(starts(await series.occurrences(span).toArray())).toEqual(expected);
    expect(starts(master.expand(span))).toEqual(expected);
    expect(starts(await alice.calendar.view(span).toArray())).toEqual(expected);
    expect(starts(await series.occurrences({ start: '2025-04-15' }).toArray())).toEqual([
      '2025-04-16T07:00',
      '2025-04-28T07:00',
    ]);
    expect(starts(await series.occurrences({ end: '2025-03-17' }).toArray())).toEqual(['2025-03-17T08:00']);
  });

  test('is changed in place', async () => {
    const master = await series.master();
    (master.recurrence as { range: object }).range = {
      kind: 'endDateRecurrence',
      startDate: '2025-03-17',
      endDate: '2025-04-14',
    };
    await master.save();
    // A new rule knows nothing of what was moved and deleted of the old one.
    expect((await series.occurrences().toArray()).length).toBe(5);
  });

  test('what is none says so', async () => {
    const single = await alice.calendar.create({ start: '2025-06-01T10:00', end: '2025-06-01T11:00' });
    await expect(single.occurrence('2025-06-01')).rejects.toMatchObject({ code: 'ERR_NO_SERIES' });
    expect(() => single.expand({ start: '2025-06-01', end: '2025-06-02' })).toThrow(/no series/);
    await expect(alice.calendar.create({ subject: 'x', recurrence: recur.daily() } as never)).rejects.toThrow(
      /recurrence\.range\.startDate: /,
    );
  });
});

test('a series without an end goes on as long as it is asked', async () => {
  const series = await alice.calendar.create({
    start: '2025-01-06T10:00',
    end: '2025-01-06T11:00',
    recurrence: recur.daily(),
  });
  const found: string[] = [];
  for await (const { start } of series.occurrences({ start: '2026-01-01' }, { bodyType: 'Text' }))
    if (found.push(text(start) ?? '') === 150) break;
  expect([found[0], found[149]]).toEqual(['2026-01-01T09:00', '2026-05-30T08:00']);
  await series.delete();
});

const ZONES = [
  'America/New_York',
  'Europe/Copenhagen',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'UTC',
];

test(`${SERIES} random series are worked out here as the server shows them, with what is moved and deleted`, async () => {
  const next = random(SEED);
  const wrong: string[] = [];
  let compared = 0;
  for (let index = 0; index < SERIES; index++) {
    const calendar = await alice.calendar.createFolder(`Series ${index}`);
    const recurrence = randomRecurrence(next);
    const zone = oneOf(next, ZONES);
    const isAllDayEvent = next(3) === 0;
    const day = recurrence.range.startDate;
    const clock = (hour: number) => `${day}T${String(hour).padStart(2, '0')}:30[${zone}]`;
    const [start, end] = isAllDayEvent
      ? [`${day}T00:00[${zone}]`, `${new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)}T00:00[${zone}]`]
      : [clock(next(12)), clock(12 + next(12))];
    const made = await calendar.create({ start, end, recurrence, isAllDayEvent } as never);
    const some = await made.occurrences({ end: new Date(Date.parse(day) + 400 * DAY) }).toArray();
    if (some.length > 3 && !isAllDayEvent) {
      await some[1]?.delete();
      const moved = some[2] as CalendarItem;
      await moved.update({
        start: new Date((moved.start as Date).getTime() + 3_600_000),
        end: new Date((moved.end as Date).getTime() + 3_600_000),
      });
    }
    const master = await made.master();
    const span = {
      start: new Date(Date.parse(day) + next(200) * DAY),
      end: new Date(Date.parse(day) + (200 + next(150)) * DAY),
    };
    const view = await calendar.view(span).only('start', 'end').toArray();
    // A view gives what ends exactly at its start, too.
    const within = view.filter(({ end }) => (end as Date) > span.start);
    const theirs = within.map((one) => `${text(one.start)}/${text(one.end)}`).sort();
    const ours = master
      .expand(span)
      .map((one) => `${text(one.start)}/${text(one.end)}`)
      .sort();
    compared += ours.length;
    if (JSON.stringify(ours) !== JSON.stringify(theirs))
      wrong.push(`${zone} ${start} ${recur.describe(recurrence)}: ${ours.slice(0, 4)}, not ${theirs.slice(0, 4)}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(compared).toBeGreaterThan(SERIES);
}, 600_000);

/** Fifty zones that change their clocks, with the days on which they did in 2024, found by the length of those days. */
function changingZones(): { zone: string; days: string[] }[] {
  const found = Intl.supportedValuesOf('timeZone').flatMap((zone) => {
    if (toWindowsZone(zone) === undefined) return [];
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
    const days: string[] = [];
    for (let noon = Date.UTC(2024, 0, 2, 12); noon < Date.UTC(2025, 0, 1); noon += DAY) {
      // The same hour of UTC is shown otherwise than the day before.
      const [before, after] = [noon - DAY, noon].map((one) => clock.format(one).slice(-5));
      if (before !== after) days.push(new Date(noon).toISOString().slice(0, 10));
    }
    return days.length === 2 ? [{ zone, days }] : [];
  });
  return Array.from({ length: 50 }, (_, place) => {
    const index = Math.floor((place * found.length) / 50) + SEED;
    return found[index % found.length] as (typeof found)[number];
  });
}

test('whole days on both days on which clocks change: right first and last day, right length, and saved back unchanged', async () => {
  const zones = changingZones();
  const wrong: string[] = [];
  for (const { zone, days } of zones) {
    const account = await s.connect('bob', { timeZone: zone });
    for (const day of days) {
      const made = await account.calendar.create({ subject: zone, start: day, end: day, isAllDayEvent: true } as never);
      const read = await account.calendar.item(made.id);
      const times = JSON.stringify([read.start, read.end]);
      if (read.days?.first !== day || read.days.last !== day)
        wrong.push(`${zone} ${day}: ${JSON.stringify(read.days)}`);
      // Where the clocks skip midnight, the day begins an hour later.
      const first = Temporal.PlainDate.from(day);
      const theirs = [first, first.add({ days: 1 })].map((one) => one.toZonedDateTime(zone).epochMilliseconds);
      if (read.start?.getTime() !== theirs[0] || read.end?.getTime() !== theirs[1])
        wrong.push(`${zone} ${day}: ${times}`);
      await read.update({ subject: 'Renamed', start: day, end: day } as never);
      await read.save();
      const again = await account.calendar.item(made.id);
      if (JSON.stringify([again.start, again.end]) !== times)
        wrong.push(`${zone} ${day}: saved back as ${JSON.stringify([again.start, again.end])}`);
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(new Set(zones.map(({ zone }) => zone)).size).toBe(50);
}, 600_000);

test('the zones that the server knows', async () => {
  const zones = await alice.exchange.timeZones().toArray();
  expect(zones.length).toBeGreaterThan(130);
  expect(zones.find(({ id }) => id === 'Romance Standard Time')).toEqual({
    id: 'Romance Standard Time',
    name: expect.stringContaining('Copenhagen'),
    iana: 'Europe/Paris',
  });
});
