/** All tables behind one door, and the transaction around a request. */
import { Attachments } from './attachments.js';
import { Changes } from './changes.js';
import { Database } from './database.js';
import { Folders } from './folders.js';
import { Items } from './items.js';
import { Lists } from './lists.js';
import { type Mailbox, Mailboxes } from './mailboxes.js';

export class Store {
  readonly mailboxes: Mailboxes;
  readonly lists = new Lists();
  readonly folders: Folders;
  readonly items: Items;
  readonly attachments: Attachments;
  readonly changes: Changes;
  readonly #db: Database;
  #undone = 0;

  private constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.mailboxes = new Mailboxes(db);
    this.changes = new Changes(db, now);
    this.attachments = new Attachments(db);
    this.items = new Items(db, this.changes, this.attachments);
    this.folders = new Folders(db, this.changes, this.items);
  }

  static async open(now: () => Date, file?: string): Promise<Store> {
    return new Store(await Database.open(file), now);
  }

  /** A mailbox with its folders; one that the file already has keeps what is in it. */
  addMailbox(address: string, password: string, name?: string): Mailbox {
    return this.transaction(() => {
      const { mailbox, isNew } = this.mailboxes.add(address, password, name);
      if (isNew) this.folders.addWellKnown(mailbox);
      return mailbox;
    });
  }

  /** All or nothing: when `work` throws, neither the tables nor what is kept in memory has changed. */
  transaction<T>(work: () => T): T {
    const before = this.#db.writes;
    try {
      return this.#db.transaction(work);
    } catch (error) {
      if (this.#db.writes === before) throw error;
      this.#reload();
      throw error;
    }
  }

  /** Marks what there is now, for `restore`. */
  mark(): void {
    this.#db.mark();
  }

  /** All mailboxes as they were marked, their numbers and ids too. */
  restore(): void {
    this.#db.restore();
    this.mailboxes.reload();
    this.#reload();
  }

  /** Another text after anything was written or undone: whether what was worked out of it still holds. */
  get state(): string {
    return `${this.#db.writes} ${this.#undone}`;
  }

  #reload(): void {
    this.#undone++;
    this.changes.reload();
    this.items.reload();
    this.folders.reload();
  }

  close(): void {
    this.#db.close();
  }
}
