/** Work per request does not grow with the folder: what SQLite finds by its columns is what a look at every item finds. */
import '../../support/judged-sandboxes.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import sqlite3 from 'node-sqlite3-wasm';
import { foundItems } from '../../../src/sandbox/search/found-items.js';
import { indexedTest } from '../../../src/sandbox/search/item-index.js';
import { compile, type Expression } from '../../../src/sandbox/search/restriction.js';
import { type Order, sortBy } from '../../../src/sandbox/search/sort.js';
import type { Folder } from '../../../src/sandbox/store/folders.js';
import type { ItemData } from '../../../src/sandbox/store/item-data.js';
import type { Item } from '../../../src/sandbox/store/items.js';
import { Recent } from '../../../src/sandbox/store/recent.js';
import { Store } from '../../../src/sandbox/store/store.js';
import { Sandbox } from '../../../src/sandbox.js';
import { all, ask, create, findItem } from '../raw.js';

const DAY = 86_400_000;
const SUBJECTS = [
  'Ünder',
  'under',
  'ΑΣ',
  'ας',
  'Zebra 😀',
  'zebra \ue000',
  'a',
  'B',
  undefined,
  'Straße',
  '100%',
  'a_b',
];
const MEMBERS: Readonly<Record<string, keyof ItemData>> = {
  'item:Subject': 'subject',
  'item:DateTimeReceived': 'dateTimeReceived',
  'message:IsRead': 'isRead',
  'item:Importance': 'importance',
  'item:Size': 'size',
  'item:Body': 'body',
};

let store: Store;
let folder: number;

beforeAll(async () => {
  store = await Store.open(() => new Date('2026-01-01T00:00:00Z'));
  const mailbox = store.addMailbox('alice@example.test', 'secret');
  const inbox = store.folders.wellKnown(mailbox.id, 'inbox');
  folder = inbox.id;
  store.transaction(() => {
    for (let place = 0; place < 120; place++) {
      const subject = SUBJECTS[place % SUBJECTS.length];
      const data: ItemData = {
        ...(subject !== undefined && { subject }),
        ...(place % 7 !== 0 && { dateTimeReceived: new Date(Date.UTC(2026, 0, 1) + ((place * 37) % 50) * DAY) }),
        ...(place % 5 !== 0 && { isRead: place % 3 === 0 }),
        importance: ['Low', 'High', 'Normal'][place % 3] as string,
        size: (place * 13) % 40,
      };
      store.items.create(inbox, 'message', data, { associated: place % 40 === 0 });
    }
  });
});
afterAll(() => store.close());

const field = (fieldURI: string) => ({ kind: 'fieldURI', fieldURI });
const read = (item: Item, path: { fieldURI?: string | undefined }) => item.data[MEMBERS[path.fieldURI ?? ''] as string];
const is = (kind: string, fieldURI: string, value: string): Expression => ({
  kind,
  path: field(fieldURI),
  fieldURIOrConstant: { kind: 'constant', value },
});
const contains = (fieldURI: string, value: string, containmentMode: string, containmentComparison = 'IgnoreCase') => ({
  kind: 'contains',
  path: field(fieldURI),
  constant: { value },
  containmentMode,
  containmentComparison,
});
const of = (kind: string, ...searchExpression: Expression[]): Expression => ({ kind, searchExpression });

const COMPARISONS = [
  'isEqualTo',
  'isNotEqualTo',
  'isGreaterThan',
  'isGreaterThanOrEqualTo',
  'isLessThan',
  'isLessThanOrEqualTo',
];
const LEAVES: Expression[] = [
  ...COMPARISONS.flatMap((kind) => [
    is(kind, 'item:Subject', 'UNDER'),
    is(kind, 'item:Subject', 'zebra 😀'),
    is(kind, 'item:DateTimeReceived', '2026-01-20T00:00:00Z'),
    is(kind, 'item:Importance', 'Normal'),
    is(kind, 'item:Size', '13'),
  ]),
  is('isEqualTo', 'message:IsRead', 'false'),
  is('isNotEqualTo', 'message:IsRead', '1'),
  { kind: 'exists', path: field('item:DateTimeReceived') },
  ...['FullString', 'Prefixed', 'Substring', 'PrefixOnWords'].flatMap((mode) =>
    ['σ', 'Ας', 'B', '%', '_', 'SS', '😀'].map((text) => contains('item:Subject', text, mode)),
  ),
  contains('item:Subject', 'nder', 'Substring', 'Exact'),
  contains('item:Subject', 'under', 'Substring', 'Loose'),
];
const ORDERS: Order[][] = [
  [],
  ...['item:Subject', 'item:DateTimeReceived', 'item:Size'].flatMap((fieldURI) =>
    ['Ascending', 'Descending'].map((order) => [{ order, path: field(fieldURI) }]),
  ),
  [
    { order: 'Descending', path: field('item:Importance') },
    { order: 'Ascending', path: field('item:Subject') },
  ],
];

