/**
 * The log of everything that was written, in order. Synchronisation, notifications and ChangeKeys are all read from it:
 * the sequence number is the ChangeKey, the SyncState and the Watermark.
 */
import type { Database, Row } from './database.js';

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

export class Changes {
  readonly #db: Database;
  readonly #now: () => Date;
  readonly #listeners = new Set<() => void>();

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  /** The sequence number of the change; an object without `born` is born by it. */
  add(change: NewChange): number {
    const seq = this.#db.run(
      `INSERT INTO changes (at, mailbox, scope, event, object, folder, old_object, old_folder, read_only, born, associated)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      this.#now().getTime(),
      change.mailbox,
      change.scope,
      change.event,
      change.object,
      change.folder,
      change.oldObject ?? null,
      change.oldFolder ?? null,
      change.readOnly ? 1 : 0,
      change.born ?? null,
      change.associated ? 1 : 0,
    );
    if (change.born === undefined) this.#db.run('UPDATE changes SET born = ? WHERE seq = ?', seq, seq);
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
