/** The arithmetic of calendars: on which days a pattern falls, and what a clock on the wall shows. */
import { describe, expect, test } from '@jest/globals';
import { formatDay, recurrenceDays } from '../../../src/sandbox/calendar/recurrence.js';
import { zoneRules } from '../../../src/sandbox/calendar/zone-rules.js';
import { ianaOf } from '../../../src/sandbox/calendar/zones.js';
import type { Recurrence } from '../../../src/sandbox/store/item-data.js';
import { instantOfWallTime, wallTimeOf } from '../../../src/time/wall-time.js';

function days(pattern: Recurrence['pattern'], count: number, startDate = '2027-03-01'): string[] {
  const range = { kind: 'numberedRecurrence', startDate, numberOfOccurrences: count };
  return [...recurrenceDays({ pattern, range })].map(formatDay);
}

describe('recurrence', () => {
  test('weekly counts its weeks from the first day of the week', () => {
    const weekly = (firstDayOfWeek: string) =>
      days({ kind: 'weeklyRecurrence', interval: 2, daysOfWeek: ['Sunday', 'Monday'], firstDayOfWeek }, 3);
    expect(weekly('Sunday')).toEqual(['2027-03-01', '2027-03-14', '2027-03-15']);
    expect(weekly('Monday')).toEqual(['2027-03-01', '2027-03-07', '2027-03-15']);
  });

  test('a month without the day has the occurrence on its last', () => {
    expect(days({ kind: 'absoluteMonthlyRecurrence', interval: 1, dayOfMonth: 31 }, 3)).toEqual([
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  test('the last weekday of a month is found from its end', () => {
    expect(
      days({ kind: 'relativeMonthlyRecurrence', interval: 1, daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last' }, 2),
    ).toEqual(['2027-03-31', '2027-04-30']);
  });

  test('29 February comes every year', () => {
    expect(days({ kind: 'absoluteYearlyRecurrence', dayOfMonth: 29, month: 'February' }, 3, '2027-01-01')).toEqual([
      '2027-02-28',
      '2028-02-29',
      '2029-02-28',
    ]);
  });
});

describe('zones', () => {
  test('wall times in a gap move on, those that come twice are the first', () => {
    const paris = ianaOf('Romance Standard Time');
    const at = (text: string) => new Date(instantOfWallTime(Date.parse(text), paris)).toISOString();
    expect(at('2027-03-28T02:30:00Z')).toBe('2027-03-28T01:30:00.000Z');
    expect(at('2027-10-31T02:30:00Z')).toBe('2027-10-31T00:30:00.000Z');
    expect(wallTimeOf(Date.parse('2027-07-01T00:00:00Z'), paris)).toBe(Date.parse('2027-07-01T02:00:00Z'));
  });

  test('yearly rules are found from the zone data', () => {
    const { standard, daylight } = zoneRules('America/New_York');
    expect([standard.offset, daylight?.offset]).toEqual([-300, -240].map((minutes) => minutes * 60_000));
    expect(daylight?.rule).toEqual({ month: 2, place: 2, weekday: 0, wall: 7_200_000 });
    expect(standard.rule).toEqual({ month: 10, place: 1, weekday: 0, wall: 7_200_000 });
    expect(zoneRules('Asia/Tokyo').daylight).toBeUndefined();
  });
});
