/** The tree of folders, however deep and however wide it is. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Failure } from '../../../src/sandbox/base/failure.js';
import type { Folder } from '../../../src/sandbox/store/folders.js';
import { Store } from '../../../src/sandbox/store/store.js';

const DEEP = 5_000;

let store: Store;
let [inbox, drafts]: Folder[] = [];

beforeAll(async () => {
  store = await Store.open(() => new Date('2026-01-01T00:00:00Z'));
  const mailbox = store.addMailbox('alice@example.test', 'secret');
  inbox = store.folders.wellKnown(mailbox.id, 'inbox');
  drafts = store.folders.wellKnown(mailbox.id, 'drafts');
});
afterAll(() => store.close());

const make = (parent: Folder, name: string) => store.folders.create(parent, 'folder', name, 'IPF.Note', {});
const names = (folder: Folder) => store.folders.descendants(folder.id).map(({ name }) => name);

describe('a tree', () => {
  let top: Folder;
  beforeAll(() => {
    top = make(inbox!, 'tree');
    const [b, a] = [make(top, 'b'), make(top, 'A')];
    for (const [parent, name] of [
      [b, 'b1'],
      [a, 'a1'],
      [b, 'b2'],
    ] as const)
      store.items.create(make(parent, name), 'message', { subject: name });
  });

  test('is each folder before what is in it, in order of creation or another', () => {
    expect(names(top)).toEqual(['b', 'b1', 'b2', 'A', 'a1']);
    const byName = (one: Folder, other: Folder) => one.name.localeCompare(other.name);
    expect(store.folders.descendants(top.id, byName).map(({ name }) => name)).toEqual(['A', 'a1', 'b', 'b1', 'b2']);
  });

  test('is copied with what is in it, and goes from the inside out', () => {
    const copy = store.folders.copy(top, drafts!);
    expect(names(copy)).toEqual(names(top));
    const [, first] = store.folders.descendants(copy.id);
    expect([...store.items.each({ folder: first!.id })].map(({ data }) => data.subject)).toEqual(['b1']);
    const before = store.changes.last();
    const ids = new Map(store.folders.descendants(copy.id).map(({ id, name }) => [id, name]));
    store.folders.remove(copy);
    const gone = [...store.changes.after(copy.mailbox, before, 'folder')].map(
      ({ object }) => ids.get(object) ?? 'tree',
    );
    expect(gone).toEqual(['b1', 'b2', 'b', 'a1', 'A', 'tree']);
  });

  test('has no two of one name, however they are spelled; a name that was given up is free', () => {
    expect(() => make(top, 'B')).toThrow(Failure);
    const a = store.folders.children(top.id).find(({ name }) => name === 'A')!;
    store.folders.update(a, { name: 'C' });
    const other = make(top, 'a');
    expect(() => store.folders.update(other, { name: 'c' })).toThrow(Failure);
    const moved = store.folders.move(other, drafts!);
    make(top, 'a');
    store.folders.remove(moved);
    make(drafts!, 'a');
    store.folders.reload();
    expect(() => make(drafts!, 'A')).toThrow(Failure);
  });

  test('cannot go into itself', () => {
    const [inner] = store.folders.children(store.folders.children(top.id)[0]!.id);
    for (const into of [top, inner!]) {
      expect(() => store.folders.move(top, into)).toThrow(Failure);
      expect(() => store.folders.copy(top, into)).toThrow(Failure);
    }
  });
});

test(`${DEEP} folders, one in the other, are listed, copied, moved and removed`, () => {
  store.transaction(() => {
    const top = make(inbox!, 'deep');
    let last = top;
    for (let depth = 1; depth < DEEP; depth++) last = make(last, `${depth}`);
    expect(store.folders.isPublic(last)).toBe(false);
    expect(store.folders.descendants(top.id)).toHaveLength(DEEP - 1);
    const copy = store.folders.copy(top, drafts!);
    expect(store.folders.descendants(copy.id)).toHaveLength(DEEP - 1);
    const moved = store.folders.move(copy, last);
    expect(store.folders.descendants(top.id)).toHaveLength(2 * DEEP - 1);
    expect(() => store.folders.move(top, moved)).toThrow(Failure);
    store.folders.remove(top);
  });
  expect(store.folders.children(inbox!.id).map(({ name }) => name)).toEqual(['tree']);
});
