/** Loops that ask ahead: how many requests at a time, how far ahead of a slow loop, and what becomes of them when it is left. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import { AbortError, TimeoutError } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();
const fill = (count: number) =>
  wire.server.fill('inbox', ...Array.from({ length: count }, (_, n) => ({ subject: `${n}` })));
const gets = () => wire.sent.filter(({ operation }) => operation === 'GetItem').length;
const finds = () => wire.sent.filter(({ operation }) => operation === 'FindItem').length;

/** Lets everything happen that needs no answer. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** Every request takes a while; how many were under way at once, at most. */
function slowly(): { most: number; open: number } {
  const seen = { most: 0, open: 0 };
  for (const operation of ['FindItem', 'GetItem'])
    wire.server.on(operation, async (request) => {
      seen.most = Math.max(seen.most, ++seen.open);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      seen.open--;
      return wire.server.usual(operation, request);
    });
  return seen;
}

describe('at a time', () => {
  test.each([1, 2, 4, 8])(
    'concurrency %p: never more requests, finds and gets together, and as many where there is work',
    async (concurrency) => {
      fill(5000);
      const seen = slowly();
      const items = await wire.account.inbox.toArray({ concurrency });
      expect(items.map(({ id }) => id)).toEqual(Array.from({ length: 5000 }, (_, n) => `inbox-${n}`));
      expect(seen.most).toBe(concurrency);
      // The ids of a page that is full are cut into ten, and four are left at the end.
      expect([finds(), gets()]).toEqual([6, 51]);
    },
  );

  test('members that come with FindItem: in six requests, of which each is as much as a server gives at a time', async () => {
    fill(5000);
    const seen = slowly();
    const subjects = await wire.account.inbox.pluck('subject').toArray({ concurrency: 4 });
    expect(subjects).toEqual(Array.from({ length: 5000 }, (_, n) => `${n}`));
    expect([seen.most, finds(), gets()]).toEqual([1, 6, 0]);
  });

  test('items at hand: the same', async () => {
    fill(100);
    const seen = slowly();
    const ids = Array.from({ length: 100 }, (_, n) => `inbox-${n}`);
    const items = await wire.account.items(ids).all({ pageSize: 10, concurrency: 3 }).toArray();
    expect(items.map(({ id }) => id)).toEqual(ids);
    expect([seen.most, gets()]).toEqual([3, 10]);
  });

  test.each([
    [1000, 1],
    [500, 1],
    [400, 2],
    [249, 4],
    [100, 4],
  ])('pages of %p: %p side by side, for Exchange lets a user find a thousand at a time', async (pageSize, most) => {
    fill(3000);
    const seen = slowly();
    let [found, mostFound] = [0, 0];
    wire.server.on('FindItem', async (request) => {
      const { maxEntriesReturned } = request.view;
      found += maxEntriesReturned;
      mostFound = Math.max(mostFound, found);
      seen.most = Math.max(seen.most, ++seen.open);
      await new Promise(setImmediate);
      found -= maxEntriesReturned;
      seen.open--;
      return wire.server.usual('FindItem', request);
    });
    const subjects = await wire.account.inbox.pluck('subject').toArray({ concurrency: 4, pageSize });
    expect(subjects).toEqual(Array.from({ length: 3000 }, (_, n) => `${n}`));
    expect(seen.most).toBe(most);
    expect(mostFound).toBeLessThanOrEqual(1000);
  });

  test('all loops of a login share what may be found at a time, and an abort does not wait for the others', async () => {
    fill(3000);
    let open = 0;
    let answer: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    wire.server.on('FindItem', async (request) => {
      open++;
      await held;
      return wire.server.usual('FindItem', request);
    });
    const ending = new AbortController();
    const team = await wire.other('team@example.test');
    const first = wire.account.inbox.pluck('subject').toArray();
    const second = team.inbox.pluck('subject').toArray({ signal: ending.signal });
    await settle();
    expect(open).toBe(1);
    ending.abort();
    await expect(second).rejects.toBeInstanceOf(AbortError);
    answer();
    expect(await first).toHaveLength(3000);
  });

  test('ids for a bulk call: each once', async () => {
    fill(5000);
    const seen = slowly();
    wire.server.on('DeleteItem', (request) => wire.server.usual('DeleteItem', request));
    expect(await wire.account.inbox.all().delete({ concurrency: 4 })).toHaveLength(5000);
    expect([seen.most, finds()]).toEqual([1, 6]);
  });

  test('many folders: their first pages are asked for ahead, and come in their order', async () => {
    const names = ['inbox', 'drafts', 'sentitems', 'outbox', 'junkemail', 'deleteditems'];
    for (const name of names) wire.server.fill(name, { subject: name }, { subject: name });
    const seen = slowly();
    const { inbox, drafts, sent, outbox, junk, trash } = wire.account;
    const all = wire.account.folders(inbox, drafts, sent, outbox, junk, trash);
    const subjects = await all.all({ concurrency: 3 }).pluck('subject').toArray();
    expect(subjects).toEqual(names.flatMap((name) => [name, name]));
    expect(await all.all({ concurrency: 3 }).count()).toBe(12);
    expect(seen.most).toBe(3);
  });
});

