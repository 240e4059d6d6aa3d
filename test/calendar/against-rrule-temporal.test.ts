/**
 * Recurrences are worked out as rrule-temporal works out their rules, and rules are read as what gives the same days, or refused. Seeded;
 * `EWSKIT_SERIES` says how many.
 */
import { describe, expect, test } from '@jest/globals';
import { Temporal } from '@js-temporal/polyfill';
import { RRuleTemporal } from 'rrule-temporal';
import { dayText, recurrenceDays } from '../../src/calendar/days.js';
import { recur, ValidationError } from '../../src/index.js';
import { oneOf, type Random, random, randomDay, randomRecurrence } from '../support/random-recurrence.js';

const SEED = Number(process.env['EWSKIT_SEED'] ?? 13);
const COUNT = Number(process.env['EWSKIT_SERIES'] ?? 300);
const COMPARED = 25;
const ZONES = [
  'UTC',
  'America/New_York',
  'Europe/Copenhagen',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
];

function first(most: number, days: Iterable<number>): string[] {
  const found: string[] = [];
  for (const day of days) if (found.push(dayText(day)) === most) break;
  return found;
}

/** The first occurrences by the judge, as `2025-03-30T09:00:00+02:00[Europe/Copenhagen]`. */
function judged(rule: string, start: string, zone: string, most: number): string[] {
  const text = `DTSTART;TZID=${zone}:${start.replaceAll('-', '')}T013000\nRRULE:${rule}`;
  return new RRuleTemporal({ rruleString: text, maxIterations: 100_000 })
    .all((_, index) => index < most)
    .map((time) => time.toString());
}

/** Its days and hours are right; the Temporal within it takes the clocks of Casablanca for an hour off in some years (June 2018). */
function instantOf(wall: string, zone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(zone).epochMilliseconds;
}

/** What a rule of an item with a zone says at its end: a time of UTC, here one between the last day's 01:30 and the next one's in all zones. */
function untilOf(rule: string): string {
  return rule.replace(/UNTIL=(\d{8})$/, 'UNTIL=$1T120000Z');
}

