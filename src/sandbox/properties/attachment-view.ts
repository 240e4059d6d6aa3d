/** Attachments as answers list them: ids, names and sizes, without contents. */
import type { Context } from '../access/context.js';
import type { AttachmentData, AttachmentKind } from '../store/attachments.js';
import { formatId } from '../store/ids.js';
import type { Item } from '../store/items.js';

export interface AttachmentView {
  kind: AttachmentKind;
  attachmentId: { id: string };
  [member: string]: unknown;
}

/** Undefined for an item without any: Exchange leaves the element out. */
export function attachmentViews(context: Context, item: Item & { occurrence?: number }): AttachmentView[] | undefined {
  const attachments = context.store.attachments.of(item.id);
  if (attachments.length === 0) return undefined;
  return attachments.map((one) => attachmentView(context, item, one.kind, one.data, [one.id]));
}

export function attachmentView(
  context: Context,
  item: Item & { occurrence?: number },
  kind: AttachmentKind,
  data: AttachmentData,
  path: number[],
): AttachmentView {
  const guid = context.store.mailboxes.byId(item.mailbox).guid;
  const id = formatId({ guid, folder: item.folder, item: item.id, occurrence: item.occurrence, attachment: path });
  const { item: _item, content: _content, kind: _kind, ...shown } = data;
  return { ...shown, kind, attachmentId: { id } };
}
