/**
 * Items of every kind: one row each, the properties as the codec gives them. Moving gives an item a new number, as Exchange
 * gives it a new ItemId. Knows nothing of defaults, computed properties or rights.
 */
import { isUint8Array } from 'node:util/types';
import type { Attachments } from './attachments.js';
import type { Changes, EventKind } from './changes.js';
import type { Database } from './database.js';
import type { ItemData, ItemKind } from './item-data.js';
import { derivedOf, insertItem, textOf, UPDATE, withoutMime } from './item-rows.js';
import { copyValue, parseValue } from './json.js';
import { type KeyOrder, type KeyTest, orderOf, type Sql, sqlOf } from './key-query.js';
import { Recent } from './recent.js';
import type { Row } from './sql-value.js';

export interface Item {
  id: number;
  mailbox: number;
  folder: number;
  kind: ItemKind;
  /** In the folder's associated (hidden) contents. */
  associated: boolean;
  change: number;
  born: number;
  data: ItemData;
}

/** Where an item goes: a folder's row. */
export interface Place {
  id: number;
  mailbox: number;
}

/** What of a folder, or of several, is asked for. */
export interface Selection {
  folder: number | readonly number[];
  /** Which of its two contents; both without. */
  associated?: boolean | undefined;
  test?: KeyTest | undefined;
}

interface Written {
  id: number;
  weight: number;
  hasMime: boolean;
}

// Rows of a folder that are gone through at a time.
const BATCH = 500;

const READ = 'SELECT items.*, contents.data AS data FROM items JOIN contents ON contents.item = items.id';

export class Items {
  readonly #db: Database;
  readonly #changes: Changes;
  readonly #attachments: Attachments;
  readonly #kept = new Recent<Item>();
  /** Of messages in MIME that were read: whose they are, so that what did not change is not written again. */
  readonly #owners = new WeakMap<Uint8Array, number>();

  constructor(db: Database, changes: Changes, attachments: Attachments) {
    this.#db = db;
    this.#changes = changes;
    this.#attachments = attachments;
  }

  /** Forgets what is kept in memory: after a transaction was undone it may not be what the file has. */
  reload(): void {
    this.#kept.clear();
  }

  byId(id: number | undefined): Item | undefined {
    if (id === undefined) return undefined;
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept;
    const row = this.#db.get(`${READ} WHERE items.id = ?`, id);
    return row === undefined ? undefined : this.#keep(this.#read(row), String(row['data']).length);
  }

  /** In order of arrival; both contents of the folder unless one is named. A part of them is in memory at a time. */
  *each(selection: Selection): Generator<Item> {
    const { text, values } = whereOf(selection, '+associated');
    for (let last = 0; ; ) {
      const rows = this.#db.all(`${READ} WHERE ${text} AND id > ? ORDER BY id LIMIT ${BATCH}`, ...values, last);
      for (const row of rows) yield this.#kept.get(Number(row['id'])) ?? this.#read(row);
      if (rows.length < BATCH) return;
      last = Number(rows.at(-1)?.['id']);
    }
  }

  /** All of `each`: for folders that are known to be small, or where each is to be changed. */
  inFolder(folder: number, associated?: boolean): Item[] {
    return [...this.each({ folder, associated })];
  }

