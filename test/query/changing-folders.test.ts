/** Loops over folders that change meanwhile, mostly by the loop itself: every item is visited, and none twice. */
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { recorder, type Sent } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

/** One request after another, so that what is asked can be told; whether that is right with several, the properties below say. */
const wire = recorder({ concurrency: 1 });

type Kept = { itemId: { id: string } };

const inFolder = () => (wire.server.found.get('inbox') ?? []) as readonly Kept[];
const idsOf = (items: readonly Kept[]) => items.map(({ itemId }) => itemId.id);
const fill = (count: number) => wire.server.fill('inbox', ...Array.from({ length: count }, () => ({})));
const take = (id: string) =>
  wire.server.found.set(
    'inbox',
    inFolder().filter(({ itemId }) => itemId.id !== id),
  );
const views = (requests: readonly Sent[]) =>
  requests
    .filter(({ operation }) => operation === 'FindItem')
    .map(({ body: { view } }) => [view.offset, view.maxEntriesReturned]);

let made = 0;
const arrive = (where: 'first' | 'last') => {
  const item = { kind: 'message', itemId: { id: `new-${++made}`, changeKey: '1' } };
  wire.server.found.set('inbox', where === 'first' ? [item, ...inFolder()] : [...inFolder(), item]);
};

describe('a loop that takes away each item that it reads', () => {
  test('of whole items: their ids are read a thousand at a time', async () => {
    fill(250);
    const visited: string[] = [];
    const requests = await wire.requestsOf(async () => {
      for await (const { id } of wire.account.inbox) {
        visited.push(id);
        take(id);
      }
    });
    expect(new Set(visited).size).toBe(250);
    expect(inFolder()).toEqual([]);
    expect(requests.map(({ operation }) => operation)).toEqual(['FindItem', 'GetItem', 'GetItem', 'GetItem']);
  });

  test('of more than a thousand', async () => {
    fill(2500);
    const visited: string[] = [];
    const requests = await wire.requestsOf(async () => {
      for await (const { id } of wire.account.inbox) {
        visited.push(id);
        take(id);
      }
    });
    expect(visited).toHaveLength(2500);
    expect(new Set(visited).size).toBe(2500);
    expect(views(requests)).toEqual([
      [0, 1000],
      [999, 1000],
      [0, 1000],
      [999, 1000],
      [0, 1000],
    ]);
  });

  test('of members that come with FindItem: the page is asked for again where it has moved to', async () => {
    fill(250);
    const visited: string[] = [];
    const requests = await wire.requestsOf(async () => {
      for await (const { id } of wire.account.inbox.only('subject').all({ pageSize: 100 })) {
        visited.push(id);
        take(id);
      }
    });
    expect(visited).toHaveLength(250);
    expect(new Set(visited).size).toBe(250);
    expect(views(requests)).toEqual([
      [0, 100],
      [99, 101],
      [0, 101],
      [100, 101],
      [0, 101],
    ]);
  });
});

test('a loop that takes away every other item finds the place by the number of those that are missing', async () => {
  fill(250);
  const visited: string[] = [];
  const requests = await wire.requestsOf(async () => {
    const query = wire.account.inbox.only('subject').all({ pageSize: 100 });
    for await (const { id } of query) if (visited.push(id) % 2 === 0) take(id);
  });
  expect(visited).toHaveLength(250);
  expect(new Set(visited).size).toBe(250);
  expect(views(requests)).toEqual([
    [0, 100],
    [99, 101],
    [49, 101],
    [149, 101],
    [99, 101],
  ]);
});

test.each(['first', 'last'] as const)('as much mail arrives as the loop takes away, at the %s place', async (where) => {
  fill(250);
  const visited: string[] = [];
  for await (const { id } of wire.account.inbox.only('subject').all({ pageSize: 100 })) {
    visited.push(id);
    take(id);
    if (visited.length <= 250) arrive(where);
  }
  expect(visited.filter((id) => id.startsWith('inbox'))).toHaveLength(250);
  expect(new Set(visited).size).toBe(visited.length);
});

