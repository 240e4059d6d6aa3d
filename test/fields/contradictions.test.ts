/** Members that contradict each other are refused, with the path, before anything is sent; what is given in parts is the server's to judge. */
import { expect, test } from '@jest/globals';
import type { CalendarItem, Task } from '../../src/index.js';
import { recorder } from '../support/recorder.js';

const wire = recorder({ timeZone: 'Europe/Copenhagen' });

const times = { start: '2025-03-05T10:00', end: '2025-03-05T09:59' } as const;

test.each([
  ['an end before the start', 'calendar', times, 'end: is before start'],
  [
    'a last day before the first',
    'calendar',
    { start: '2025-03-05', end: '2025-03-04', isAllDayEvent: true },
    'end: is',
  ],
  [
    'a task due before it starts',
    'tasks',
    { startDate: '2025-03-05', dueDate: '2025-03-04' },
    'dueDate: is before startDate',
  ],
  [
    'a task done before it starts',
    'tasks',
    { startDate: '2025-03-05', completeDate: new Date(0) },
    'completeDate: is before',
  ],
  [
    'a completed task of half',
    'tasks',
    { status: 'Completed', percentComplete: 50 },
    'percentComplete: is 50 of a task',
  ],
  [
    'a task not started of half',
    'tasks',
    { status: 'NotStarted', percentComplete: 50 },
    'percentComplete: is 50 of a task',
  ],
  [
    'a day of completion without it',
    'tasks',
    { status: 'InProgress', completeDate: new Date() },
    'completeDate: stands',
  ],
] as const)('%s is refused, new and changed', async (_, place, members, message) => {
  const folder = wire.account[place] as unknown as {
    create(item: object): Promise<unknown>;
    createAll(items: object[]): Promise<unknown>;
  };
  expect((await wire.refusalOf(() => folder.create(members))).message).toContain(message);
  expect((await wire.refusalOf(() => folder.createAll([members]))).message).toContain(message);
  wire.server.keep({ kind: place === 'tasks' ? 'task' : 'calendarItem' }, 'x');
  const item = (await wire.account.item('x')) as CalendarItem | Task;
  expect((await wire.refusalOf(() => (item as Task).update(members as object))).message).toContain(message);
});

test.each([
  ['calendar', { start: '2025-03-05T10:00', end: '2025-03-05T10:00' }],
  ['calendar', { start: '2025-03-05', end: '2025-03-05', isAllDayEvent: true }],
  ['calendar', { end: '2025-03-05T10:00' }],
  ['tasks', { startDate: '2025-03-05', dueDate: '2025-03-05' }],
  ['tasks', { status: 'Completed', percentComplete: 100, completeDate: '2025-03-05' }],
  ['tasks', { status: 'InProgress', percentComplete: 0 }],
] as const)('in %s, %j goes out', async (place, members) => {
  const folder = wire.account[place] as unknown as { create(item: object): Promise<unknown> };
  expect(await wire.xmlOf(() => folder.create(members))).toContain('<CreateItem');
});
