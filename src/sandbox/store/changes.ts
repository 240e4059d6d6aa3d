/**
 * The log of everything that was written, in order. Synchronisation, notifications and ChangeKeys are all read from it:
 * the sequence number is the ChangeKey, the SyncState and the Watermark.
 */
import type { Database } from './database.js';
import type { Row } from './sql-value.js';

export type Scope = 'item' | 'folder';
export type EventKind = 'created' | 'modified' | 'deleted' | 'moved' | 'copied' | 'newMail';

export interface Change {
  seq: number;
  at: number;
  mailbox: number;
  scope: Scope;
  event: EventKind;
  object: number;
  /** Where the object is after the change (before it, when it was deleted). */
  folder: number;
  oldObject?: number | undefined;
  oldFolder?: number | undefined;
  /** Only the read flag changed. */
  readOnly: boolean;
  /** The sequence number at which the object came to its folder. */
  born: number;
  associated: boolean;
}

export type NewChange = Omit<Change, 'seq' | 'at' | 'readOnly' | 'born' | 'associated'> &
  Partial<Pick<Change, 'readOnly' | 'born' | 'associated'>>;

/** Changes after `since` and up to `until`; those up to `position` are told already. */
export interface Window {
  since: number;
  position: number;
  until: number;
}

/** What became of an item within a window. */
export interface Touched {
  id: number;
  /** Its last change. */
  seq: number;
  /** The change with which it came to the folder; 0: before the window. */
  born: number;
  onlyRead: boolean;
}

// Changes that are read at a time.
const BATCH = 500;

export class Changes {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();
  #last: number | undefined;

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** The number that the next change will have, so that what it is about can be written with it. */
  next(): number {
    this.#last ??= this.last();
    return this.#last + 1;
  }

  /** Forgets what is kept in memory: after a transaction was undone, or a snapshot restored. */
  reload(): void {
    this.#last = undefined;
  }

  /** The sequence number of the change; an object without `born` is born by it. */
  add(change: NewChange): number {
    const seq = this.next();
    this.#db.run(
      `INSERT INTO changes (seq, at, mailbox, scope, event, object, folder, old_object, old_folder, read_only, born, associated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq,
      this.#now().getTime(),
      change.mailbox,
      change.scope,
      change.event,
      change.object,
      change.folder,
      change.oldObject ?? null,
      change.oldFolder ?? null,
      change.readOnly ? 1 : 0,
      change.born ?? seq,
      change.associated ? 1 : 0,
    );
    this.#last = seq;
    for (const listener of this.#listeners) listener();
    return seq;
  }

  /** The number of the newest change; 0 before the first. */
  last(): number {
    return Number(this.#db.get('SELECT max(seq) AS last FROM changes')?.['last'] ?? 0);
  }

  /** The newest change in a folder, by which clients tell whether to look into it again. */
  lastIn(folder: number): { seq: number; at: number } {
    const rows = [
      this.#db.get('SELECT seq, at FROM changes WHERE folder = ? ORDER BY seq DESC LIMIT 1', folder),
      this.#db.get('SELECT seq, at FROM changes WHERE old_folder = ? ORDER BY seq DESC LIMIT 1', folder),
    ];
    const [first, second] = rows.map((row) => ({ seq: Number(row?.['seq'] ?? 0), at: Number(row?.['at'] ?? 0) }));
    return (first?.seq ?? 0) >= (second?.seq ?? 0) ? first! : second!;
  }

  /** Changes of a mailbox after `since`, oldest first. */
  after(mailbox: number, since: number, scope?: Scope): Change[] {
    const rows =
      scope === undefined
        ? this.#db.all('SELECT * FROM changes WHERE mailbox = ? AND seq > ? ORDER BY seq', mailbox, since)
        : this.#db.all(
            'SELECT * FROM changes WHERE mailbox = ? AND seq > ? AND scope = ? ORDER BY seq',
            mailbox,
            since,
            scope,
          );
    return rows.map(toChange);
  }

  /**
   * Items that came to a folder, changed there or left it: each once, with its last change after `position` and up to `until`, in that
   * order. `since`: from where on it is told what else happened to it.
   */
  *touchedIn(folder: number, { since, position, until }: Window, withAssociated: boolean): Generator<Touched> {
    for (let last = Math.max(since, position); ; ) {
      const rows = this.#db.all(
        `SELECT * FROM (SELECT * FROM changes WHERE folder = ? AND seq > ? AND seq <= ? AND scope = 'item' ORDER BY seq LIMIT ${BATCH})
         UNION SELECT * FROM (SELECT * FROM changes WHERE old_folder = ? AND event = 'moved' AND seq > ? AND seq <= ? AND scope = 'item' ORDER BY seq LIMIT ${BATCH})
         ORDER BY seq LIMIT ${BATCH}`,
        ...[folder, last, until],
        ...[folder, last, until],
      );
      for (const change of rows.map(toChange)) {
        if (change.associated && !withAssociated) continue;
        if (change.folder === folder) yield* this.#ifLast(change.object, change.seq, since, until);
        // A moved item is gone from where it was.
        if (change.event === 'moved' && change.oldFolder === folder && change.oldObject !== undefined)
          yield* this.#ifLast(change.oldObject, change.seq, since, until);
      }
      if (rows.length < BATCH) return;
      last = Number(rows.at(-1)?.['seq']);
    }
  }

  /** An item has a number of its own in each folder, so all changes of that number are of this folder, but for its leaving. */
  *#ifLast(id: number, seq: number, since: number, until: number): Generator<Touched> {
    const lastBy = (column: string, more: string) =>
      Number(
        this.#db.get(
          `SELECT max(seq) AS seq FROM changes WHERE ${column} = ? AND scope = 'item' AND seq <= ?${more}`,
          id,
          until,
        )?.['seq'] ?? 0,
      );
    const [here, left] = [lastBy('object', ''), lastBy('old_object', " AND event = 'moved'")];
    if (Math.max(here, left) !== seq) return;
    const row = this.#db.get(
      `SELECT min(read_only) AS read_only, min(born) AS born FROM changes WHERE object = ? AND scope = 'item' AND seq > ? AND seq <= ?`,
      id,
      since,
      until,
    );
    // Without a change of its own it only left: it had been there since before.
    yield { id, seq, born: Number(row?.['born'] ?? 0), onlyRead: left < seq && row?.['read_only'] === 1 };
  }

  /** Called after each change, also of a transaction that may yet be undone: look again later. Gives the way to stop it. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function toChange(row: Row): Change {
  return {
    seq: Number(row['seq']),
    at: Number(row['at']),
    mailbox: Number(row['mailbox']),
    scope: row['scope'] as Scope,
    event: row['event'] as EventKind,
    object: Number(row['object']),
    folder: Number(row['folder']),
    oldObject: row['old_object'] === null ? undefined : Number(row['old_object']),
    oldFolder: row['old_folder'] === null ? undefined : Number(row['old_folder']),
    readOnly: row['read_only'] === 1,
    born: Number(row['born']),
    associated: row['associated'] === 1,
  };
}