/** As it was before there were columns: every item is looked at. */
function lookedAt(expression: Expression, orders: Order[]): number[] {
  const matches = compile(expression);
  const found = store.items.inFolder(folder, false).filter((item) => matches((path) => read(item, path)));
  const received = (item: Item) => item.data.dateTimeReceived?.getTime() ?? 0;
  return (
    orders.length > 0 ? sortBy(found, orders, read) : found.sort((a, b) => received(b) - received(a) || b.id - a.id)
  ).map(({ id }) => id);
}

function found(expression: Expression, orders: Order[], also?: (item: Item) => boolean) {
  const predicate = compile(expression);
  const matches = (item: Item) => predicate((path) => read(item, path));
  return foundItems(store.items, {
    folder,
    associated: false,
    restriction: { expression, matches },
    also,
    orders,
    read,
  });
}

describe('by columns', () => {
  test('every restriction and order finds what a look at every item finds', () => {
    const composed = LEAVES.flatMap((leaf, place) => {
      const other = LEAVES[(place * 7 + 3) % LEAVES.length] as Expression;
      return [of('not', leaf), of('and', leaf, other), of('or', leaf, of('not', of('and', other, leaf)))];
    });
    expect([...LEAVES, ...composed].filter((one) => indexedTest(one).isExact).length).toBeGreaterThan(80);
    for (const [place, expression] of [...LEAVES, ...composed].entries()) {
      const orders = ORDERS[place % ORDERS.length] as Order[];
      const expected = lookedAt(expression, orders);
      const listing = found(expression, orders);
      expect([expression, listing.slice(0, 1000).map(({ id }) => id)]).toEqual([expression, expected]);
      expect(listing.slice(3, 9).map(({ id }) => id)).toEqual(expected.slice(3, 9));
      expect(listing).toHaveLength(expected.length);
    }
  });

  test('what no column has is looked at, in the order that a column has', () => {
    const orders = ORDERS[1] as Order[];
    const unread = is('isEqualTo', 'message:IsRead', 'false');
    const listing = found(unread, orders, (item) => item.id % 2 === 0);
    expect(listing.slice(0, 1000).map(({ id }) => id)).toEqual(lookedAt(unread, orders).filter((id) => id % 2 === 0));
  });

  test('a page reads its items and no more', () => {
    const parse = jest.spyOn(JSON, 'parse');
    try {
      store.items.reload();
      const listing = found(of('not', is('isEqualTo', 'item:Subject', 'none')), ORDERS[2] as Order[]);
      expect([listing.length, listing.slice(100, 110).length]).toEqual([117, 10]);
      expect(parse).toHaveBeenCalledTimes(10);
    } finally {
      parse.mockRestore();
    }
  });

  test('the counts of folders are what is in them, whatever was done', () => {
    const { folders, items } = store;
    const there = items.inFolder(folder, false);
    const [inbox, drafts] = [folders.byId(folder), folders.wellKnown(there[0]?.mailbox ?? 0, 'drafts')];
    store.transaction(() => {
      items.move(there[0] as Item, drafts);
      items.copy(there[1] as Item, drafts);
      items.remove(there[2] as Item);
      items.update(there[3] as Item, { ...there[3]?.data, isRead: false, size: 5000 });
    });
    for (const one of [inbox, drafts]) {
      const inside = items.inFolder(one?.id ?? 0);
      const shown = inside.filter(({ associated }) => !associated);
      expect(folders.counts(one as never)).toMatchObject({
        total: shown.length,
        unread: shown.filter(({ data }) => data.isRead === false).length,
        size: inside.reduce((sum, { data }) => sum + (data.size ?? 0), 0),
      });
    }
  });
});

