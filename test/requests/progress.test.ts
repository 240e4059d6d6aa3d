/** Answers in portions that do not move on: they end in an error instead of being asked for ever. */
import { describe, expect, test } from '@jest/globals';
import { TransportError } from '../../src/errors.js';
import { nextOffset, Progress } from '../../src/requests/progress.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const wire = recorder();

const page = (indexedPagingOffset: number, ids: readonly string[]) => [
  success({
    rootFolder: {
      indexedPagingOffset,
      totalItemsInView: 5,
      includesLastItemInRange: false,
      items: ids.map((id) => ({ kind: 'message', itemId: { id } })),
    },
  }),
];

test('an offset is behind the one before', () => {
  expect(nextOffset('FindItem', 0, 1)).toBe(1);
  for (const next of [5, 4, 0, -1, Number.NaN]) expect(() => nextOffset('FindItem', 5, next)).toThrow(TransportError);
});

test.each([
  [1, 1],
  [2, 1],
  [3, 7],
  [1, 100],
])('states that after %d of their own go round in a circle of %d are told, and others not', (before, circle) => {
  const progress = new Progress('SyncFolderItems', '');
  const state = (n: number) => `s${n < before ? n : before + ((n - before) % circle)}`;
  let steps = 0;
  expect(() => {
    for (; steps < 1000; steps++) progress.step(state(steps));
  }).toThrow('its state comes again');
  expect(steps).toBeGreaterThanOrEqual(circle);
  expect(steps).toBeLessThan(3 * (before + circle) + 3);
  const well = new Progress('SyncFolderItems', '');
  for (let n = 0; n < 1000; n++) well.step(`s${n}`);
});

describe('from a server', () => {
  test.each([
    ['stand still', [1, 1, 1]],
    ['go back', [2, 1, 1]],
  ] as const)('offsets of items that %s', async (_, offsets) => {
    wire.server.next('FindItem', ...offsets.map((offset) => () => page(offset, ['a'])));
    const seen: unknown[] = [];
    const read = async () => {
      for await (const item of wire.account.inbox.all().only('subject')) seen.push(item);
    };
    await expect(read()).rejects.toMatchObject({
      code: 'ERR_NOT_EWS',
      message: expect.stringContaining('does not move on'),
    });
    // It is asked once more from where it says that it goes on: something may have moved meanwhile.
    expect(wire.sent.filter(({ operation }) => operation === 'FindItem')).toHaveLength(3);
  });

  test('offsets of folders that stand still', async () => {
    const folder = { kind: 'folder', folderId: { id: 'f' }, displayName: 'x' };
    wire.server.on('FindFolder', () => [
      success({ rootFolder: { indexedPagingOffset: 1, includesLastItemInRange: false, folders: [folder] } }),
    ]);
    const read = async () => {
      for await (const _ of wire.account.inbox.walk());
    };
    await expect(read()).rejects.toMatchObject({ code: 'ERR_NOT_EWS' });
  });

  test('states of changes that stand still: what came is kept, and the state with it', async () => {
    const changes = [{ kind: 'delete', itemId: { id: 'a' } }];
    wire.server.on('SyncFolderItems', () => [success({ syncState: 'S', includesLastItemInRange: false, changes })]);
    const feed = wire.account.inbox.changes();
    let seen = 0;
    const read = async () => {
      for await (const _ of feed) seen++;
    };
    await expect(read()).rejects.toMatchObject({
      code: 'ERR_NOT_EWS',
      message: expect.stringContaining('SyncFolderItems'),
    });
    expect([seen, feed.state]).toEqual([2, 'S']);
  });
});
