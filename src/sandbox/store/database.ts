/**
 * The SQLite file under the sandbox: opened, its tables made, statements kept prepared, one transaction at a time.
 * Knows the tables' columns, not what is in them.
 */
import type { Database as SqliteDatabase, Statement } from 'node-sqlite3-wasm';
import { KEY_COLUMNS } from './item-keys.js';
import { type Release, takeOver } from './owner.js';
import { MOST_IN_MEMORY, Room } from './room.js';
import type { Row, SqlValue } from './sql-value.js';
import { putAside, takeIn } from './upgrade.js';

// What is searched stands apart from what is read: a row of `items` is narrow, so that going through a folder reads little. The counts of
// folders are kept by triggers, so that no way of writing can forget them.
const TABLES = `
  CREATE TABLE IF NOT EXISTS mailboxes (
    id INTEGER PRIMARY KEY, guid TEXT UNIQUE, address TEXT UNIQUE, name TEXT, password TEXT, data TEXT);
  CREATE TABLE IF NOT EXISTS folders (
    id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER, parent INTEGER, kind TEXT, wellknown TEXT, name TEXT,
    class TEXT, change INTEGER, born INTEGER, data TEXT);
  CREATE INDEX IF NOT EXISTS folders_by_parent ON folders (parent);
  CREATE INDEX IF NOT EXISTS folders_by_mailbox ON folders (mailbox);
  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY AUTOINCREMENT, mailbox INTEGER, folder INTEGER, kind TEXT, associated INTEGER, unread INTEGER,
    uid TEXT, change INTEGER, born INTEGER, mime INTEGER, recurs INTEGER, reminds INTEGER, ${KEY_COLUMNS});
  CREATE INDEX IF NOT EXISTS items_by_folder ON items (folder);
  CREATE INDEX IF NOT EXISTS items_by_receipt ON items (folder, associated, "dateTimeReceived");
  CREATE INDEX IF NOT EXISTS items_by_birth ON items (folder, born);
  CREATE INDEX IF NOT EXISTS items_by_start ON items (folder, "start") WHERE "start" IS NOT NULL;
  CREATE INDEX IF NOT EXISTS items_that_recur ON items (folder) WHERE recurs = 1;
  CREATE INDEX IF NOT EXISTS items_that_remind ON items (folder) WHERE reminds = 1;
  CREATE INDEX IF NOT EXISTS items_by_uid ON items (mailbox, uid);
  CREATE TABLE IF NOT EXISTS contents (item INTEGER PRIMARY KEY, data TEXT);
  CREATE TABLE IF NOT EXISTS mimes (item INTEGER PRIMARY KEY, content BLOB);
  CREATE TABLE IF NOT EXISTS counts (folder INTEGER PRIMARY KEY, total INTEGER, unread INTEGER, size INTEGER);
  CREATE TRIGGER IF NOT EXISTS counted_in AFTER INSERT ON items BEGIN
    INSERT INTO counts VALUES (new.folder, 1 - new.associated, new.unread * (1 - new.associated), new.size)
    ON CONFLICT (folder) DO UPDATE SET
      total = total + excluded.total, unread = unread + excluded.unread, size = size + excluded.size;
  END;
  CREATE TRIGGER IF NOT EXISTS counted_again AFTER UPDATE OF unread, size ON items
    WHEN old.unread <> new.unread OR old.size <> new.size BEGIN
    UPDATE counts SET unread = unread + (new.unread - old.unread) * (1 - new.associated), size = size + new.size - old.size
    WHERE folder = new.folder;
  END;
  CREATE TRIGGER IF NOT EXISTS counted_out AFTER DELETE ON items BEGIN
    UPDATE counts SET total = total - 1 + old.associated, unread = unread - old.unread * (1 - old.associated), size = size - old.size
    WHERE folder = old.folder;
  END;
  CREATE TABLE IF NOT EXISTS attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT, item INTEGER, kind TEXT, data TEXT, content BLOB);
  CREATE INDEX IF NOT EXISTS attachments_by_item ON attachments (item);
  CREATE TABLE IF NOT EXISTS changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER, mailbox INTEGER, scope TEXT, event TEXT, object INTEGER, folder INTEGER,
    old_object INTEGER, old_folder INTEGER, read_only INTEGER, born INTEGER, associated INTEGER);
  CREATE INDEX IF NOT EXISTS changes_by_folder ON changes (folder, seq);
  CREATE INDEX IF NOT EXISTS changes_by_old_folder ON changes (old_folder, seq);
  CREATE INDEX IF NOT EXISTS changes_by_mailbox ON changes (mailbox, seq);
  CREATE INDEX IF NOT EXISTS changes_by_object ON changes (object, seq);
  CREATE INDEX IF NOT EXISTS changes_by_old_object ON changes (old_object, seq) WHERE old_object IS NOT NULL;
`;

