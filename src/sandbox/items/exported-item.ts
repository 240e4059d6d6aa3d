/** An item whole, as bytes that only this server reads; Exchange's are a FastTransfer stream. */
import { Failure } from '../base/failure.js';
import type { AttachmentData, AttachmentKind } from '../store/attachments.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import { parseValue, stringifyValue } from '../store/json.js';

export interface ExportedItem {
  kind: ItemKind;
  data: ItemData;
  attachments: { kind: AttachmentKind; data: AttachmentData; content: Uint8Array }[];
}

/** The first bytes tell the stream from others. */
const MAGIC = Buffer.from('EWSX', 'latin1');

export function writeExported(item: ExportedItem): Uint8Array {
  return new Uint8Array(Buffer.concat([MAGIC, Buffer.from(stringifyValue(item), 'utf8')]));
}

export function readExported(bytes: Uint8Array): ExportedItem {
  const buffer = Buffer.from(bytes);
  if (!buffer.subarray(0, 4).equals(MAGIC)) throw new Failure('ErrorCorruptData', 'The data is corrupt.');
  return parseValue(buffer.toString('utf8', 4));
}