test(`${COUNT} random series`, () => {
  const next = random(SEED);
  const wrong: string[] = [];
  let compared = 0;
  for (let index = 0; index < COUNT; index++) {
    const recurrence = randomRecurrence(next);
    const start = recurrence.range.startDate;
    const zone = oneOf(next, ZONES);
    const rule = untilOf(recur.toRule(recurrence));
    const theirs = judged(rule, start, zone, COMPARED);
    const span = { start, end: '2200-01-01', timeZone: zone, time: '01:30' } as const;
    const ours: number[] = [];
    for (const time of recur.expand(recurrence, span as never)) if (ours.push(time.getTime()) === COMPARED) break;
    const instants = theirs.map((text) => instantOf(text.slice(0, 19), zone));
    compared += ours.length;
    // Of a series that goes on there are always more; only of one that ends the judge may have fewer.
    if (JSON.stringify(ours) !== JSON.stringify(instants))
      wrong.push(`${zone} ${start} ${rule}: ${ours.map((one) => new Date(one).toISOString())}, not ${theirs}`);
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect(compared).toBeGreaterThan(COUNT * 5);
});

test(`${COUNT} random series to rules and back`, () => {
  const next = random(SEED + 1);
  const wrong: string[] = [];
  for (let index = 0; index < COUNT; index++) {
    const recurrence = randomRecurrence(next);
    const rule = recur.toRule(recurrence);
    const again = recur.fromRule(rule, { startDate: recurrence.range.startDate as never });
    const [before, after] = [recurrence, again].map((one) => first(60, recurrenceDays(one)));
    // The same days, and an end that is said in the same way.
    if (JSON.stringify([before, recurrence.range]) !== JSON.stringify([after, sorted(again.range)])) wrong.push(rule);
  }
  expect(wrong).toEqual([]);
});

function sorted({ kind, startDate, ...end }: { kind: string; startDate: string }): object {
  return { kind, startDate, ...end };
}

function randomRule(next: Random): string {
  const parts = [`FREQ=${oneOf(next, ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])}`];
  const add = (name: string, value: () => unknown, chance: number) => {
    if (next(chance) === 0) parts.push(`${name}=${value()}`);
  };
  const days = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
  const isPlaced = !/DAILY|WEEKLY/.test(parts[0] as string) && next(2) === 0;
  add('INTERVAL', () => 1 + next(4), 2);
  add('BYMONTH', () => [...new Set([1 + next(12), ...(next(2) ? [1 + next(12)] : [])])].join(','), 4);
  if (!parts[0]?.includes('WEEKLY')) add('BYMONTHDAY', () => (next(3) === 0 ? -1 - next(3) : 1 + next(31)), 3);
  add(
    'BYDAY',
    () =>
      `${isPlaced ? oneOf(next, [1, 2, 3, 4, -1, -2, 5]) : ''}${days.filter(() => next(3) === 0).join(',') || 'MO'}`,
    2,
  );
  add('BYSETPOS', () => oneOf(next, [1, 2, -1]), 6);
  add('WKST', () => oneOf(next, days), 4);
  add('COUNT', () => 1 + next(30), 3);
  return parts.join(';');
}

const WEEKDAYS = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/**
 * Of a year that has numbered days beside plain ones (`4MO,SU`) the judge drops the plain ones, dateutil and rrule drop all, and ical.js the
 * numbered ones. RFC 5545, 3.3.10: each element of the list stands for itself, a number counts within the year, and BYSETPOS takes one of
 * the set of a year. So it is worked out here, day by day.
 */
function ofMixedDays(rule: string, startDate: string, most: number): string[] | undefined {
  const part = (name: string) => new RegExp(`(?:^|;)${name}=([^;]+)`).exec(rule)?.[1];
  const elements = part('BYDAY')?.split(',') ?? [];
  const isMixed = elements.some((one) => one.length > 2) && elements.some((one) => one.length === 2);
  if (part('FREQ') !== 'YEARLY' || !isMixed || part('BYMONTH') || part('BYMONTHDAY')) return undefined;
  const [interval, count] = [Number(part('INTERVAL') ?? 1), Number(part('COUNT') ?? most)];
  const place = part('BYSETPOS') === undefined ? undefined : Number(part('BYSETPOS'));
  const found: string[] = [];
  for (let year = Number(startDate.slice(0, 4)); found.length < Math.min(count, most); year += interval) {
    const days: string[] = [];
    for (let day = Date.UTC(year, 0, 1); day < Date.UTC(year + 1, 0, 1); day += 86_400_000) {
      const weekday = WEEKDAYS[new Date(day).getUTCDay()] as string;
      const [fromStart, fromEnd] = [day - Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1) - 86_400_000 - day].map(
        (length) => Math.floor(length / (7 * 86_400_000)) + 1,
      );
      if ([weekday, `${fromStart}${weekday}`, `-${fromEnd}${weekday}`].some((one) => elements.includes(one)))
        days.push(new Date(day).toISOString().slice(0, 10));
    }
    const chosen = place === undefined ? days : days.slice(place < 0 ? place : place - 1).slice(0, 1);
    found.push(...chosen.filter((day) => day >= startDate));
  }
  return found.slice(0, Math.min(count, most));
}

test('of numbered days beside plain ones, the last of a year is the last of all', () => {
  const rule = 'FREQ=YEARLY;BYDAY=4MO,SU;BYSETPOS=-1';
  const recurrence = recur.fromRule(rule, { startDate: '2033-04-01' });
  expect(first(3, recurrenceDays(recurrence))).toEqual(['2033-12-25', '2034-12-31', '2035-12-30']);
  expect(ofMixedDays(rule, '2033-04-01', 3)).toEqual(['2033-12-25', '2034-12-31', '2035-12-30']);
});

test(`${COUNT} random rules: the same days, or a refusal`, () => {
  const next = random(SEED + 2);
  const wrong: string[] = [];
  let kept = 0;
  for (let index = 0; index < COUNT; index++) {
    const rule = randomRule(next);
    const startDate = randomDay(next);
    try {
      const recurrence = recur.fromRule(rule, { startDate: startDate as never });
      kept++;
      const ours = first(40, recurrenceDays(recurrence));
      const theirs =
        ofMixedDays(rule, startDate, 40) ?? judged(rule, startDate, 'UTC', 40).map((time) => time.slice(0, 10));
      if (JSON.stringify(ours) !== JSON.stringify(theirs))
        wrong.push(`${startDate} ${rule}: ${ours.slice(0, 5)}, not ${theirs.slice(0, 5)}`);
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
    }
  }
  expect(wrong.slice(0, 5)).toEqual([]);
  expect([kept > COUNT / 10, kept < COUNT]).toEqual([true, true]);
});

describe('rules that look like a pattern for a while', () => {
  test.each([
    'FREQ=DAILY;BYMONTH=1,2,3',
    'FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11',
    'FREQ=WEEKLY;BYDAY=MO;BYMONTH=1,2,3,4,5,6',
  ])('%s is refused', (rule) => {
    expect(() => recur.fromRule(rule, { startDate: '2025-01-01' })).toThrow(ValidationError);
  });
});
