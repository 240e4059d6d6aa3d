/** Change feeds of folders: those that come, go and get another name. */
import { expect, test } from '@jest/globals';
import { type FolderChange, ValidationError } from '../../src/index.js';
import { story } from '../stories/mailbox.js';

const s = story();

const told = (change: FolderChange) => [change.kind, change.kind === 'delete' ? change.id.id : change.folder.label];

test('folders that are made, renamed and deleted are changes each time', async () => {
  const { top } = await s.connect('alice');
  let since: string | undefined;
  const next = async () => {
    const feed = top.folderChanges({ since });
    const changes: FolderChange[] = [];
    for await (const change of feed) changes.push(change);
    since = feed.state;
    return changes.map(told);
  };
  expect(await next()).toContainEqual(['create', 'Inbox']);
  expect(await next()).toEqual([]);
  const folder = await top.createFolder('Projects', 'mail');
  expect(await next()).toEqual([['create', 'Projects']]);
  await folder.update({ displayName: 'Done' });
  expect(await next()).toEqual([['update', 'Done']]);
  await folder.delete({ disposal: 'hard' });
  expect(await next()).toEqual([['delete', await folder.id()]]);
});

test('of one folder, what is below it is told, and nothing else', async () => {
  const { inbox, top } = await s.connect('alice');
  await inbox.createFolder('Above/Below', { recursive: true });
  await top.createFolder('Beside');
  const changes: FolderChange[] = [];
  for await (const change of inbox.folder('Above').folderChanges()) changes.push(change);
  expect(changes.map(told)).toEqual([['create', 'Below']]);
});

test('a search folder that is made is a change as well', async () => {
  const { root, inbox } = await s.connect('alice');
  const feed = root.folderChanges();
  for await (const change of feed) expect(change.kind).toBe('create');
  await inbox.filter({ isRead: false }).createSearchFolder('Not read');
  const changes: FolderChange[] = [];
  for await (const change of root.folderChanges({ since: feed.state })) changes.push(change);
  expect(changes.map(told)).toContainEqual(['create', 'Not read']);
});

test('options that there are not are refused', async () => {
  const { top } = await s.connect('alice');
  expect(() => top.folderChanges({ sinc: 'x' } as object)).toThrow(ValidationError);
});
