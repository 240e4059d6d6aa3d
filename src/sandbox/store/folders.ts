/**
 * The folder tree: rows, names, counts, moving and deleting whole branches. Knows ids only as numbers, and nothing of rights
 * (see access/rights.ts) or of how a folder is shown (see properties/folder-view.ts).
 */
import { Failure } from '../base/failure.js';
import type { Changes } from './changes.js';
import type { Database } from './database.js';
import type { Items } from './items.js';
import { copyValue, parseValue, stringifyValue } from './json.js';
import type { Mailbox } from './mailboxes.js';
import type { Row } from './sql-value.js';
import { type FolderKind, folderKindOf, WELL_KNOWN } from './wellknown.js';

export interface Folder {
  id: number;
  mailbox: number;
  /** 0 for a root. */
  parent: number;
  kind: FolderKind;
  wellKnown: string | undefined;
  name: string;
  folderClass: string;
  change: number;
  born: number;
  /** The other members of the folder, in the codec's shapes. */
  data: Record<string, unknown>;
}

export class Folders {
  readonly #db: Database;
  readonly #changes: Changes;
  readonly #items: Items;
  readonly #byId = new Map<number, Folder>();
  /** By the folder that they are in, in order of creation; 0 has the roots. */
  readonly #inside = new Map<number, Set<number>>();
  /** By the folder that they are in, and their names, in small letters: no two are alike. */
  readonly #named = new Map<string, number>();
  readonly #wellKnown = new Map<string, number>();

  constructor(db: Database, changes: Changes, items: Items) {
    this.#db = db;
    this.#changes = changes;
    this.#items = items;
    this.reload();
  }