test('whatever is taken away and whatever comes, each that was there is visited once', async () => {
  const deed = fc.constantFrom('nothing', 'take', 'take others', 'first', 'last');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 40 }),
      fc.array(deed, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 6 }),
      async (count, deeds, concurrency) => {
        fill(count);
        const expected = idsOf(inFolder());
        const visited: string[] = [];
        let turn = 0;
        for await (const { id } of wire.account.inbox.only('subject').all({ pageSize: 3, concurrency })) {
          visited.push(id);
          const what = deeds[turn++ % deeds.length];
          if (what === 'take') take(id);
          else if (what === 'take others') for (const other of visited.slice(0, 2)) take(other);
          else if ((what === 'first' || what === 'last') && turn < 60) arrive(what);
        }
        expect(new Set(visited).size).toBe(visited.length);
        expect(expected.filter((id) => !visited.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 100 },
  );
});

test('the same when pages are asked for ahead, and are made at any time, in any order', async () => {
  const deed = fc.constantFrom('nothing', 'take', 'take others', 'take next', 'first', 'last');
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: 60 }),
      fc.array(deed, { minLength: 1, maxLength: 12 }),
      fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 2, max: 6 }),
      async (count, deeds, delays, concurrency) => {
        fill(count);
        const expected = new Set(idsOf(inFolder()));
        let asked = 0;
        wire.server.on('FindItem', async (request) => {
          for (let left = delays[asked++ % delays.length] as number; left > 0; left--) await new Promise(setImmediate);
          const page = wire.server.usual('FindItem', request);
          for (let left = delays[asked % delays.length] as number; left > 0; left--) await new Promise(setImmediate);
          return page;
        });
        const visited: string[] = [];
        let turn = 0;
        for await (const { id } of wire.account.inbox.only('subject').all({ pageSize: 3, concurrency })) {
          visited.push(id);
          const what = deeds[turn++ % deeds.length];
          if (what === 'take') take(id);
          else if (what === 'take others') for (const other of visited.slice(-4, -1)) take(other);
          else if (what === 'take next') {
            // What goes before it was read may be missed, or not.
            const next = inFolder().find(({ itemId }) => !visited.includes(itemId.id))?.itemId.id;
            if (next !== undefined) [take(next), expected.delete(next)];
          } else if ((what === 'first' || what === 'last') && turn < 60) arrive(what);
          if (turn % 3 === 0) await new Promise(setImmediate);
        }
        expect(new Set(visited).size).toBe(visited.length);
        expect([...expected].filter((id) => !visited.includes(id))).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
}, 180_000);

test.each([2, 4, 8])(
  'whole items of more than a thousand, each taken away, %p requests at a time',
  async (concurrency) => {
    fill(2500);
    const visited: string[] = [];
    for await (const { id } of wire.account.inbox.all({ concurrency })) {
      visited.push(id);
      take(id);
    }
    expect(new Set(visited).size).toBe(2500);
    expect(visited).toHaveLength(2500);
    expect(inFolder()).toEqual([]);
  },
);

test('a slice goes on from its beginning at most', async () => {
  fill(10);
  const visited: string[] = [];
  for await (const { id } of wire.account.inbox.only('subject').all({ pageSize: 2 }).slice(2, 8)) {
    visited.push(id);
    take(id);
  }
  expect(visited).toEqual([2, 3, 4, 5, 6, 7].map((position) => `inbox-${position}`));
  expect(idsOf(inFolder())).toEqual(['inbox-0', 'inbox-1', 'inbox-8', 'inbox-9']);
});

