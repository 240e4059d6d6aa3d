/** Hearing of changes: as they happen, and since last time. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { operationsOf, story } from './mailbox.js';

const s = story();
let alice: Account;
let bob: Account;

beforeAll(async () => {
  [alice, bob] = [await s.connect('alice'), await s.connect('bob')];
});

describe('changes', () => {
  test('everything is new at first; then only what has changed since the state', async () => {
    const folder = await alice.inbox.createFolder('synced');
    const [one, two] = [await folder.create({ subject: 'one' }), await folder.create({ subject: 'two' })];
    const first = folder.changes();
    expect(first.state).toBe('');
    const kinds: string[] = [];
    for await (const change of first) kinds.push(change.kind);
    expect(kinds).toEqual(['create', 'create']);

    await one.update({ subject: 'changed' });
    await two.delete({ disposal: 'hard' });
    const later = folder.changes({ since: first.state });
    const seen: unknown[] = [];
    for await (const change of later)
      seen.push(
        change.kind === 'update' || change.kind === 'create' ? [change.kind, change.item.subject] : [change.kind],
      );
    expect(seen).toContainEqual(['update', 'changed']);
    expect(seen).toContainEqual(['delete']);
    const none: unknown[] = [];
    for await (const change of folder.changes({ since: later.state })) none.push(change);
    expect(none).toEqual([]);
  });

  test('an item that is moved within its folder goes and comes, however small the portions are', async () => {
    for (const pageSize of [1, 2, 3]) {
      const folder = await alice.inbox.createFolder(`moved ${pageSize}`);
      const items = await folder.createAll([{ subject: 'a' }, { subject: 'b' }]);
      const first = folder.changes();
      for await (const _ of first);
      for (const item of items) await item.move(folder);
      const kinds: string[] = [];
      for await (const { kind } of folder.changes({ since: first.state, pageSize })) kinds.push(kind);
      expect(kinds.sort()).toEqual(['create', 'create', 'delete', 'delete']);
    }
  });

  test('the state moves on only when a request’s changes have all been taken', async () => {
    const folder = await alice.inbox.createFolder('interrupted');
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }, { subject: 'c' }]);
    const feed = folder.changes({ pageSize: 2 });
    const asked = operationsOf(s.sandbox, async () => {
      for await (const change of feed) if (change.kind === 'create') break;
    });
    expect(await asked).toEqual(['SyncFolderItems']);
    expect(feed.state).toBe('');
  });
});

describe('stream', () => {
  test('events come as they happen, and the subscription ends with the loop', async () => {
    const events = await bob.inbox.stream(['newMail'], { signal: AbortSignal.timeout(20_000) });
    await alice.send({ to: ['bob@example.test'], subject: 'ping', text: 'x' });
    const before = s.sandbox.requests.length;
    let heard = 0;
    for await (const event of events) {
      heard++;
      expect(event.kind).toBe('newMail');
      expect((await bob.item(event.itemId)).subject).toBe('ping');
      break;
    }
    expect(heard).toBe(1);
    expect(s.sandbox.requests.slice(before).map(({ operation }) => operation)).toContain('Unsubscribe');
  });

  test('an aborted signal ends the loop without an error', async () => {
    const ending = new AbortController();
    const events = await alice.inbox.stream(['created', 'moved'], { signal: ending.signal });
    setTimeout(() => ending.abort(), 200);
    const seen: string[] = [];
    for await (const event of events) seen.push(event.kind);
    expect(seen).toEqual([]);
  });
});
