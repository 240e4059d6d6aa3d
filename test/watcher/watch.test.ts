/** A watch: what it gives, where it begins, when its state moves on, and that it goes on whatever becomes of its stream. */
import { getEventListeners } from 'node:events';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account, AnyItem, Folder, Models, StateStore, Watched, WatchOptions } from '../../src/index.js';
import { STREAM_TROUBLES } from '../../src/sandbox/server/live-streams.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
let ending = new AbortController();

beforeAll(async () => {
  alice = await s.connect('alice');
});

afterEach(() => {
  ending.abort();
  ending = new AbortController();
});

/** A store in memory, and all that was ever saved in it. */
function memory(): StateStore & { readonly states: Map<string, string>; readonly saved: string[] } {
  const states = new Map<string, string>();
  const saved: string[] = [];
  return {
    states,
    saved,
    load: async (key) => states.get(key),
    save: async (key, state) => {
      saved.push(state);
      states.set(key, state);
    },
  };
}

type Told = Watched<AnyItem, { readonly label: string }>;

/** What a watch gives, one after another; what is not taken is not asked for. */
function follow(place: { watch(options: WatchOptions): AsyncIterable<unknown> }, options: WatchOptions) {
  const { signal } = ending;
  const iterator = (place.watch({ signal, ...options }) as AsyncIterable<Told>)[Symbol.asyncIterator]();
  return {
    next: async (): Promise<Told> => (await iterator.next()).value,
    async take(count: number): Promise<string[]> {
      const lines: string[] = [];
      for (let n = 0; n < count; n++) lines.push(lineOf((await iterator.next()).value));
      return lines;
    },
    ended: async () => (await iterator.next()).done,
    close: () => iterator.return?.(),
  };
}

function lineOf(change: Told): string {
  return 'item' in change ? `${change.kind} ${change.item.subject}` : change.kind;
}

/** Until the watch has begun, and says what it hears. */
async function listening(since: number): Promise<void> {
  const isAsked = () => s.sandbox.requests.slice(since).some(({ operation }) => operation === 'GetStreamingEvents');
  while (!isAsked()) await new Promise((resolve) => setTimeout(resolve, 10));
}

async function newFolder(name: string): Promise<Folder<Models['mail']>> {
  return alice.top.createFolder(name, 'mail');
}

describe('where a watch begins', () => {
  test('with now: what is there already is not told, what comes is', async () => {
    const folder = await newFolder('now');
    await folder.create({ subject: 'old' });
    const requests = s.sandbox.requests.length;
    const store = memory();
    const watch = follow(folder, { store });
    const next = watch.take(1);
    await listening(requests);
    await folder.create({ subject: 'new' });
    expect(await next).toEqual(['create new']);
  });

  test('with the beginning, where that is asked for', async () => {
    const folder = await newFolder('beginning');
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }]);
    expect(await follow(folder, { store: memory(), from: 'beginning' }).take(2)).toEqual(['create a', 'create b']);
  });

  test('where the store says: what happened while nobody watched comes first', async () => {
    const folder = await newFolder('resumed');
    const store = memory();
    const first = follow(folder, { store, from: 'beginning' });
    const made = await folder.create({ subject: 'a' });
    expect(await first.take(1)).toEqual(['create a']);
    const pending = first.next();
    while (store.saved.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    ending.abort();
    expect(await pending).toBe(undefined);
    ending = new AbortController();
    await made.update({ subject: 'a2' });
    await folder.create({ subject: 'b' });
    await made.delete({ disposal: 'hard' });
    expect((await follow(folder, { store, from: 'beginning' }).take(2)).sort()).toEqual(['create b', 'delete']);
  });
});

describe('the state', () => {
  test('is saved when the change after those that it covers is asked for, and not before', async () => {
    const folder = await newFolder('committed');
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }, { subject: 'c' }]);
    const store = memory();
    const watch = follow(folder, { store, from: 'beginning', pageSize: 2 });
    const counts: number[] = [];
    for (let n = 0; n < 3; n++) {
      await watch.next();
      counts.push(store.saved.length);
    }
    expect(counts.map((count) => store.saved[count - 1]?.includes('pending'))).toEqual([true, true, true]);
    expect(store.saved.map((text) => JSON.parse(text).state === '')).toEqual([true, false]);
  });

  test('of a watch that was killed lets its changes come again, under the same names', async () => {
    const folder = await newFolder('killed');
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }]);
    const store = memory();
    const first = follow(folder, { store, from: 'beginning' });
    const seen = [await first.next(), await first.next()].map(({ changeId }) => changeId);
    const again = follow(folder, { store, from: 'beginning' });
    expect([await again.next(), await again.next()].map(({ changeId }) => changeId)).toEqual(seen);
    expect(new Set(seen).size).toBe(2);
  });

  test('of a watch that was killed lets it hear of the end of what it was told, though the server knows of nothing', async () => {
    const folder = await newFolder('phantom');
    const item = await folder.create({ subject: 'a' });
    const store = memory();
    const killed = await follow(folder, { store, from: 'beginning' }).next();
    expect(killed.kind).toBe('create');
    const { id } = item;
    await item.delete({ disposal: 'hard' });
    const again = follow(folder, { store, from: 'beginning' });
    const end = await again.next();
    expect([end.kind, 'id' in end && end.id.id]).toEqual(['delete', id]);
    const next = again.take(1);
    await folder.create({ subject: 'b' });
    expect(await next).toEqual(['create b']);
  });

  test('that the server has forgotten: a reset, and everything anew', async () => {
    const folder = await newFolder('forgotten');
    await folder.create({ subject: 'a' });
    const store = memory();
    store.states.set(`alice@example.test/${await folder.id()}`, 'bm9uZQ==');
    const watch = follow(folder, { store, from: 'beginning' });
    const reset = await watch.next();
    expect([reset.kind, reset.folder.label]).toEqual(['reset', 'forgotten']);
    expect(await watch.take(1)).toEqual(['create a']);
  });

  test('that cannot be saved ends the watch with that error', async () => {
    const folder = await newFolder('full');
    await folder.create({ subject: 'a' });
    const store = { load: async () => undefined, save: () => Promise.reject(new Error('The disk is full.')) };
    const watch = follow(folder, { store, from: 'beginning' });
    await expect(watch.next()).rejects.toThrow('The disk is full.');
  });
});

