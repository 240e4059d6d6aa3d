/** Each pattern of a series, each regeneration of a task, and each end of them is kept as it was given. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const startDate = '2027-03-01';
const five = { kind: 'numberedRecurrence', startDate, numberOfOccurrences: 5 };
const daily = { kind: 'dailyRecurrence', interval: 3 };

const PATTERNS: [string, object, object, 'calendar' | 'tasks'][] = [
  ['absoluteYearlyRecurrence', { dayOfMonth: 1, month: 'March' }, five, 'calendar'],
  ['relativeYearlyRecurrence', { daysOfWeek: 'Monday', dayOfWeekIndex: 'First', month: 'March' }, five, 'calendar'],
  ['absoluteMonthlyRecurrence', { interval: 2, dayOfMonth: 1 }, five, 'calendar'],
  ['relativeMonthlyRecurrence', { interval: 2, daysOfWeek: 'Monday', dayOfWeekIndex: 'First' }, five, 'calendar'],
  ['weeklyRecurrence', { interval: 2, daysOfWeek: ['Monday', 'Friday'], firstDayOfWeek: 'Monday' }, five, 'calendar'],
  ['dailyRecurrence', { interval: 3 }, five, 'calendar'],
  ['yearlyRegeneration', { interval: 1 }, five, 'tasks'],
  ['monthlyRegeneration', { interval: 2 }, five, 'tasks'],
  ['weeklyRegeneration', { interval: 3 }, five, 'tasks'],
  ['dailyRegeneration', { interval: 4 }, five, 'tasks'],
];

test.each(PATTERNS)('%s is kept as it was given', async (kind, members, range, place) => {
  await kept({ pattern: { kind, ...members }, range }, place);
});

test.each(PATTERNS.filter(([, , , place]) => place === 'calendar'))(
  'in a task, %s is kept as it was given',
  async (kind, members, range) => {
    await kept({ pattern: { kind, ...members }, range }, 'tasks');
  },
);

test.each([
  ['noEndRecurrence', {}],
  ['endDateRecurrence', { endDate: '2027-04-01' }],
  ['numberedRecurrence', { numberOfOccurrences: 7 }],
])('as an end, %s is kept as it was given', async (kind, members) => {
  await kept({ pattern: daily, range: { kind, startDate, ...members } }, 'calendar');
});

/** Dates may come back with the zone that they are of. */
async function kept(recurrence: object, place: 'calendar' | 'tasks'): Promise<void> {
  const times = { start: new Date('2027-03-01T09:00:00Z'), end: new Date('2027-03-01T10:00:00Z') };
  const folder = alice[place] as unknown as { create(item: object): Promise<{ id: string }> };
  const { id } = await folder.create({ subject: 'x', ...(place === 'calendar' ? times : {}), recurrence });
  const [item] = await alice.items([id]).toArray();
  const read = JSON.stringify((item as unknown as { recurrence: object }).recurrence);
  expect(JSON.parse(read.replace(/(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)"/g, '$1"'))).toEqual(recurrence);
}
