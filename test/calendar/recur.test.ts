/** Recurrences as they are built, read, and said as rules. */
import { describe, expect, test } from '@jest/globals';
import { recur, ValidationError } from '../../src/index.js';

describe('built', () => {
  test('in the schema’s words', () => {
    expect(
      recur.weekly({ daysOfWeek: ['Monday'], interval: 2, numberOfOccurrences: 7, startDate: '2025-03-03' }),
    ).toEqual({
      pattern: { kind: 'weeklyRecurrence', interval: 2, daysOfWeek: ['Monday'] },
      range: { kind: 'numberedRecurrence', startDate: '2025-03-03', numberOfOccurrences: 7 },
    });
    expect(
      recur.yearly({ month: 'May', daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last', endDate: '2030-01-01' }),
    ).toEqual({
      pattern: { kind: 'relativeYearlyRecurrence', daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last', month: 'May' },
      range: { kind: 'endDateRecurrence', endDate: '2030-01-01' },
    });
    expect(recur.monthlyRegeneration({ interval: 2 }).pattern).toEqual({ kind: 'monthlyRegeneration', interval: 2 });
  });

  test.each<[string, () => unknown, RegExp]>([
    ['an interval of 0', () => recur.daily({ interval: 0 }), /interval: /],
    ['an interval of 1000', () => recur.monthly({ interval: 1000, dayOfMonth: 1 }), /interval: /],
    ['a 32nd day', () => recur.monthly({ dayOfMonth: 32 }), /dayOfMonth: /],
    ['a number of 1000', () => recur.daily({ numberOfOccurrences: 1000 }), /numberOfOccurrences: /],
    ['a day that is none', () => recur.daily({ startDate: '2025-02-30' }), /startDate: /],
    [
      'two ends',
      () => recur.daily({ endDate: '2025-02-20', numberOfOccurrences: 3 } as never),
      /endDate: .*numberOfOccurrences/,
    ],
    ['an end before its start', () => recur.daily({ startDate: '2025-02-20', endDate: '2025-02-19' }), /endDate: /],
    ['no day of the week', () => recur.weekly({ daysOfWeek: [] }), /daysOfWeek: /],
    ['a word that is none', () => recur.weekly({ daysOfWeek: ['Mon'] } as never), /daysOfWeek: /],
    ['no day of the month', () => recur.monthly({} as never), /dayOfMonth: /],
    ['a day in two ways', () => recur.monthly({ dayOfMonth: 3, daysOfWeek: 'Monday' } as never), /dayOfMonth: /],
    ['no month', () => recur.yearly({ dayOfMonth: 3 } as never), /month: /],
    ['an option that is none', () => recur.daily({ every: 3 } as never), /every: /],
  ])('%s is refused by its path', (_, build, message) => {
    expect(build).toThrow(ValidationError);
    expect(build).toThrow(message);
  });
});

test.each([
  [recur.daily({ interval: 3 }), 'every 3 days'],
  [
    recur.weekly({ daysOfWeek: ['Monday', 'Friday'], numberOfOccurrences: 7 }),
    'every week on Monday and Friday, 7 times',
  ],
  [
    recur.monthly({ dayOfMonth: 31, startDate: '2025-03-31', endDate: '2025-12-31' }),
    'every month on day 31 from 2025-03-31 until 2025-12-31',
  ],
  [
    recur.monthly({ daysOfWeek: 'WeekendDay', dayOfWeekIndex: 'Last', interval: 2 }),
    'every 2 months on the last weekend day',
  ],
  [recur.yearly({ month: 'May', dayOfMonth: 17 }), 'every year on May 17'],
  [
    recur.yearly({ month: 'May', daysOfWeek: 'Sunday', dayOfWeekIndex: 'Second' }),
    'every year on the second Sunday of May',
  ],
  [recur.dailyRegeneration({ interval: 3 }), '3 days after it was completed'],
  [undefined, 'once'],
])('described: %#', (recurrence, sentence) => {
  expect(recur.describe(recurrence)).toBe(sentence);
});

describe('as a rule', () => {
  test.each([
    [recur.daily({ interval: 3, numberOfOccurrences: 5 }), 'FREQ=DAILY;INTERVAL=3;COUNT=5'],
    [recur.weekly({ daysOfWeek: ['Weekday'] }), 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=SU'],
    [
      recur.monthly({ dayOfMonth: 30, endDate: '2025-12-30' }),
      'FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1;UNTIL=20251230',
    ],
    [recur.monthly({ daysOfWeek: 'Friday', dayOfWeekIndex: 'Last' }), 'FREQ=MONTHLY;BYDAY=-1FR'],
    [recur.yearly({ month: 'February', dayOfMonth: 31 }), 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1'],
  ])('%#: and back', (recurrence, rule) => {
    expect(recur.toRule(recurrence)).toBe(rule);
    expect(recur.toRule(recur.fromRule(rule))).toBe(rule);
  });

  test('a task that regenerates has none', () => {
    expect(() => recur.toRule(recur.weeklyRegeneration())).toThrow(
      /weeklyRegeneration counts from when a task is completed/,
    );
    expect(() => recur.toRule(undefined)).toThrow(ValidationError);
  });

  test.each<[string, object, RegExp]>([
    ['FREQ=HOURLY', {}, /rule: 'FREQ=HOURLY'/],
    ['FREQ=DAILY;BYHOUR=9,17', {}, /rule: BYHOUR/],
    ['FREQ=MONTHLY;BYMONTHDAY=1,15', {}, /rule: Exchange cannot say/],
    ['FREQ=MONTHLY;BYMONTHDAY=31', { startDate: '2025-01-31' }, /rule: Exchange cannot say/],
    ['FREQ=MONTHLY;BYDAY=5MO', {}, /rule: Exchange cannot say/],
    ['FREQ=MONTHLY', {}, /startDate: /],
    ['FREQ=WEEKLY;COUNT=3', {}, /startDate: /],
    ['FREQ=DAILY;UNTIL=20250401T090000Z', { startDate: '2025-03-01T09:00' }, /timeZone: /],
    ['FREQ=DAILY;UNTIL=20250401T090000', { startDate: '2025-03-01' }, /startDate: .*time/],
    ['FREQ=DAILY;UNTIL=20250230', {}, /rule: .*UNTIL/],
    ['nonsense', {}, /rule: /],
  ])('%s is refused, with the reason', (rule, start, reason) => {
    expect(() => recur.fromRule(rule, start)).toThrow(ValidationError);
    expect(() => recur.fromRule(rule, start)).toThrow(reason);
  });

  test.each([
    // 21:00 in New York is the next day in Greenwich.
    ['20250329T010000Z', '2025-03-01T21:00', 'America/New_York', '2025-03-28'],
    ['20250329T005959Z', '2025-03-01T21:00', 'America/New_York', '2025-03-27'],
    ['20250328T080000Z', '2025-03-01T09:00', 'Europe/Copenhagen', '2025-03-28'],
    ['20250328T090000', '2025-03-01T09:00', undefined, '2025-03-28'],
    ['20250328T085959', '2025-03-01T09:00', undefined, '2025-03-27'],
    ['20250328', '2025-03-01', undefined, '2025-03-28'],
  ])('UNTIL=%s of what begins at %s in %s: the last day is %s', (until, startDate, timeZone, endDate) => {
    const { range } = recur.fromRule(`RRULE:FREQ=DAILY;UNTIL=${until}`, { startDate: startDate as never, timeZone });
    expect(range).toEqual({ kind: 'endDateRecurrence', startDate: startDate.slice(0, 10), endDate });
  });
});

describe('worked out', () => {
  const span = { start: '2025-03-29', end: '2025-03-31', timeZone: 'Europe/Copenhagen' } as const;

  test('at a time of day, also when the clocks change; a day as the end is meant whole', () => {
    const times = recur.expand(recur.daily({ startDate: '2025-01-01' }), { ...span, time: '09:00' });
    expect([...times].map((one) => one.toISOString().slice(5, 16))).toEqual([
      '03-29T08:00',
      '03-30T07:00',
      '03-31T07:00',
    ]);
  });

  test('a time that the clocks skip is as much later', () => {
    const [, skipped] = recur.expand(recur.daily({ startDate: '2025-01-01' }), { ...span, time: '02:30' });
    expect(skipped?.toISOString()).toBe('2025-03-30T01:30:00.000Z');
  });

  test.each<[object, RegExp]>([
    [{ start: '2025-03-29', end: '2025-03-31' }, /timeZone: /],
    [{ ...span, timeZone: 'Mars/Base' }, /timeZone: /],
    [{ ...span, time: '25:00' }, /time: /],
    [{ ...span, start: '2025-02-30' }, /start: /],
  ])('%p is refused', (wrong, message) => {
    expect(() => [...recur.expand(recur.daily({ startDate: '2025-01-01' }), wrong as never)]).toThrow(message);
  });

  test('without a beginning there is nothing to count from', () => {
    expect(() => [...recur.expand(recur.daily(), span)]).toThrow(/range\.startDate: /);
  });
});
