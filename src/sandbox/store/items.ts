/**
 * Items of every kind: one row each, the properties as the codec gives them. Moving gives an item a new number, as Exchange
 * gives it a new ItemId. Knows nothing of defaults, computed properties or rights.
 */
import type { Attachments } from './attachments.js';
import type { Changes, EventKind } from './changes.js';
import type { Database, Row } from './database.js';
import type { ItemData, ItemKind } from './item-data.js';
import { copyValue, parseValue, stringifyValue } from './json.js';

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

// Parsed rows kept in memory; a file's rows beyond these are parsed again when asked for.
const KEPT = 20_000;

export class Items {
  readonly #db: Database;
  readonly #changes: Changes;
  readonly #attachments: Attachments;
  readonly #kept = new Map<number, Item>();

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
    const row = this.#db.get('SELECT * FROM items WHERE id = ?', id);
    return row === undefined ? undefined : this.#keep(toItem(row));
  }

  /** In order of arrival; both contents of the folder unless one is named. */
  inFolder(folder: number, associated?: boolean): Item[] {
    const rows =
      associated === undefined
        ? this.#db.all('SELECT id FROM items WHERE folder = ? ORDER BY id', folder)
        : this.#db.all(
            'SELECT id FROM items WHERE folder = ? AND associated = ? ORDER BY id',
            folder,
            associated ? 1 : 0,
          );
    return rows.map((row) => this.byId(Number(row['id']))).filter((item) => item !== undefined);
  }

  /** Items of a mailbox with this UID, or with this message id. */
  byUid(mailbox: number, uid: string): Item[] {
    const rows = this.#db.all('SELECT id FROM items WHERE mailbox = ? AND uid = ?', mailbox, uid);
    return rows.map((row) => this.byId(Number(row['id']))).filter((item) => item !== undefined);
  }

  create(
    place: Place,
    kind: ItemKind,
    data: ItemData,
    options: { associated?: boolean; event?: EventKind } = {},
  ): Item {
    const associated = options.associated ?? false;
    const id = this.#insert(place, kind, data, associated);
    return this.#born(place, id, kind, data, associated, 'created', undefined, options.event);
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
    this.#db.run(
      'UPDATE items SET data = ?, unread = ?, size = ?, uid = ?, change = ? WHERE id = ?',
      ...columnsOf(data),
      seq,
      id,
    );
    return this.#keep({ ...item, data, change: seq });
  }

  move(item: Item, place: Place): Item {
    const data = copyValue(item.data);
    const id = this.#insert(place, item.kind, data, item.associated);
    this.#attachments.moveAll(item.id, id);
    this.#db.run('DELETE FROM items WHERE id = ?', item.id);
    this.#kept.delete(item.id);
    return this.#born(place, id, item.kind, data, item.associated, 'moved', item);
  }

  copy(item: Item, place: Place): Item {
    const data = copyValue(item.data);
    const id = this.#insert(place, item.kind, data, item.associated);
    this.#attachments.copyAll(item.id, id);
    return this.#born(place, id, item.kind, data, item.associated, 'copied', item);
  }

  remove(item: Item): void {
    const { mailbox, id, folder, born, associated } = item;
    this.#attachments.removeAll(id);
    this.#db.run('DELETE FROM items WHERE id = ?', id);
    this.#kept.delete(id);
    this.#changes.add({ mailbox, scope: 'item', event: 'deleted', object: id, folder, born, associated });
  }

  #insert(place: Place, kind: ItemKind, data: ItemData, associated: boolean): number {
    return this.#db.run(
      'INSERT INTO items (data, unread, size, uid, mailbox, folder, kind, associated) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      ...columnsOf(data),
      place.mailbox,
      place.id,
      kind,
      associated ? 1 : 0,
    );
  }

  #born(
    place: Place,
    id: number,
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
    this.#db.run('UPDATE items SET change = ?, born = ? WHERE id = ?', seq, seq, id);
    return this.#keep({ id, mailbox, folder, kind, associated, change: seq, born: seq, data });
  }

  #keep(item: Item): Item {
    if (this.#kept.size >= KEPT) this.#kept.clear();
    this.#kept.set(item.id, item);
    return item;
  }
}

// Some clients take LastModifiedTime, which has whole seconds, for a version: two writes within a second must differ.
function laterThan(before: ItemData, data: ItemData): ItemData {
  const [old, now] = [before.lastModifiedTime?.getTime(), data.lastModifiedTime?.getTime()];
  if (old === undefined || now === undefined || now > old) return data;
  return { ...data, lastModifiedTime: new Date(old + 1000) };
}

function columnsOf(data: ItemData): [string, number, number, string | null] {
  return [
    stringifyValue(data),
    data.isRead === false ? 1 : 0,
    data.size ?? 0,
    data.uid ?? data.internetMessageId ?? null,
  ];
}

function toItem(row: Row): Item {
  return {
    id: Number(row['id']),
    mailbox: Number(row['mailbox']),
    folder: Number(row['folder']),
    kind: row['kind'] as ItemKind,
    associated: row['associated'] === 1,
    change: Number(row['change']),
    born: Number(row['born']),
    data: parseValue(String(row['data'])),
  };
}
