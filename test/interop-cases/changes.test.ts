/** What is new in a folder is told by SyncFolderItems for each class of items, and by SyncFolderHierarchy for each kind of folder. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { SyncFolderHierarchy, SyncFolderItems } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';
import { CLASSES, folderOf, newOne } from './classes.js';

interface Change {
  kind: 'create' | 'update' | 'delete';
  item?: { kind: string; itemId: { id: string } };
  itemId?: { id: string };
  folder?: { kind: string; folderId: { id: string }; displayName?: string };
  folderId?: { id: string };
}
interface Synced {
  responseMessages: { syncState: string; includesLastItemInRange?: boolean; changes: Change[] }[];
}

const s = story();
let alice: Account;
let bob: Account;
beforeAll(async () => {
  [alice, bob] = (await Promise.all([s.connect('alice'), s.connect('bob')])) as [Account, Account];
});

async function changesOf(
  account: Account,
  folder: string,
  syncState?: string,
  more: object = {},
): Promise<{ state: string; changes: Change[] }> {
  const answer = (await account.call(SyncFolderItems, {
    itemShape: { baseShape: 'IdOnly' },
    syncFolderId: { distinguishedFolderId: { id: folder } },
    syncState,
    maxChangesReturned: 512,
    ...more,
  } as never)) as unknown as Synced;
  const [message] = answer.responseMessages;
  return { state: message!.syncState, changes: message!.changes ?? [] };
}

test.each(CLASSES.map((one) => [one.name, one] as const))(
  '%s that is made, changed and deleted is a change each time',
  async (_, one) => {
    let { state } = await changesOf(alice, one.folder);
    const item = await folderOf(alice, one).create(newOne(one, 'synchronised'));
    const step = async () => {
      const next = await changesOf(alice, one.folder, state);
      state = next.state;
      return next.changes.map(({ kind, item: of, itemId }) => [kind, of?.itemId.id ?? itemId?.id]);
    };
    expect(await step()).toEqual([['create', item.id]]);
    await item.update({ [one.title]: 'anew' });
    expect(await step()).toEqual([['update', item.id]]);
    const { id } = item;
    await item.delete({ disposal: 'hard' });
    expect(await step()).toEqual([['delete', id]]);
  },
);

test('an invitation, its answer and its cancellation are changes of the inboxes', async () => {
  const [alices, bobs] = [await changesOf(alice, 'inbox'), await changesOf(bob, 'inbox')];
  const times = { start: new Date('2027-04-01T09:00:00Z'), end: new Date('2027-04-01T10:00:00Z') };
  const meeting = await alice.calendar.create(
    { subject: 'sync', ...times, requiredAttendees: ['bob@example.test'] } as never,
    { notify: 'all' } as never,
  );
  const request = (await bob.inbox.get({ subject: 'sync' })) as unknown as { accept(): Promise<unknown> };
  await request.accept();
  const fresh = (await alice.item(meeting.id)) as unknown as { cancel(): Promise<void> };
  await fresh.cancel();
  const kinds = ({ changes }: { changes: Change[] }) =>
    changes.flatMap(({ kind, item }) => (kind === 'create' ? [item?.kind] : []));
  expect(kinds(await changesOf(alice, 'inbox', alices.state))).toEqual(['meetingResponse']);
  expect(kinds(await changesOf(bob, 'inbox', bobs.state)).at(-1)).toBe('meetingCancellation');
});

test('with all that SyncFolderItems takes, ids that are to be ignored are', async () => {
  const { state } = await changesOf(alice, 'drafts');
  const [a, b] = await alice.drafts.createAll([{ subject: 'a' }, { subject: 'b' }]);
  const more = { ignore: [{ id: a!.id }], maxChangesReturned: 1, syncScope: 'NormalItems' };
  expect((await changesOf(alice, 'drafts', state, more)).changes.map(({ item }) => item?.itemId.id)).toEqual([b!.id]);
});

async function folders(syncState?: string, syncFolderId?: object): Promise<{ state: string; changes: Change[] }> {
  const request = { folderShape: { baseShape: 'AllProperties' }, syncFolderId, syncState };
  const answer = (await alice.call(SyncFolderHierarchy, request as never)) as unknown as Synced;
  const [message] = answer.responseMessages;
  return { state: message!.syncState, changes: message!.changes ?? [] };
}

test.each([
  ['mail', 'folder'],
  ['calendar', 'calendarFolder'],
  ['contacts', 'contactsFolder'],
  ['tasks', 'tasksFolder'],
] as const)('a folder for %s that is made, renamed and deleted is a change each time', async (kind, element) => {
  let { state } = await folders();
  const folder = await alice.distinguished('msgfolderroot').createFolder(`sync ${kind}`, kind);
  const id = await folder.id();
  const step = async () => {
    const next = await folders(state);
    state = next.state;
    const mine = next.changes.filter((change) => (change.folder?.folderId ?? change.folderId)?.id === id);
    return mine.map((change) => [change.kind, change.folder?.kind]);
  };
  expect(await step()).toEqual([['create', element]]);
  await folder.update({ displayName: `renamed ${kind}` });
  expect(await step()).toEqual([['update', element]]);
  await folder.delete({ disposal: 'hard' } as never);
  expect(await step()).toEqual([['delete', undefined]]);
});

test('the hierarchy below one folder has what is below it, and nothing else', async () => {
  await alice.inbox.createFolder('top/below', { recursive: true });
  const { changes } = await folders(undefined, { folderId: { id: await alice.inbox.folder('top').id() } });
  expect(changes.map(({ folder }) => folder?.displayName)).toEqual(['below']);
});
