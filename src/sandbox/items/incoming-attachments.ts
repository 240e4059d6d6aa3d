/** Attachments as requests bring them, put into the store; attached items keep theirs within themselves. */
import type { Context } from '../access/context.js';
import type { Attachment, AttachmentData, AttachmentKind, NestedAttachment } from '../store/attachments.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { applyMime } from './apply-mime.js';
import { fillIn } from './fill-in.js';
import { sizeOf } from './size.js';

/** An attachment of a request, in the codec's shape. */
export type IncomingAttachment = NestedAttachment & { attachmentId?: unknown };

export function addAttachments(context: Context, item: Item, incoming: readonly IncomingAttachment[]): Attachment[] {
  return incoming.map((one) => {
    const prepared = prepare(context, one);
    const { kind, content, ...data } = prepared;
    return context.store.attachments.add(item.id, kind as AttachmentKind, data, content);
  });
}

/** Fills in sizes, times and types, and those of attached items. */
function prepare(context: Context, incoming: IncomingAttachment, depth = 0): NestedAttachment {
  const { attachmentId: _id, ...given } = incoming;
  const data: NestedAttachment = { ...given, lastModifiedTime: given.lastModifiedTime ?? context.clock.now() };
  data.isInline ??= false;
  if (data.kind === 'fileAttachment') {
    data.size = data.content?.length ?? 0;
    data.content ??= new Uint8Array();
    data.isContactPhoto ??= data.name === 'ContactPicture.jpg';
    return data;
  }
  if (data.item !== undefined) {
    data.item = attachedItem(context, data.item, depth + 1);
    data.size = sizeOf(data.item, 0);
    data.name ??= data.item.subject ?? '';
    data.contentType = undefined;
  }
  return data;
}

function attachedItem(
  context: Context,
  given: NonNullable<AttachmentData['item']>,
  depth: number,
): NonNullable<AttachmentData['item']> {
  const { attachments = [], ...rest } = given;
  const data: ItemData = { ...rest };
  const nested = attachments.map((one) => prepare(context, one, depth));
  const kind = given.kind as ItemKind;
  nested.push(...applyMime(kind, data, { ...context, depth }).map((one) => prepare(context, one, depth)));
  fillIn(context, context.mailbox, kind, data);
  data.hasAttachments = nested.length > 0;
  data.size = sizeOf(
    data,
    nested.reduce((sum, one) => sum + (one.size ?? 0), 0),
  );
  return { ...data, kind, attachments: nested };
}

/** The item's HasAttachments and Size after its attachments changed. */
export function noteAttachments(context: Context, item: Item): Item {
  const attachments = context.store.attachments.of(item.id);
  const bytes = attachments.reduce((sum, one) => sum + (one.data.size ?? 0), 0);
  const data = {
    ...item.data,
    hasAttachments: attachments.some((one) => !one.data.isInline),
    lastModifiedTime: context.clock.now(),
    // What was made of other content no longer fits.
    mimeSource: undefined,
  };
  data.size = sizeOf(data, bytes);
  return context.store.items.update(item, data);
}
