/** An item whole, as bytes that only this server reads; Exchange's are a FastTransfer stream. */
import { isDate, isUint8Array } from 'node:util/types';
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
  if (!buffer.subarray(0, 4).equals(MAGIC)) throw corrupt();
  const item = parsed(buffer.toString('utf8', 4));
  if (!isObject(item) || typeof item['kind'] !== 'string' || !isObject(item['data']) || !isList(item['attachments']))
    throw corrupt();
  return item as unknown as ExportedItem;
}

function parsed(text: string): unknown {
  try {
    return parseValue(text);
  } catch {
    throw corrupt();
  }
}

const corrupt = (): Failure => new Failure('ErrorCorruptData', 'The data is corrupt.');

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !isDate(value) && !isUint8Array(value);

const isList = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(
    (one) => isObject(one) && KINDS.has(one['kind']) && isObject(one['data']) && isUint8Array(one['content']),
  );

const KINDS: ReadonlySet<unknown> = new Set(['fileAttachment', 'itemAttachment', 'referenceAttachment']);
