/** Items that are exported and put in again, in the place of what they were, and what is refused. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const ACTIONS = ['Update', 'UpdateOrCreate'] as const;

async function exported(subject: string) {
  const item = await alice.drafts.create({ subject, text: 'as it was' });
  return { item, stream: await alice.items([item.id]).export().toArray() };
}

test.each(ACTIONS)('%s: what was exported is in the place of what it has become', async (action) => {
  const { item, stream } = await exported(`back by ${action}`);
  await item.update({ subject: 'changed', text: 'anew' });
  await alice.drafts.upload(stream, { action });
  const again = await alice.item(item.id);
  expect([again.subject, again.body?.value.trim()]).toEqual([`back by ${action}`, 'as it was']);
  expect(await alice.drafts.filter({ subject: `back by ${action}` }).count()).toBe(1);
});

test('what is gone is not exported', async () => {
  const { item, stream } = await exported('gone');
  expect(stream).toHaveLength(1);
  const { id } = item;
  await item.delete({ disposal: 'hard' });
  await expect(alice.items([id]).export().toArray()).rejects.toMatchObject({
    failures: [{ reason: { code: 'ErrorItemNotFound' } }],
  });
});

test.each(ACTIONS)('%s: what is no item is refused, and changes nothing', async (action) => {
  const { item, stream } = await exported(`kept by ${action}`);
  const broken = stream.map((one) => ({ ...one, data: new Uint8Array([1, 2, 3]) }));
  await expect(alice.drafts.upload(broken, { action })).rejects.toMatchObject({
    failures: [{ reason: { code: 'ErrorCorruptData' } }],
  });
  expect((await alice.item(item.id)).subject).toBe(`kept by ${action}`);
});

test('what is gone is not updated by an upload, but made anew where that is said', async () => {
  const { item, stream } = await exported('made anew');
  await item.delete({ disposal: 'hard' });
  await expect(alice.drafts.upload(stream, { action: 'Update' })).rejects.toMatchObject({
    failures: [{ reason: { code: 'ErrorItemNotFound' } }],
  });
  await alice.drafts.upload(stream, { action: 'UpdateOrCreate' });
  expect(await alice.drafts.filter({ subject: 'made anew' }).count()).toBe(1);
});

test('what lies in another folder is not updated by an upload', async () => {
  const { item, stream } = await exported('elsewhere');
  await expect(alice.inbox.upload(stream, { action: 'Update' })).rejects.toMatchObject({
    failures: [{ reason: { code: 'ErrorItemNotFound' } }],
  });
  await alice.inbox.upload(stream, { action: 'UpdateOrCreate' });
  expect((await alice.inbox.get({ subject: 'elsewhere' })).id).not.toBe(item.id);
});