export class Database {
  readonly #sqlite: SqliteDatabase;
  readonly #release: Release | undefined;
  readonly #prepared = new Map<string, Statement>();
  readonly #room: Room | undefined;
  #writes = 0;

  private constructor(sqlite: SqliteDatabase, release: Release | undefined, most: number | undefined) {
    this.#sqlite = sqlite;
    this.#release = release;
    this.#room = most === undefined ? undefined : new Room(most, () => this.#held());
  }

  /**
   * In memory without a file, and then `most` bytes of it. A file left locked by a process that was killed is taken over; its last commit is
   * there.
   */
  static async open(file?: string, most = MOST_IN_MEMORY): Promise<Database> {
    // Loaded on first use: the WASM module is 1.5 MB, and most programs that import the package never start a sandbox.
    const { default: sqlite3 } = await import('node-sqlite3-wasm');
    const release = file === undefined ? undefined : await takeOver(file);
    try {
      const sqlite = openTables(new sqlite3.Database(file ?? ':memory:'));
      return new Database(sqlite, release, file === undefined ? most : undefined);
    } catch (error) {
      release?.();
      throw error;
    }
  }

  all(sql: string, ...values: SqlValue[]): Row[] {
    return this.#statement(sql).all(values) as Row[];
  }

  /** The one row that there is. Not by the statement's own `get`, which stops within it: an open reading keeps the log from being taken in. */
  get(sql: string, ...values: SqlValue[]): Row | undefined {
    return this.all(sql, ...values)[0];
  }

  /** How often something was written: whether there is anything to undo. */
  get writes(): number {
    return this.#writes;
  }

  /** The row id of the last insertion. */
  run(sql: string, ...values: SqlValue[]): number {
    this.#room?.take(values, /^INSERT\b.*\bSELECT\b/is.test(sql));
    this.#writes++;
    return Number(this.#statement(sql).run(values).lastInsertRowid);
  }

  /** All that `work` writes is kept, or, when it throws, nothing; within a transaction likewise, for its part. */
  transaction<T>(work: () => T): T {
    const nested = this.#sqlite.inTransaction;
    this.#sqlite.exec(nested ? 'SAVEPOINT part' : 'BEGIN IMMEDIATE');
    try {
      const result = work();
      this.#sqlite.exec(nested ? 'RELEASE part' : 'COMMIT');
      return result;
    } catch (error) {
      if (this.#sqlite.inTransaction) this.#sqlite.exec(nested ? 'ROLLBACK TO part; RELEASE part' : 'ROLLBACK');
      throw error;
    }
  }

  /**
   * Marks what there is now, instead of what was marked before. All that is written from then on is undone by `restore`, at the cost of what
   * was written. A file has it when the sandbox is closed: a process that is killed leaves what was marked.
   */
  mark(): void {
    if (this.#sqlite.inTransaction) this.#sqlite.exec('RELEASE marked');
    this.#sqlite.exec('SAVEPOINT marked');
  }

  /** Back to what was marked, which stays marked. */
  restore(): void {
    this.#sqlite.exec('ROLLBACK TO marked');
  }

  close(): void {
    if (this.#sqlite.isOpen && this.#sqlite.inTransaction) this.#sqlite.exec('COMMIT');
    for (const statement of this.#prepared.values()) statement.finalize();
    this.#prepared.clear();
    // At rest the file is one that any SQLite opens.
    if (this.#sqlite.isOpen) this.#sqlite.exec('PRAGMA journal_mode = DELETE');
    if (this.#sqlite.isOpen) this.#sqlite.close();
    this.#release?.();
  }

  #held(): number {
    const number = (pragma: string) => Number(Object.values(this.get(`PRAGMA ${pragma}`) ?? {})[0]);
    return (number('page_count') - number('freelist_count')) * number('page_size');
  }

  #statement(sql: string): Statement {
    let statement = this.#prepared.get(sql);
    if (statement === undefined) {
      statement = this.#sqlite.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }
}

function openTables(sqlite: SqliteDatabase): SqliteDatabase {
  // One process owns the file, so the lock is taken once, and a write-ahead log needs no shared memory. It has to be one: the build in
  // WebAssembly takes its own lock for that of another, and so never rolls back the journal that a killed process leaves. What is in the log
  // counts from its last whole transaction on; nothing committed is lost. Without fsync a commit takes a tenth of the time; only a power cut
  // could lose it, and this is no place for what must survive one.
  // The log is taken into the file each 100 pages: with the usual 1,000 it alone fills a small disk.
  sqlite.exec(
    'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA wal_autocheckpoint = 100',
  );
  sqlite.exec('BEGIN IMMEDIATE');
  const isOld = putAside(sqlite);
  sqlite.exec(TABLES);
  if (isOld) takeIn(sqlite);
  sqlite.exec('COMMIT');
  return sqlite;
}
