/** A caller's signal, which is often held for the whole life of a program: whatever was asked with it, nobody listens afterwards. */
import { getEventListeners } from 'node:events';
import { describe, expect, test } from '@jest/globals';
import type { ReadOptions } from '../../src/index.js';
import { recorder } from '../support/recorder.js';
import { failure } from '../support/scripted-server.js';

const wire = recorder();
const inbox = () => wire.account.inbox;
const ids = () => wire.account.items(Array.from({ length: 250 }, (_, index) => `i-${index}`));
const drain = async (all: AsyncIterable<unknown>) => {
  for await (const _ of all);
};
const first = async (all: AsyncIterable<unknown>) => {
  for await (const _ of all) break;
};

type Work = (options: ReadOptions) => Promise<unknown>;
const READING: readonly (readonly [string, Work])[] = [
  ['toArray()', (options) => inbox().toArray(options)],
  ['all().toArray()', (options) => inbox().all(options).toArray()],
  ['a loop over pages()', (options) => drain(inbox().pages({ ...options, pageSize: 10 }))],
  ['a loop that is left', (options) => first(inbox().pages({ ...options, pageSize: 10 }))],
  ['settled()', (options) => drain(inbox().settled(options))],
  ['snapshot()', (options) => inbox().snapshot().toArray(options)],
  ['several folders', (options) => wire.account.folders(inbox(), wire.account.drafts).all().toArray(options)],
  [
    'an order over several folders',
    (options) => wire.account.folders(inbox(), wire.account.drafts).orderBy('subject').toArray(options),
  ],
  ['count()', ({ signal }) => inbox().count({ signal })],
  ['exists()', ({ signal }) => inbox().all().exists({ signal })],
  ['at()', (options) => inbox().at(0, options)],
  ['get()', (options) => inbox().get(undefined, options)],
  ['items().toArray()', (options) => ids().toArray(options)],
  ['items().settled(), left', (options) => first(ids().settled(options))],
];
const CHANGING: readonly (readonly [string, Work])[] = [
  ['update()', (options) => ids().update({ subject: 'x' }, options)],
  ['delete()', (options) => ids().delete(options)],
  ['delete() of a query', (options) => inbox().all().delete(options)],
  ['move()', (options) => ids().move(wire.account.drafts, options)],
  ['copy()', (options) => ids().copy(wire.account.drafts, options)],
  ['save()', (options) => wire.account.items([wire.account.drafts.new({ subject: 'x' })]).save(options)],
  ['send()', (options) => ids().send(options)],
];

describe.each([...READING, ...CHANGING])('%s', (_, work) => {
  const left = (signal: AbortSignal) => getEventListeners(signal, 'abort').length;
  const fill = () => {
    for (const folder of ['inbox', 'drafts'])
      wire.server.fill(folder, ...Array.from({ length: 30 }, (_item, index) => ({ subject: `${index}` })));
  };

  test('that goes well leaves no listener', async () => {
    fill();
    const { signal } = new AbortController();
    await work({ signal }).catch((error: { name: string }) => expect(error.name).toBe('MultipleObjectsReturnedError'));
    expect(wire.sent.length).toBeGreaterThan(0);
    expect(left(signal)).toBe(0);
  });

  test('that is refused leaves none', async () => {
    for (const operation of [
      'FindItem',
      'GetItem',
      'UpdateItem',
      'DeleteItem',
      'MoveItem',
      'CopyItem',
      'SendItem',
      'CreateItem',
    ])
      wire.server.on(operation, ({ itemIds, itemChanges, parentFolderIds, items }) =>
        (itemIds ?? itemChanges ?? parentFolderIds ?? items).map(() => failure('ErrorAccessDenied')),
      );
    const { signal } = new AbortController();
    await work({ signal }).catch(() => undefined);
    expect(wire.sent.length).toBeGreaterThan(0);
    expect(left(signal)).toBe(0);
  });

  test('that was aborted leaves none, wherever it was', async () => {
    fill();
    const [ending, living] = [new AbortController(), new AbortController()];
    const signal = AbortSignal.any([ending.signal, living.signal]);
    for (const operation of [
      'FindItem',
      'GetItem',
      'UpdateItem',
      'DeleteItem',
      'MoveItem',
      'CopyItem',
      'SendItem',
      'CreateItem',
    ])
      wire.server.on(operation, (request) => {
        ending.abort();
        return wire.server.usual(operation, request);
      });
    await work({ signal }).catch(() => undefined);
    expect(ending.signal.aborted).toBe(true);
    expect(left(signal)).toBe(0);
  });
});