describe('what became of a folder', () => {
  /** By the whole log, from the beginning of the window, as it was told before there were indexes. */
  function byLog(mailbox: number, since: number, until: number): [id: number, seq: number, onlyRead: boolean][] {
    const touched = new Map<number, [id: number, seq: number, onlyRead: boolean]>();
    const note = (id: number, seq: number, readOnly: boolean) => {
      const onlyRead = readOnly && (touched.get(id)?.[2] ?? true);
      touched.delete(id);
      touched.set(id, [id, seq, onlyRead]);
    };
    for (const change of store.changes.after(mailbox, since, 'item')) {
      if (change.seq > until || change.associated) continue;
      if (change.folder === folder) note(change.object, change.seq, change.readOnly);
      if (change.event === 'moved' && change.oldFolder === folder) note(change.oldObject ?? 0, change.seq, false);
    }
    return [...touched.values()].filter(([id]) => id > 0);
  }

  test('is told item by item, in portions, as the whole log has it', () => {
    const { items, folders, changes } = store;
    const inbox = folders.byId(folder) as Folder;
    const drafts = folders.wellKnown(inbox.mailbox, 'drafts');
    const since = changes.last();
    store.transaction(() => {
      for (let turn = 0; turn < 1500; turn++) {
        const there = items.ids({ folder, associated: false }, [], 40);
        const item = items.byId(there[(turn * 17) % there.length]) as Item;
        if (turn % 5 === 0) items.create(inbox, 'message', { subject: `new ${turn}` });
        else if (turn % 11 === 0) items.move(item, turn % 2 === 0 ? drafts : inbox);
        else if (turn % 13 === 0) items.remove(item);
        else items.update(item, { ...item.data, isRead: turn % 2 === 0 }, turn % 3 === 0);
      }
    });
    const until = changes.last() - 100;
    const expected = byLog(inbox.mailbox, since, until);
    expect(expected.length).toBeGreaterThan(300);
    for (const most of [7, 10_000]) {
      const told: typeof expected = [];
      for (let position = 0; ; ) {
        const portion: typeof expected = [];
        for (const { id, seq, onlyRead } of changes.touchedIn(folder, { since, position, until }, false)) {
          portion.push([id, seq, onlyRead]);
          if (portion.length === most) break;
        }
        told.push(...portion);
        if (portion.length < most) break;
        position = portion.at(-1)?.[1] ?? 0;
      }
      // A change that moves an item within its folder touches two numbers at once; they are told together.
      expect(new Set(told.map(String))).toEqual(new Set(expected.map(String)));
    }
  });
});

test('what is kept in memory has a weight, and the oldest goes first, alone', () => {
  const recent = new Recent<string>(10);
  recent.set(1, 'one', 4);
  recent.set(2, 'two', 4);
  expect(recent.get(1)).toBe('one');
  recent.set(3, 'three', 4);
  expect([1, 2, 3].map((id) => recent.get(id))).toEqual(['one', undefined, 'three']);
  recent.set(4, 'too heavy', 40);
  expect([1, 3, 4].map((id) => recent.get(id))).toEqual([undefined, undefined, undefined]);
});

test('a message in MIME is no part of its item: it is read when it is asked for, and goes with it', () => {
  const { items, folders } = store;
  const inbox = folders.byId(folder);
  const bytes = new TextEncoder().encode('Subject: as it came\r\n\r\nText');
  const made = items.create(inbox as never, 'message', { subject: 'as it came', mimeSource: bytes });
  const read = items.update(made, { ...made.data, isRead: true });
  const drafts = folders.wellKnown(made.mailbox, 'drafts');
  const [copied, moved] = [items.copy(read, drafts), items.move(read, drafts)];
  items.reload();
  for (const { id } of [copied, moved]) expect(items.byId(id)?.data.mimeSource).toEqual(bytes);
  const changed = items.update(moved, { ...moved.data, mimeSource: undefined });
  items.reload();
  expect(items.byId(changed.id)?.data.mimeSource).toBeUndefined();
  expect(items.byId(copied.id)?.data.mimeSource).toEqual(bytes);
});

test('a data file whose items stood in one wide table is taken over', async () => {
  const place = mkdtempSync(join(tmpdir(), 'sandbox-test-'));
  const data = join(place, 'mail.db');
  try {
    const first = await Sandbox.start({ data });
    for (const subject of ['old', 'older'])
      await create(
        first,
        `<t:Message><t:Subject>${subject}</t:Subject><t:IsRead>false</t:IsRead></t:Message>`,
        'drafts',
      );
    await first.close();
    const file = new sqlite3.Database(data);
    file.exec(`
      CREATE TABLE wide (id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER, folder INTEGER, kind TEXT, associated INTEGER,
        unread INTEGER, size INTEGER, uid TEXT, change INTEGER, born INTEGER, data TEXT);
      INSERT INTO wide SELECT id, mailbox, folder, kind, associated, unread, size, uid, change, born, data
        FROM items JOIN contents ON item = id;
      DROP TABLE items; DROP TABLE contents; DROP TABLE mimes; DROP TABLE counts; ALTER TABLE wide RENAME TO items;
      CREATE INDEX items_by_folder ON items (folder, associated); CREATE INDEX items_by_uid ON items (mailbox, uid)`);
    file.close();
    const second = await Sandbox.start({ data });
    expect(all(await ask(second, findItem('drafts')), 'Subject')).toEqual(['older', 'old']);
    const folder = '<m:GetFolder><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape><m:FolderIds>';
    const answer = await ask(second, `${folder}<t:DistinguishedFolderId Id="drafts"/></m:FolderIds></m:GetFolder>`);
    expect([all(answer, 'TotalCount'), all(answer, 'UnreadCount')]).toEqual([['2'], ['2']]);
    await second.close();
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
});
