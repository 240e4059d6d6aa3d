/** Views that hold more than a server gives in an answer, and are longer than it takes: every occurrence once, in the order of time. */
import { expect, test } from '@jest/globals';
import { errorOf } from '../../src/client/response-errors.js';
import type { AnyItem } from '../../src/items/classes.js';
import type { Plan } from '../../src/query/plan.js';
import { viewItems } from '../../src/query/views.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MOST = 100;
const BEGIN = Date.UTC(2020, 0, 1);

interface Occurrence {
  itemId: { id: string };
  start: Date;
  end: Date;
}

/** Six years: one every 20 hours, some of them for three days, and a day with fifty. */
const occurrences: Occurrence[] = Array.from({ length: 2600 }, (_, index) => {
  const start = new Date(BEGIN + (index < 2550 ? index * 20 * HOUR : 400 * DAY + (index - 2550) * 60_000));
  return { itemId: { id: `o${index}` }, start, end: new Date(start.getTime() + (index % 50 === 0 ? 3 * DAY : HOUR)) };
}).sort((a, b) => a.start.getTime() - b.start.getTime());

const plan = (view: object): Plan =>
  ({ view, conditions: [], order: [], members: [], offset: 0, limit: Number.POSITIVE_INFINITY }) as never;

/** A server that gives so many at most, or says that it was asked for too much. */
function server(refuses: boolean, asked: number[] = []) {
  return async (_: unknown, { start, end, max = MOST }: { start: Date; end: Date; max?: number | undefined }) => {
    asked.push(end.getTime() - start.getTime());
    const within = occurrences.filter((one) => one.start < end && one.end > start);
    const items = within.slice(0, Math.min(max, MOST)) as unknown as AnyItem[];
    if (refuses && items.length < within.length)
      throw errorOf('FindItem', 0, {
        responseClass: 'Error',
        responseCode: 'ErrorExceededFindCountLimit',
        messageText: 'Too many.',
      } as never) as Error;
    return { items, includesLastItemInRange: items.length === within.length } as never;
  };
}

test.each([true, false])('whole, though the server gives %p', async (refuses) => {
  const asked: number[] = [];
  const view = { start: new Date(BEGIN), end: new Date(BEGIN + 6 * 366 * DAY) };
  const found = await viewItems(plan(view), ['calendar' as never], server(refuses, asked), { most: 1 } as never);
  expect(found.map((item) => item.itemId?.id)).toEqual(occurrences.map(({ itemId }) => itemId.id));
  expect(Math.max(...asked)).toBeLessThanOrEqual(730 * DAY);
  expect(asked.length).toBeLessThan(200);
});

test('so many at most, the earliest, over several parts', async () => {
  const view = { start: new Date(BEGIN + 700 * DAY), end: new Date(BEGIN + 6 * 366 * DAY), max: 60 };
  const found = await viewItems(plan(view), ['calendar' as never], server(false), { most: 1 } as never);
  const expected = occurrences.filter((one) => one.end > view.start).slice(0, 60);
  expect(found.map((item) => item.itemId?.id)).toEqual(expected.map(({ itemId }) => itemId.id));
});

test('an error of another kind is told', async () => {
  const view = { start: new Date(BEGIN), end: new Date(BEGIN + DAY) };
  const broken = () => Promise.reject(new Error('broken'));
  await expect(viewItems(plan(view), ['calendar' as never], broken, { most: 1 } as never)).rejects.toThrow('broken');
});
