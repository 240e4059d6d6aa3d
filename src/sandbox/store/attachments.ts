/** Attachments of items, in rows of their own so that a large file is not read with its item. Knows ids only as numbers. */
import { isUint8Array } from 'node:util/types';
import type { Database } from './database.js';
import type { ItemData, ItemKind } from './item-data.js';
import { parseValue, stringifyValue } from './json.js';
import type { Row } from './sql-value.js';

/** What an attachment says of itself: the members of the codec's attachment types, without the content. */
export interface AttachmentData {
  name?: string | undefined;
  contentType?: string | undefined;
  contentId?: string | undefined;
  contentLocation?: string | undefined;
  isInline?: boolean | undefined;
  isContactPhoto?: boolean | undefined;
  lastModifiedTime?: Date | undefined;
  size?: number | undefined;
  /** The attached item, with its own attachments in `attachments`. */
  item?: (ItemData & { kind: ItemKind; attachments?: NestedAttachment[] }) | undefined;
  [member: string]: unknown;
}

export type AttachmentKind = 'fileAttachment' | 'itemAttachment' | 'referenceAttachment';

/** An attachment inside an attached item; its content is kept with it. */
export interface NestedAttachment extends AttachmentData {
  kind: AttachmentKind;
  content?: Uint8Array | undefined;
}

export interface Attachment {
  id: number;
  item: number;
  kind: AttachmentKind;
  data: AttachmentData;
}

export class Attachments {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Those of an item, in the order they were attached. */
  of(item: number): Attachment[] {
    return this.#db
      .all('SELECT id, item, kind, data FROM attachments WHERE item = ? ORDER BY id', item)
      .map(toAttachment);
  }

  byId(id: number | undefined): Attachment | undefined {
    if (id === undefined) return undefined;
    const row = this.#db.get('SELECT id, item, kind, data FROM attachments WHERE id = ?', id);
    return row && toAttachment(row);
  }

  content(id: number): Uint8Array {
    const content = this.#db.get('SELECT content FROM attachments WHERE id = ?', id)?.['content'];
    return isUint8Array(content) ? content : new Uint8Array();
  }

  add(item: number, kind: AttachmentKind, data: AttachmentData, content?: Uint8Array): Attachment {
    const id = this.#db.run(
      'INSERT INTO attachments (item, kind, data, content) VALUES (?, ?, ?, ?)',
      item,
      kind,
      stringifyValue(data),
      content ?? null,
    );
    return { id, item, kind, data };
  }

  remove(attachment: Attachment): void {
    this.#db.run('DELETE FROM attachments WHERE id = ?', attachment.id);
  }

  removeAll(item: number): void {
    this.#db.run('DELETE FROM attachments WHERE item = ?', item);
  }

  moveAll(from: number, to: number): void {
    this.#db.run('UPDATE attachments SET item = ? WHERE item = ?', to, from);
  }

  copyAll(from: number, to: number): void {
    this.#db.run(
      'INSERT INTO attachments (item, kind, data, content) SELECT ?, kind, data, content FROM attachments WHERE item = ? ORDER BY id',
      to,
      from,
    );
  }
}

function toAttachment(row: Row): Attachment {
  return {
    id: Number(row['id']),
    item: Number(row['item']),
    kind: row['kind'] as AttachmentKind,
    data: parseValue(String(row['data'])),
  };
}