describe('servers that cannot be believed', () => {
  const message = (id: string) => ({ kind: 'message', itemId: { id, changeKey: '1' } });
  /** Ends what would go on for ever. */
  const checkPatience = (asked: number) => {
    if (asked > 100) throw new Error('asked too often');
  };

  test.each([false, undefined])('that it was the last page is said with %p: an empty one ends it', async (isLast) => {
    fill(5);
    wire.server.on('FindItem', (request) => {
      const [answer] = wire.server.usual('FindItem', request) as unknown as { rootFolder: object }[];
      return [{ ...answer, rootFolder: { ...answer?.rootFolder, includesLastItemInRange: isLast } }];
    });
    for (const pageSize of [2, 5, 9]) {
      const query = wire.account.inbox.only('subject').all({ pageSize });
      const requests = await wire.requestsOf(async () => expect(await query.toArray()).toHaveLength(5));
      expect(requests.length).toBeLessThanOrEqual(Math.ceil(5 / pageSize) + 2);
    }
  });

  test('positions that jump: what was taken away is still reckoned with', async () => {
    fill(12);
    wire.server.on('FindItem', (request, nth) => {
      checkPatience(nth);
      const { offset, maxEntriesReturned } = request.view;
      // It leaves out every third, as one that hides items, and counts it all the same.
      const page = inFolder().slice(offset, offset + maxEntriesReturned);
      const items = page.filter(({ itemId }) => Number(itemId.id.split('-')[1]) % 3 !== 2);
      const end = offset + page.length;
      const place = { totalItemsInView: inFolder().length, includesLastItemInRange: end >= inFolder().length };
      return [success({ rootFolder: { ...place, indexedPagingOffset: end, items } })];
    });
    const expected = [0, 1, 3, 4, 6, 7, 9, 10].map((position) => `inbox-${position}`);
    const query = wire.account.inbox.only('subject').all({ pageSize: 3 });
    expect((await query.toArray()).map(({ id }) => id)).toEqual(expected);
    const visited: string[] = [];
    for await (const { id } of query) {
      visited.push(id);
      take(id);
    }
    expect(visited).toEqual(expected);
  });

  test('pages of nothing are not asked for without end', async () => {
    wire.server.on('FindItem', ({ view: { offset } }, nth) => {
      checkPatience(nth);
      const place = { totalItemsInView: 1e9, indexedPagingOffset: offset + 1, includesLastItemInRange: false };
      return [success({ rootFolder: { ...place, items: [] } })];
    });
    await expect(wire.account.inbox.toArray()).rejects.toMatchObject({ code: 'ERR_NOT_EWS' });
  });

  test('the same page over and over, and always more: an error', async () => {
    for (const indexedPagingOffset of [undefined, 0, 1, 2, 7]) {
      wire.server.on('FindItem', (_, nth) => {
        checkPatience(nth);
        const items = [message('a'), message('b')];
        return [success({ rootFolder: { indexedPagingOffset, includesLastItemInRange: false, items } })];
      });
      for (const query of [wire.account.inbox.all(), wire.account.inbox.only('subject')]) {
        const before = wire.sent.length;
        await expect(query.toArray()).rejects.toMatchObject({ name: 'TransportError', code: 'ERR_NOT_EWS' });
        expect(wire.sent.length - before).toBeLessThan(10);
      }
    }
  });

  test('other ids for the same items each time: no page is read more than twice', async () => {
    let asked = 0;
    wire.server.on('FindItem', ({ view: { offset, maxEntriesReturned } }) => {
      checkPatience(asked++);
      const positions = Array.from({ length: Math.min(maxEntriesReturned, 20 - offset) }, (_, index) => offset + index);
      const place = { totalItemsInView: 20, indexedPagingOffset: offset + positions.length };
      const items = positions.map((position) => message(`${asked}-${position}`));
      return [success({ rootFolder: { ...place, includesLastItemInRange: offset + items.length >= 20, items } })];
    });
    const visited = await wire.account.inbox.only('subject').all({ pageSize: 5 }).toArray();
    expect(new Set(visited.map(({ id }) => id.split('-')[1])).size).toBe(20);
    expect(visited.length).toBeLessThanOrEqual(40);
  });
});
