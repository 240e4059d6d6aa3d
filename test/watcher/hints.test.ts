/** Where a watch looks next: by a clock that the test sets. */
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FolderEvent } from '../../src/index.js';
import { Hints, TREE } from '../../src/watcher/hints.js';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const happening = { timeStamp: new Date(0), watermark: undefined };
const inFolder = (id: string) => ({ ...happening, parentFolderId: { id } });
const arrived = (id: string): FolderEvent => ({ kind: 'newMail', ...inFolder(id), itemId: { id: 'i' } });
const all = (hints: Hints): unknown[] => {
  const taken: unknown[] = [];
  for (let hint = hints.take(); hint !== undefined; hint = hints.take()) taken.push(hint);
  return taken;
};

describe('what is heard', () => {
  test('each folder once, however often it is heard of, and in the order in which it was', () => {
    const hints = new Hints(() => ['a', 'b'], 1000);
    for (const id of ['b', 'a', 'b']) hints.hear(arrived(id));
    expect(all(hints)).toEqual(['b', 'a']);
  });

  test('both folders of a move, of those that are watched', () => {
    const hints = new Hints(() => ['a', 'b'], 1000);
    const moved = { itemId: undefined, folderId: undefined, oldItemId: undefined, oldFolderId: undefined };
    hints.hear({ kind: 'moved', ...inFolder('b'), ...moved, oldParentFolderId: { id: 'a' } });
    hints.hear({ kind: 'moved', ...inFolder('b'), ...moved, oldParentFolderId: { id: 'elsewhere' } });
    expect(all(hints)).toEqual(['b', 'a']);
  });

  test('a folder that comes or goes has all listed first; one whose counts change, nothing', () => {
    const hints = new Hints(() => [TREE, 'a'], 1000);
    const folder = { ...inFolder('top'), itemId: undefined, folderId: { id: 'x' }, unreadCount: 1 };
    hints.hear({ kind: 'modified', ...folder });
    expect(all(hints)).toEqual([]);
    hints.hear(arrived('a'));
    hints.hear({ kind: 'created', ...folder });
    expect(all(hints)).toEqual([TREE, 'a']);
  });

  test('an id that nobody knows: all of some folders, and nothing of a whole mailbox', () => {
    const [some, whole] = [new Hints(() => ['a', 'b'], 1000), new Hints(() => [TREE, 'a'], 1000)];
    for (const hints of [some, whole]) hints.hear(arrived('spelt otherwise'));
    expect([all(some), all(whole)]).toEqual([['a', 'b'], []]);
  });
});

describe('what is not heard', () => {
  test('everything, each time that the time is up, and not before', async () => {
    const hints = new Hints(() => ['a'], 1000);
    expect(all(hints)).toEqual([]);
    let waited = false;
    const waiting = hints.wait(new AbortController().signal).then(() => {
      waited = true;
    });
    await jest.advanceTimersByTimeAsync(999);
    expect(waited).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    await waiting;
    expect([all(hints), all(hints)]).toEqual([['a'], []]);
  });

  test('an hour with nothing to tell: looked into four times', async () => {
    const hints = new Hints(() => ['a'], 900_000);
    let looks = 0;
    for (const end = performance.now() + 3_600_000; performance.now() < end; looks += all(hints).length) {
      const waiting = hints.wait(new AbortController().signal);
      await jest.runOnlyPendingTimersAsync();
      await waiting;
    }
    expect(looks).toBe(4);
  });

  test('a hint, or the signal, ends the wait; nothing is left at the signal', async () => {
    const hints = new Hints(() => ['a'], 1000);
    const ending = new AbortController();
    const first = hints.wait(ending.signal);
    hints.add('a');
    await first;
    expect(hints.take()).toBe('a');
    const second = hints.wait(ending.signal);
    ending.abort();
    await second;
    expect(jest.getTimerCount()).toBe(0);
  });
});
