/** AttachmentIds in requests to what they name: a row, or an attachment inside an attached item. */
import { Failure } from '../base/failure.js';
import type { Attachment, AttachmentData, AttachmentKind, NestedAttachment } from '../store/attachments.js';
import { parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import type { Context } from './context.js';
import { itemIdOf, itemOf } from './resolve.js';

export interface FoundAttachment {
  item: Item;
  row: Attachment;
  /** Row number, then places within attached items. */
  path: number[];
  kind: AttachmentKind;
  data: AttachmentData;
  content: () => Uint8Array;
}

export function attachmentOf(context: Context, text: string): FoundAttachment {
  const { attachment: path, ...id } = parseId(text);
  if (path === undefined) throw new Failure('ErrorInvalidAttachmentId');
  const { attachments, items } = context.store;
  const row = attachments.byId(path[0]);
  // Learn, ResponseCode: also of an attachment that is gone.
  if (row === undefined || row.item !== id.item) throw new Failure('ErrorInvalidAttachmentId');
  const item = itemOf(context, { kind: 'itemId', id: itemIdOf(context, items.byId(row.item) as Item).id });
  const { kind, data } = row;
  let found: FoundAttachment = { item, row, path, kind, data, content: () => attachments.content(row.id) };
  for (const place of path.slice(1)) {
    const nested: NestedAttachment | undefined = found.data.item?.attachments?.[place];
    if (nested === undefined) throw new Failure('ErrorInvalidAttachmentId');
    found = { ...found, kind: nested.kind, data: nested, content: () => nested.content ?? new Uint8Array() };
  }
  return found;
}