  /** Items of a calendar that may stand in it between two times, those that begin or end just then too; all that recur. */
  inCalendar(folder: number, from: number, to: number): Item[] {
    const found = this.#db.all(
      `SELECT id FROM items WHERE folder = ? AND recurs = 1 AND associated = 0
       UNION SELECT id FROM items WHERE folder = ? AND associated = 0 AND "start" IS NOT NULL AND "start" <= ? AND "end" >= ?
       ORDER BY id`,
      folder,
      folder,
      to,
      from,
    );
    return found.map((row) => this.byId(Number(row['id']))).filter((item) => item?.kind === 'calendarItem') as Item[];
  }

  /** Those that have a reminder set. */
  reminding(folder: number): Item[] {
    const rows = this.#db.all(
      'SELECT id FROM items WHERE folder = ? AND reminds = 1 AND associated = 0 ORDER BY id',
      folder,
    );
    return this.#all(rows);
  }

  /** Their numbers, ordered. Without orders what came last is first, as Exchange has it. */
  ids(selection: Selection, orders: readonly KeyOrder[], limit = -1, offset = 0): number[] {
    const { text, values } = whereOf(selection);
    const order = orders.length > 0 ? orderOf(orders) : '"dateTimeReceived" DESC, id DESC';
    const rows = this.#db.all(
      `SELECT id FROM items WHERE ${text} ORDER BY ${order} LIMIT ? OFFSET ?`,
      ...values,
      limit,
      offset,
    );
    return rows.map((row) => Number(row['id']));
  }

  count(selection: Selection): number {
    const { text, values } = whereOf(selection);
    return Number(this.#db.get(`SELECT count(*) AS found FROM items WHERE ${text}`, ...values)?.['found'] ?? 0);
  }

  /** Numbers and births of those that came to the folder after one change and up to another, in that order. */
  bornBetween(selection: Selection, after: number, until: number, limit: number): { id: number; born: number }[] {
    const { text, values } = whereOf(selection, '+associated');
    return this.#db
      .all(
        `SELECT id, born FROM items WHERE ${text} AND born > ? AND born <= ? ORDER BY born LIMIT ?`,
        ...values,
        after,
        until,
        limit,
      )
      .map((row) => ({ id: Number(row['id']), born: Number(row['born']) }));
  }

  /** The highest number in a folder, 0 where it is empty. */
  highest(folder: number): number {
    const row = this.#db.get(
      'SELECT id FROM items WHERE folder = ? AND +associated = 0 ORDER BY id DESC LIMIT 1',
      folder,
    );
    return Number(row?.['id'] ?? 0);
  }

  /** Items of a mailbox with this UID, or with this message id. */
  byUid(mailbox: number, uid: string): Item[] {
    return this.#all(this.#db.all('SELECT id FROM items WHERE mailbox = ? AND uid = ?', mailbox, uid));
  }

  create(
    place: Place,
    kind: ItemKind,
    data: ItemData,
    options: { associated?: boolean; event?: EventKind } = {},
  ): Item {
    const associated = options.associated ?? false;
    const written = this.#insert(place, kind, data, associated);
    return this.#born(place, written, kind, data, associated, 'created', undefined, options.event);
  }

  /** The new properties in place of the old; `readOnly` when only the read flag changed. */
  update(item: Item, given: ItemData, readOnly = false): Item {
    const data = laterThan(item.data, given);
    const { mailbox, id, folder, born, associated } = item;
    const seq = this.#changes.add({
      mailbox,
      scope: 'item',
      event: 'modified',
      object: id,
      folder,
      readOnly,
      born,
      associated,
    });
    const mime = data.mimeSource;
    const text = textOf(data);
    this.#db.run(UPDATE, ...derivedOf(data), mime === undefined ? 0 : 1, seq, id);
    this.#db.run('UPDATE contents SET data = ? WHERE item = ?', text, id);
    if (mime === undefined) this.#db.run('DELETE FROM mimes WHERE item = ?', id);
    else if (this.#owners.get(mime) !== id)
      this.#db.run('INSERT OR REPLACE INTO mimes (item, content) VALUES (?, ?)', id, mime);
    return this.#keep({ ...item, data: this.#held(id, data, mime !== undefined), change: seq }, text.length);
  }

  move(item: Item, place: Place): Item {
    const data = copyValue(withoutMime(item.data));
    const written = this.#insert(place, item.kind, data, item.associated);
    const { id } = written;
    written.hasMime = this.#takeMime(item.id, id);
    this.#attachments.moveAll(item.id, id);
    this.#db.run('UPDATE mimes SET item = ? WHERE item = ?', id, item.id);
    this.#delete(item.id);
    return this.#born(place, written, item.kind, data, item.associated, 'moved', item);
  }

  copy(item: Item, place: Place): Item {
    const data = copyValue(withoutMime(item.data));
    const written = this.#insert(place, item.kind, data, item.associated);
    const { id } = written;
    written.hasMime = this.#takeMime(item.id, id);
    this.#attachments.copyAll(item.id, id);
    this.#db.run('INSERT INTO mimes (item, content) SELECT ?, content FROM mimes WHERE item = ?', id, item.id);
    return this.#born(place, written, item.kind, data, item.associated, 'copied', item);
  }

  remove(item: Item): void {
    const { mailbox, id, folder, born, associated } = item;
    this.#attachments.removeAll(id);
    this.#delete(id);
    this.#changes.add({ mailbox, scope: 'item', event: 'deleted', object: id, folder, born, associated });
  }

  #insert(place: Place, kind: ItemKind, data: ItemData, associated: boolean): Written {
    const text = textOf(data);
    const { mailbox, id: folder } = place;
    const change = this.#changes.next();
    const item = { mailbox, folder, kind, associated, change, born: change, data, text };
    const id = insertItem((sql, values) => this.#db.run(sql, ...values), item);
    return { id, weight: text.length, hasMime: data.mimeSource !== undefined };
  }

  /** Whether there is a message in MIME; then the other item is noted to have it, too. */
  #takeMime(from: number, to: number): boolean {
    const hasMime = this.#db.get('SELECT mime FROM items WHERE id = ?', from)?.['mime'] === 1;
    if (hasMime) this.#db.run('UPDATE items SET mime = 1 WHERE id = ?', to);
    return hasMime;
  }

  #delete(id: number): void {
    this.#db.run('DELETE FROM items WHERE id = ?', id);
    this.#db.run('DELETE FROM contents WHERE item = ?', id);
    this.#db.run('DELETE FROM mimes WHERE item = ?', id);
    this.#kept.delete(id);
  }

  #born(
    place: Place,
    { id, weight, hasMime }: Written,
    kind: ItemKind,
    data: ItemData,
    associated: boolean,
    event: EventKind,
    old?: Item,
    second?: EventKind,
  ): Item {
    const { mailbox, id: folder } = place;
    const from = old && { oldObject: old.id, oldFolder: old.folder };
    const seq = this.#changes.add({ mailbox, scope: 'item', event, object: id, folder, associated, ...from });
    if (second !== undefined) {
      this.#changes.add({ mailbox, scope: 'item', event: second, object: id, folder, born: seq, associated });
    }
    const held = this.#held(id, data, hasMime);
    const item: Item = { id, mailbox, folder, kind, associated, change: seq, born: seq, data: held };
    return this.#keep(item, weight);
  }

  #all(rows: readonly Row[]): Item[] {
    return rows.map((row) => this.byId(Number(row['id']))).filter((item) => item !== undefined);
  }

  #read(row: Row): Item {
    return {
      id: Number(row['id']),
      mailbox: Number(row['mailbox']),
      folder: Number(row['folder']),
      kind: row['kind'] as ItemKind,
      associated: row['associated'] === 1,
      change: Number(row['change']),
      born: Number(row['born']),
      data: this.#held(Number(row['id']), parseValue(String(row['data'])), row['mime'] === 1),
    };
  }

  /** The properties as they are kept in memory: a message in MIME is read whenever it is asked for. */
  #held(id: number, data: ItemData, hasMime: boolean): ItemData {
    if (!hasMime) return data;
    return Object.defineProperty(withoutMime(data), 'mimeSource', {
      enumerable: true,
      configurable: true,
      get: () => this.#mime(id),
    });
  }

  #mime(id: number): Uint8Array | undefined {
    const content = this.#db.get('SELECT content FROM mimes WHERE item = ?', id)?.['content'];
    if (!isUint8Array(content)) return undefined;
    this.#owners.set(content, id);
    return content;
  }

  #keep(item: Item, weight: number): Item {
    this.#kept.set(item.id, item, weight);
    return item;
  }
}

// With `+` SQLite takes no index that has the column: for those that go through a folder in another order.
function whereOf({ folder, associated, test }: Selection, column = 'associated'): Sql {
  const asked = test && sqlOf(test);
  const isOne = typeof folder === 'number';
  return {
    text: `${isOne ? 'folder = ?' : 'folder IN (SELECT value FROM json_each(?))'}${associated === undefined ? '' : ` AND ${column} = ${associated ? 1 : 0}`}${asked ? ` AND ${asked.text}` : ''}`,
    values: [isOne ? folder : JSON.stringify(folder), ...(asked?.values ?? [])],
  };
}

// Some clients take LastModifiedTime, which has whole seconds, for a version: two writes within a second must differ.
function laterThan(before: ItemData, data: ItemData): ItemData {
  const [old, now] = [before.lastModifiedTime?.getTime(), data.lastModifiedTime?.getTime()];
  if (old === undefined || now === undefined || now > old) return data;
  return { ...data, lastModifiedTime: new Date(old + 1000) };
}
