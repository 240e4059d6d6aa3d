/** Items as rows: what of one goes into which table and column, and back. Knows no cache and no log. */

import type { ItemData } from './item-data.js';
import { KEY_COLUMNS, KEY_NAMES, keysOf, recursOf } from './item-keys.js';
import { stringifyValue } from './json.js';
import type { SqlValue } from './sql-value.js';

/** Columns that follow from the properties. */
const DERIVED = ['unread', 'uid', 'recurs', 'reminds'] as const;
const COLUMNS = `${DERIVED.join(', ')}, ${KEY_COLUMNS}`;
const HOLES = Array.from({ length: DERIVED.length + KEY_NAMES.length + 8 }, () => '?').join(', ');

const INSERT = `INSERT INTO items (id, mailbox, folder, kind, associated, change, born, mime, ${COLUMNS}) VALUES (${HOLES})`;

/** Sets what follows from the properties; the number of the change and of the item come last. */
export const UPDATE = `UPDATE items SET ${[...DERIVED, ...KEY_NAMES].map((name) => `"${name}" = ?`).join(', ')}, mime = ?, change = ? WHERE id = ?`;

/** Gives the number of the row. */
export type Run = (sql: string, values: SqlValue[]) => number;

export interface NewItem {
  /** Undefined: the next number. */
  id?: number;
  mailbox: number;
  folder: number;
  kind: string;
  associated: boolean;
  change: number;
  born: number;
  data: ItemData;
  /** `textOf` the data. */
  text: string;
}

/** The number of the item. A message in MIME is a row of its own, read when it is asked for. */
export function insertItem(run: Run, item: NewItem): number {
  const { data } = item;
  const mime = data.mimeSource;
  const id = run(INSERT, [
    item.id ?? null,
    item.mailbox,
    item.folder,
    item.kind,
    item.associated ? 1 : 0,
    item.change,
    item.born,
    mime === undefined ? 0 : 1,
    ...derivedOf(data),
  ]);
  run('INSERT INTO contents (item, data) VALUES (?, ?)', [id, item.text]);
  if (mime !== undefined) run('INSERT INTO mimes (item, content) VALUES (?, ?)', [id, mime]);
  return id;
}

/** As many as the columns of `DERIVED` and the keys. */
export function derivedOf(data: ItemData): SqlValue[] {
  return [
    data.isRead === false ? 1 : 0,
    data.uid ?? data.internetMessageId ?? null,
    recursOf(data),
    data.reminderIsSet === true ? 1 : 0,
    ...keysOf({ ...withoutMime(data), size: data.size ?? 0 }),
  ];
}

/** All but the message in MIME. */
export function textOf(data: ItemData): string {
  return stringifyValue(withoutMime(data));
}

/** The same properties; the message in MIME is not even read. */
export function withoutMime(data: ItemData): ItemData {
  const rest: ItemData = {};
  for (const member of Object.keys(data)) if (member !== 'mimeSource') rest[member] = data[member];
  return rest;
}