  /** Reads all folders again: after a transaction was undone, what is kept here may not be what the file has. */
  reload(): void {
    this.#byId.clear();
    this.#inside.clear();
    this.#named.clear();
    this.#wellKnown.clear();
    for (const row of this.#db.all('SELECT * FROM folders ORDER BY id')) this.#remember(toFolder(row));
  }

  /** Every folder that Exchange makes for a new mailbox. */
  addWellKnown(mailbox: Mailbox): void {
    const made = new Map<string, Folder>();
    for (const [id, parent, name, folderClass, kind = folderKindOf(folderClass)] of WELL_KNOWN) {
      const above = made.get(parent);
      const folder = this.#insert(mailbox.id, above?.id ?? 0, kind, name, folderClass, {}, id || undefined);
      if (id !== '') made.set(id, folder);
    }
  }

  byId(id: number | undefined): Folder | undefined {
    return id === undefined ? undefined : this.#byId.get(id);
  }

  wellKnown(mailbox: number, name: string): Folder {
    const folder = this.byId(this.#wellKnown.get(`${mailbox} ${name.toLowerCase()}`));
    if (folder === undefined) throw new Failure('ErrorFolderNotFound');
    return folder;
  }

  all(mailbox: number): Folder[] {
    return [...this.#byId.values()].filter((folder) => folder.mailbox === mailbox);
  }

  /** Direct children, in order of creation. */
  children(parent: number): Folder[] {
    const inside = [...(this.#inside.get(parent) ?? [])].sort((a, b) => a - b);
    return inside.map((id) => this.#byId.get(id)).filter((folder) => folder !== undefined);
  }

  /** All below, each folder before its children; those of one folder in order of creation, or in the given one. */
  descendants(parent: number, order?: (a: Folder, b: Folder) => number): Folder[] {
    // Not by recursion: nobody says how deep folders are.
    const found: Folder[] = [];
    const open: Folder[] = [];
    for (let at: number | undefined = parent; at !== undefined; at = found.at(-1)?.id) {
      const inside = this.children(at);
      if (order !== undefined) inside.sort(order);
      for (const child of inside.reverse()) open.push(child);
      const next = open.pop();
      if (next === undefined) break;
      found.push(next);
    }
    return found;
  }

  /** Whether a folder is in the tree of public folders. */
  isPublic(folder: Folder): boolean {
    return this.#topOf(folder).wellKnown === 'publicfoldersroot';
  }

  create(parent: Folder, kind: FolderKind, name: string, folderClass: string, data: Record<string, unknown>): Folder {
    this.#assertFree(parent.id, name, `, Could not create folder '${name}'.`);
    return this.#insert(parent.mailbox, parent.id, kind, name, folderClass, data);
  }

  update(folder: Folder, changes: Partial<Pick<Folder, 'name' | 'folderClass' | 'kind' | 'data'>>): Folder {
    if (changes.name !== undefined && changes.name.toLowerCase() !== folder.name.toLowerCase()) {
      this.#assertFree(folder.parent, changes.name);
    }
    return this.#write({ ...folder, ...changes }, 'modified');
  }

  move(folder: Folder, parent: Folder): Folder {
    this.#assertFree(parent.id, folder.name);
    if (this.#isWithin(parent, folder)) throw new Failure('ErrorMoveCopyFailed');
    return this.#write({ ...folder, parent: parent.id }, 'moved', folder.parent);
  }

  /** The folder with all that is in it and below it. */
  copy(folder: Folder, parent: Folder): Folder {
    if (this.#isWithin(parent, folder)) throw new Failure('ErrorMoveCopyFailed');
    const copies = new Map<number, Folder>();
    for (const one of [folder, ...this.descendants(folder.id)]) {
      const into = one === folder ? parent : (copies.get(one.parent) as Folder);
      const copy = this.create(into, one.kind, one.name, one.folderClass, copyValue(one.data));
      for (const item of this.#items.each({ folder: one.id })) this.#items.copy(item, copy);
      copies.set(one.id, copy);
    }
    return copies.get(folder.id) as Folder;
  }

  /** The folder, all below it and their items are gone. */
  remove(folder: Folder): void {
    // The last is gone first: whoever hears of a folder still knows the one above it.
    const last = this.descendants(folder.id, (a, b) => b.id - a.id);
    for (const one of last.reverse()) this.#removeOne(one);
    this.#removeOne(folder);
  }

  #removeOne(folder: Folder): void {
    for (const item of this.#items.each({ folder: folder.id })) this.#items.remove(item);
    this.#db.run('DELETE FROM folders WHERE id = ?', folder.id);
    this.#db.run('DELETE FROM counts WHERE folder = ?', folder.id);
    this.#byId.delete(folder.id);
    this.#forgetPlace(folder);
    const { mailbox, parent, born } = folder;
    this.#changes.add({ mailbox, scope: 'folder', event: 'deleted', object: folder.id, folder: parent, born });
  }

  /** Numbers of items and of unread items, associated ones left out; and the bytes of all. */
  counts(folder: Folder): { total: number; unread: number; size: number; children: number } {
    const row = this.#db.get('SELECT total, unread, size FROM counts WHERE folder = ?', folder.id);
    return {
      total: Number(row?.['total'] ?? 0),
      unread: Number(row?.['unread'] ?? 0),
      size: Number(row?.['size'] ?? 0),
      children: this.#inside.get(folder.id)?.size ?? 0,
    };
  }

  /** `more`: how Exchange ends its text, after a full stop that it leaves in. */
  #assertFree(parent: number, name: string, more = ''): void {
    if (this.#named.has(keyOf(parent, name)))
      throw new Failure('ErrorFolderExists', `A folder with the specified name already exists.${more}`);
  }

  #isWithin(folder: Folder, above: Folder): boolean {
    for (let at: Folder | undefined = folder; at !== undefined; at = this.#byId.get(at.parent))
      if (at.id === above.id) return true;
    return false;
  }

  #topOf(folder: Folder): Folder {
    let top = folder;
    for (let at = this.#byId.get(top.parent); at !== undefined; at = this.#byId.get(at.parent)) top = at;
    return top;
  }

  #insert(
    mailbox: number,
    parent: number,
    kind: FolderKind,
    name: string,
    folderClass: string,
    data: Record<string, unknown>,
    wellKnown?: string,
  ): Folder {
    const seq = this.#changes.next();
    const id = this.#db.run(
      'INSERT INTO folders (mailbox, parent, kind, wellknown, name, class, data, change, born) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
      mailbox,
      parent,
      kind,
      wellKnown ?? null,
      name,
      folderClass,
      stringifyValue(data),
      seq,
      seq,
    );
    this.#changes.add({ mailbox, scope: 'folder', event: 'created', object: id, folder: parent });
    const folder: Folder = { id, mailbox, parent, kind, wellKnown, name, folderClass, change: seq, born: seq, data };
    return this.#remember(folder);
  }

  #write(folder: Folder, event: 'modified' | 'moved', oldParent?: number): Folder {
    const { mailbox, id, parent, born } = folder;
    const seq = this.#changes.add({
      mailbox,
      scope: 'folder',
      event,
      object: id,
      folder: parent,
      ...(oldParent !== undefined && { oldObject: id, oldFolder: oldParent }),
      born,
    });
    const written = { ...folder, change: seq };
    this.#db.run(
      'UPDATE folders SET parent = ?, kind = ?, name = ?, class = ?, data = ?, change = ? WHERE id = ?',
      parent,
      folder.kind,
      folder.name,
      folder.folderClass,
      stringifyValue(folder.data),
      seq,
      id,
    );
    this.#forgetPlace(this.#byId.get(id) ?? folder);
    return this.#remember(written);
  }

  #forgetPlace({ id, parent, name }: Folder): void {
    this.#inside.get(parent)?.delete(id);
    this.#named.delete(keyOf(parent, name));
  }

  #remember(folder: Folder): Folder {
    this.#byId.set(folder.id, folder);
    const inside = this.#inside.get(folder.parent);
    if (inside === undefined) this.#inside.set(folder.parent, new Set([folder.id]));
    else inside.add(folder.id);
    this.#named.set(keyOf(folder.parent, folder.name), folder.id);
    if (folder.wellKnown !== undefined) this.#wellKnown.set(`${folder.mailbox} ${folder.wellKnown}`, folder.id);
    return folder;
  }
}

function keyOf(parent: number, name: string): string {
  return `${parent} ${name.toLowerCase()}`;
}

function toFolder(row: Row): Folder {
  return {
    id: Number(row['id']),
    mailbox: Number(row['mailbox']),
    parent: Number(row['parent']),
    kind: row['kind'] as FolderKind,
    wellKnown: row['wellknown'] === null ? undefined : String(row['wellknown']),
    name: String(row['name']),
    folderClass: String(row['class']),
    change: Number(row['change']),
    born: Number(row['born']),
    data: parseValue(String(row['data'])),
  };
}
