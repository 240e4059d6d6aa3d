/** Brings the tables of a data file that an earlier version made up to today's. Knows the tables as they were. */
import type { Database as SqliteDatabase } from 'node-sqlite3-wasm';
import type { ItemData } from './item-data.js';
import { insertItem, textOf } from './item-rows.js';
import { parseValue } from './json.js';
import type { SqlValue } from './sql-value.js';

/** Before today's tables are made: whether the file has items in the way of old, one wide table, which is put aside. */
export function putAside(sqlite: SqliteDatabase): boolean {
  const isOld = sqlite.all('SELECT 1 FROM pragma_table_info(?) WHERE name = ?', ['items', 'data']).length > 0;
  if (isOld) {
    sqlite.exec('DROP INDEX IF EXISTS items_by_folder; DROP INDEX IF EXISTS items_by_uid');
    sqlite.exec('ALTER TABLE items RENAME TO items_of_old');
  }
  return isOld;
}

/** Afterwards: the items go into today's tables, one at a time, with the numbers that they have. */
export function takeIn(sqlite: SqliteDatabase): void {
  const insert = (sql: string, values: SqlValue[]) => Number(sqlite.run(sql, values).lastInsertRowid);
  for (let last = 0; ; ) {
    const row = sqlite.get('SELECT * FROM items_of_old WHERE id > ? ORDER BY id LIMIT 1', [last]);
    if (row === null) break;
    last = Number(row['id']);
    const data: ItemData = parseValue(String(row['data']));
    insertItem(insert, {
      id: last,
      mailbox: Number(row['mailbox']),
      folder: Number(row['folder']),
      kind: String(row['kind']),
      associated: row['associated'] === 1,
      change: Number(row['change']),
      born: Number(row['born']),
      data,
      text: textOf(data),
    });
  }
  // Numbers of items that are gone are not given again.
  sqlite.exec("DELETE FROM sqlite_sequence WHERE name = 'items'");
  sqlite.exec("INSERT INTO sqlite_sequence SELECT 'items', seq FROM sqlite_sequence WHERE name = 'items_of_old'");
  sqlite.exec('DROP TABLE items_of_old');
}
