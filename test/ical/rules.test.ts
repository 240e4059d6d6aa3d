/** Recurrence rules: the times that they give, and what EWS has for them. The times are those of RFC 5545, 3.8.5.3. */
import { describe, expect, test } from '@jest/globals';
import { expand, midnight } from '../../src/ical/expand.js';
import { seriesOf } from '../../src/ical/recurrence.js';
import { parseRule } from '../../src/ical/rule.js';

const START = Date.UTC(1997, 8, 2, 9);
const NINE = START - midnight(START);

function days(rule: string, most: number, start = START): string {
  const found: string[] = [];
  for (const time of expand(parseRule(rule, NINE), start, undefined)) {
    if (found.push(new Date(time).toISOString().slice(2, 10)) === most) break;
  }
  return found.join(' ');
}

test.each([
  ['FREQ=DAILY;INTERVAL=10;COUNT=3', '97-09-02 97-09-12 97-09-22'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO', '97-09-02 97-09-07 97-09-16 97-09-21'],
  ['FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU', '97-09-02 97-09-14 97-09-16 97-09-28'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU', '97-09-07 97-09-28 97-11-02 97-11-30 98-01-04'],
  ['FREQ=MONTHLY;BYMONTHDAY=-3', '97-09-28 97-10-29 97-11-28 97-12-29 98-01-29'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '98-02-13 98-03-13 98-11-13 99-08-13'],
  ['FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200', '00-01-01 00-04-09 00-07-18 03-01-01'],
  ['FREQ=YEARLY;BYDAY=20MO', '98-05-18 99-05-17 00-05-15'],
  ['FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO', '98-05-11 99-05-17 00-05-15'],
  // The last days of 1997 are of the first week of 1998.
  ['FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO', '97-12-29 99-01-04 00-01-03'],
  ['FREQ=YEARLY;BYMONTH=3;BYDAY=TH', '98-03-05 98-03-12 98-03-19 98-03-26 99-03-04'],
  ['FREQ=MONTHLY;COUNT=3;BYDAY=TU,WE,TH;BYSETPOS=3', '97-09-04 97-10-07 97-11-06'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2', '97-09-29 97-10-30 97-11-27 97-12-30'],
  ['FREQ=MONTHLY;BYMONTHDAY=31', '97-10-31 97-12-31 98-01-31 98-03-31'],
])('%s', (rule, wanted) => {
  expect(days(rule, wanted.split(' ').length)).toBe(wanted);
});

test('a rule that never comes true ends', () => {
  expect(days('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30', 1)).toBe('');
  expect(days('FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6', 1)).toBe('');
});

const series = (text: string, more: { added?: number[]; removed?: number[]; start?: number } = {}) => {
  const { start = START, added = [], removed = [] } = more;
  const rule = parseRule(text, start - midnight(start));
  return seriesOf({ start, rules: [{ rule, until: undefined, text }], added, removed, excluding: [] });
};

describe('a rule becomes the pattern that falls on the same days', () => {
  test.each([
    ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', { kind: 'weeklyRecurrence', interval: 1 }],
    ['FREQ=MONTHLY;BYDAY=TU', { kind: 'weeklyRecurrence', daysOfWeek: ['Tuesday'] }],
    ['freq=weekly ', { kind: 'weeklyRecurrence', daysOfWeek: ['Tuesday'], firstDayOfWeek: 'Monday' }],
    ['FREQ=MONTHLY;BYDAY=1TU', { kind: 'relativeMonthlyRecurrence', daysOfWeek: 'Tuesday', dayOfWeekIndex: 'First' }],
    ['FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=1,2,3,4,5,6,7', { kind: 'relativeMonthlyRecurrence', dayOfWeekIndex: 'First' }],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', { daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last' }],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', { kind: 'absoluteMonthlyRecurrence', dayOfMonth: 31 }],
    ['FREQ=MONTHLY;BYMONTH=9', { kind: 'absoluteYearlyRecurrence', month: 'September', dayOfMonth: 2 }],
    ['FREQ=YEARLY;BYDAY=4TH;BYMONTH=11', { kind: 'relativeYearlyRecurrence', dayOfWeekIndex: 'Fourth' }],
    // MS-OXCICAL 2.1.3.2.2.5: a yearly period is twelve months.
    ['FREQ=YEARLY;INTERVAL=2', { kind: 'absoluteMonthlyRecurrence', interval: 24, dayOfMonth: 2 }],
    // MS-OXCICAL 2.1.3.2.2.3: the 30th is a day of every month.
    ['FREQ=MONTHLY;BYMONTHDAY=30', { kind: 'absoluteMonthlyRecurrence', dayOfMonth: 30 }],
  ])('%s', (rule, pattern) => {
    expect(series(rule)?.recurrence.pattern).toMatchObject(pattern);
  });
});

test.each([
  'FREQ=HOURLY;COUNT=4',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-2',
  'FREQ=MONTHLY;BYDAY=1MO,3MO',
  'FREQ=MONTHLY;BYDAY=-2MO',
  'FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1',
  'FREQ=MONTHLY;BYMONTH=6,7',
  'FREQ=WEEKLY;BYMONTH=6',
  'FREQ=YEARLY;BYDAY=20MO',
  'FREQ=YEARLY;BYYEARDAY=152',
  'FREQ=YEARLY;BYWEEKNO=23;BYDAY=MO',
  'FREQ=DAILY;BYHOUR=9,17',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;COUNT=x',
  'FREQ=DAILY;COUNT=-1',
  'FREQ=DAILY;UNTIL=soon',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYDAY=MO;WKST=XX',
  'FREQ=DAILY;BYMONTHDAY=0',
  'FREQ=DAILY;FOO=1',
  'nothing',
])('a rule without an end that a recurrence cannot say is refused, and becomes no other: %s', (rule) => {
  expect(() => series(rule)).toThrow('The recurrence rule cannot be kept');
});

test('a series that ends is kept whatever its rule, as days of which some are left out', () => {
  const made = series('FREQ=MONTHLY;COUNT=3;BYMONTHDAY=2,15');
  expect(made?.recurrence).toEqual({
    pattern: { kind: 'dailyRecurrence', interval: 1 },
    range: { kind: 'endDateRecurrence', startDate: '1997-09-02', endDate: '1997-10-02' },
  });
  expect(made?.changes).toHaveLength(28);
  expect(made?.changes.map(({ original }) => new Date(original).toISOString().slice(0, 10))).not.toContain(
    '1997-09-15',
  );
});

test('a date that is added is one that was left out, moved (MS-OXCICAL 2.1.3.1.1.20.18); without one it is refused', () => {
  const [third, fourth] = [START + 7 * 86_400_000, START + 8 * 86_400_000];
  const moved = series('FREQ=WEEKLY', { removed: [third], added: [fourth] });
  expect(moved?.changes).toEqual([{ original: third, moved: fourth }]);
  expect(() => series('FREQ=WEEKLY', { added: [fourth] })).toThrow('cannot be kept');
  expect(series('FREQ=WEEKLY', { added: [third] })?.changes).toEqual([]);
});
