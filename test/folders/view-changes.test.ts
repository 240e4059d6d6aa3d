/** The delta of a calendar's view: occurrences that came into it, changed in it and left it, since a state. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account, CalendarModel, Folder } from '../../src/index.js';
import { operationsOf, story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
const span = { start: '2025-03-03', end: '2025-03-09' } as const;

beforeAll(async () => {
  alice = await s.connect('alice');
});

async function told(calendar: Folder<CalendarModel>, since?: string): Promise<[string[], string]> {
  const feed = calendar.viewChanges(span, { since });
  const lines: string[] = [];
  for await (const change of feed)
    lines.push(
      'item' in change ? `${change.kind} ${change.item.subject} ${change.item.start?.getUTCDate()}` : change.kind,
    );
  return [lines.sort(), feed.state];
}

test('what came, changed, moved out and was deleted; a series by its occurrences; nothing twice', async () => {
  const calendar = await alice.top.createFolder('View', 'calendar');
  const at = (day: number, hour = 9) => new Date(Date.UTC(2025, 2, day, hour));
  const appoint = (subject: string, day: number) => calendar.create({ subject, start: at(day), end: at(day, 10) });
  const [one, two, gone] = [await appoint('one', 4), await appoint('two', 5), await appoint('gone', 6)];
  await appoint('outside', 20);
  const series = await calendar.create({
    subject: 'daily',
    start: at(7),
    end: at(7, 10),
    recurrence: {
      pattern: { kind: 'dailyRecurrence', interval: 1 },
      range: { kind: 'numberedRecurrence', startDate: '2025-03-07', numberOfOccurrences: 2 },
    },
  });
  const [first, state] = await told(calendar);
  expect(first).toEqual(['create daily 7', 'create daily 8', 'create gone 6', 'create one 4', 'create two 5']);
  expect(await told(calendar, state)).toEqual([[], state]);

  await one.update({ subject: 'one changed' });
  await two.update({ start: at(21), end: at(21, 10) });
  await gone.delete({ disposal: 'hard' });
  await appoint('new', 8);
  const [second, later] = await told(calendar, state);
  expect(second).toEqual(['create new 8', 'delete', 'delete', 'update one changed 4']);

  await series.update({ subject: 'daily changed' });
  const [third] = await told(calendar, later);
  expect(third).toEqual(['update daily changed 7', 'update daily changed 8']);
});

test('a view in which nothing has changed costs its list alone', async () => {
  const calendar = await alice.top.createFolder('Quiet', 'calendar');
  await calendar.create({ subject: 'x', start: new Date('2025-03-04T09:00Z'), end: new Date('2025-03-04T10:00Z') });
  const [, state] = await told(calendar);
  expect(await operationsOf(s.sandbox, () => told(calendar, state))).toEqual(['FindItem']);
});

test('a state that is none, and a span that is none, are refused unsent', async () => {
  const sent = await operationsOf(s.sandbox, async () => {
    expect(() => alice.calendar.viewChanges(span, { since: 'x' })).toThrow('since: expected the state of another feed');
    expect(() => alice.calendar.viewChanges({ start: '2025-03-09', end: '2025-03-03' })).toThrow('before the start');
  });
  expect(sent).toEqual([]);
});