describe('a slow loop', () => {
  test('nothing is asked ahead of the first page; then ever more, up to the number less the one that it has', async () => {
    fill(3000);
    const pages = wire.account.inbox.pages({ concurrency: 4 });
    const seen: number[] = [];
    for (let page = 0; page < 8; page++) {
      await pages.next();
      await settle();
      seen.push(gets());
    }
    expect(seen).toEqual([1, 5, 6, 7, 8, 9, 10, 11]);
    await pages.return();
  });

  test('of members that come with FindItem, too', async () => {
    fill(1000);
    const pages = wire.account.inbox.pluck('subject').pages({ concurrency: 4, pageSize: 20 });
    const seen: number[] = [];
    for (let page = 0; page < 6; page++) {
      await pages.next();
      await settle();
      seen.push(finds());
    }
    expect(seen).toEqual([1, 3, 6, 7, 8, 9]);
    await pages.return();
  });

  test('an input that is still coming is read no further', async () => {
    let read = 0;
    async function* coming() {
      for (; read < 1000; read++) yield `i-${read}`;
    }
    const results = wire.account.items(coming()).settled({ concurrency: 3, pageSize: 10 });
    for (let item = 0; item < 41; item++) await results.next();
    await settle();
    // The fifth chunk is being given, and two are ahead of it.
    expect([read, gets()]).toEqual([69, 7]);
    await results.return();
  });
});

describe('a loop that is left', () => {
  test('within the first page has asked for nothing in vain', async () => {
    fill(5000);
    for await (const _ of wire.account.inbox) break;
    await settle();
    expect([finds(), gets()]).toEqual([1, 1]);
  });

  test('ends what is under way', async () => {
    fill(1000);
    const hanging: AbortSignal[] = [];
    const { transport } = wire;
    const request = transport.request.bind(transport);
    let answered = 0;
    transport.request = (one) => {
      if (answered++ < 3) return request(one);
      hanging.push(one.signal as AbortSignal);
      return new Promise((_, reject) =>
        one.signal?.addEventListener('abort', () => reject(new AbortError('ended')), { once: true }),
      );
    };
    const visited: string[] = [];
    for await (const { id } of wire.account.inbox.all({ concurrency: 4 })) {
      visited.push(id);
      // Let the next ones be asked for.
      await settle();
      if (visited.length === 101) break;
    }
    await settle();
    expect(hanging.length).toBeGreaterThan(0);
    expect(hanging.map(({ aborted }) => aborted)).toEqual(hanging.map(() => true));
  });

  test('closes its input', async () => {
    let closed = false;
    async function* coming() {
      try {
        for (let n = 0; ; n++) yield `i-${n}`;
      } finally {
        closed = true;
      }
    }
    for await (const _ of wire.account.items(coming()).all({ pageSize: 2 })) break;
    expect(closed).toBe(true);
  });
});

describe('an end', () => {
  test('the signal ends the loop at once, with its reason, whatever was asked ahead', async () => {
    fill(1000);
    const ending = new AbortController();
    const work = (async () => {
      let visited = 0;
      for await (const _ of wire.account.inbox.all({ signal: ending.signal, concurrency: 4 }))
        if (++visited === 250) ending.abort(new DOMException('late', 'TimeoutError'));
    })();
    await expect(work).rejects.toBeInstanceOf(TimeoutError);
  });

  test('one signal for many loops and bulk calls is no leak, and none of them listens afterwards', async () => {
    fill(10);
    const warnings: Error[] = [];
    const note = (warning: Error) => warnings.push(warning);
    process.on('warning', note);
    try {
      const { signal } = new AbortController();
      const ids = ['inbox-0', 'inbox-1'];
      await Promise.all(
        Array.from({ length: 15 }, (_, n) =>
          n % 2 === 0
            ? wire.account.inbox.toArray({ signal })
            : wire.account.items(ids).update({ subject: 'x' }, { signal, chunkSize: 1 }),
        ),
      );
      await settle();
      expect(warnings).toEqual([]);
      expect(getEventListeners(signal, 'abort')).toEqual([]);
    } finally {
      process.off('warning', note);
    }
  });

  test('the signal ends a loop that waits for its input', async () => {
    const ending = new AbortController();
    async function* coming() {
      yield 'i-0';
      await new Promise(() => undefined);
    }
    const work = wire.account.items(coming()).toArray({ signal: ending.signal, pageSize: 1 });
    await settle();
    ending.abort();
    await expect(work).rejects.toBeInstanceOf(AbortError);
  });

  test('a page that fails ends the loop in its place: what came before it is given', async () => {
    fill(1000);
    let asked = 0;
    wire.server.on('GetItem', (request) => {
      if (++asked === 4) throw new TypeError('in the transport');
      return wire.server.usual('GetItem', request);
    });
    const visited: string[] = [];
    const work = (async () => {
      for await (const { id } of wire.account.inbox.all({ concurrency: 8 })) visited.push(id);
    })();
    await expect(work).rejects.toThrow('in the transport');
    expect(visited).toHaveLength(300);
    expect(gets()).toBeLessThanOrEqual(8);
  });
});

test('a server that counts in its own way is asked for a page at a time after a few', async () => {
  let asked = 0;
  const most = 20;
  wire.server.on('FindItem', ({ view: { offset } }) => {
    asked++;
    // Never more than five, whatever was asked for.
    const items = Array.from({ length: Math.min(5, most * 5 - offset) }, (_, n) => ({
      kind: 'message',
      itemId: { id: `i-${offset + n}`, changeKey: '1' },
    }));
    const end = offset + items.length;
    const place = { totalItemsInView: most * 5, indexedPagingOffset: end, includesLastItemInRange: end >= most * 5 };
    return [success({ rootFolder: { ...place, items } })];
  });
  const visited = await wire.account.inbox.only('subject').toArray({ pageSize: 10, concurrency: 4 });
  expect(visited.map(({ id }) => id)).toEqual(Array.from({ length: most * 5 }, (_, n) => `i-${n}`));
  expect(asked).toBeLessThan(2 * most);
});