test.each(STREAM_TROUBLES)(
  'a stream that meets %s: what happens then is told',
  async (trouble) => {
    const folder = await newFolder(`stream ${trouble}`);
    const requests = s.sandbox.requests.length;
    const watch = follow(folder, { store: memory(), silenceMs: 1500, everyMs: 600_000 });
    const first = watch.take(1);
    await listening(requests);
    await folder.create({ subject: 'before' });
    expect(await first).toEqual(['create before']);
    const second = watch.take(1);
    expect(s.sandbox.troubleStreams(trouble)).toBeGreaterThan(0);
    await folder.create({ subject: 'after' });
    expect(await second).toEqual(['create after']);
  },
  20_000,
);

describe('a whole mailbox', () => {
  test('tells what is in folders that came meanwhile, and resets those that are gone', async () => {
    const bob = await s.connect('bob');
    const requests = s.sandbox.requests.length;
    const store = memory();
    const watch = follow(bob, { store });
    const first = watch.next();
    await listening(requests);
    const folder = await bob.top.createFolder('later', 'mail');
    await folder.create({ subject: 'in it' });
    const change = await first;
    expect([lineOf(change), change.folder.label]).toEqual(['create in it', 'later']);
    const next = watch.next();
    const key = `bob@example.test/${await folder.id()}`;
    while (!store.states.has(key)) await new Promise((resolve) => setTimeout(resolve, 5));
    await folder.delete({ disposal: 'hard' });
    const reset = await next;
    expect([reset.kind, reset.folder.label]).toEqual(['reset', 'later']);
  });
});

describe('the changes of a whole mailbox since last time', () => {
  test('all at first; then what has changed, in folders that came meanwhile, too; what is gone; an end each time', async () => {
    const carol = await s.connect('carol');
    const told = async (since?: string): Promise<[string[], string]> => {
      const feed = carol.changes({ since });
      const lines: string[] = [];
      for await (const change of feed) lines.push(`${change.folder.label}: ${lineOf(change)}`);
      return [lines.sort(), feed.state];
    };
    const before = await carol.top.createFolder('before', 'mail');
    await before.create({ subject: 'a' });
    await carol.drafts.create({ subject: 'b' });
    const [first, state] = await told();
    expect(first).toEqual(['Drafts: create b', 'before: create a']);
    const after = await carol.top.createFolder('after', 'mail');
    await after.create({ subject: 'c' });
    await before.delete({ disposal: 'hard' });
    const requests = s.sandbox.requests.length;
    const [second, later] = await told(state);
    expect(second).toEqual(['after: create c', expect.stringMatching(/: reset$/)]);
    const operations = s.sandbox.requests.slice(requests).map(({ operation }) => operation);
    expect(operations).not.toContain('Subscribe');
    expect((await told(later))[0]).toEqual([]);
    expect(() => carol.changes({ since: 'x' })).toThrow('since: expected the state of another feed of these folders');
  });
});

describe('the end', () => {
  test('a signal ends the loop without an error, and the subscription with it', async () => {
    const folder = await newFolder('aborted');
    const requests = s.sandbox.requests.length;
    const watch = follow(folder, { store: memory() });
    const ended = watch.ended();
    await listening(requests);
    ending.abort();
    expect(await ended).toBe(true);
    expect(s.sandbox.requests.slice(requests).map(({ operation }) => operation)).toContain('Unsubscribe');
  });

  test('a folder that is not there, and a wrong password, end it with their error', async () => {
    const none = follow(alice.folder('nowhere'), { store: memory() });
    await expect(none.next()).rejects.toMatchObject({ code: 'ERR_DOES_NOT_EXIST' });
    const mallory = await s.connect('alice', { credentials: { username: 'alice@example.test', password: 'wrong' } });
    await expect(follow(mallory, { store: memory() }).next()).rejects.toMatchObject({ name: 'AuthenticationError' });
  });

  test.each([
    [{}, 'store: expected a StateStore, such as fileStore(path)'],
    [{ store: memory(), from: 'then' }, "from: expected one of 'now', 'beginning'"],
    [{ store: memory(), everyMs: 5 }, 'everyMs: expected a number from 100'],
    [{ store: memory(), evryMs: 500 }, "evryMs: there is no such option; did you mean 'everyMs'?"],
  ])('%j is refused before anything is sent', (options, message) => {
    const requests = s.sandbox.requests.length;
    expect(() => alice.watch(options as WatchOptions)).toThrow(message);
    expect(s.sandbox.requests.length).toBe(requests);
  });
});

test('a hundred watches on one signal are no leak, and none listens to it when it has ended', async () => {
  const warned: string[] = [];
  const warn = (warning: Error) => warned.push(warning.name);
  process.on('warning', warn);
  const all = new AbortController();
  const watches = Array.from({ length: 100 }, () =>
    alice.inbox.watch({ store: memory(), signal: all.signal })[Symbol.asyncIterator](),
  );
  const next = watches.map((watch) => watch.next());
  all.abort();
  await Promise.all(next);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', warn);
  expect(warned).toEqual([]);
  expect(getEventListeners(all.signal, 'abort')).toEqual([]);
});
