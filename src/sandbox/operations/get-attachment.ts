/** CreateAttachment, GetAttachment and DeleteAttachment, also of attachments inside attached items. */
import type { CreateAttachmentType, DeleteAttachmentType, GetAttachmentType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { addAttachments, type IncomingAttachment, noteAttachments } from '../items/incoming-attachments.js';
import { attachmentView } from '../properties/attachment-view.js';
import { shapeItem } from '../properties/shape.js';
import type { Attachment, AttachmentData, AttachmentKind, NestedAttachment } from '../store/attachments.js';
import { parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import { type Body, eachPart, type Handler } from './handler.js';

export const createAttachment: Handler<CreateAttachmentType> = (request, context) =>
  eachPart(
    context,
    'createAttachmentResponseMessage',
    request.attachments as unknown as IncomingAttachment[],
    (incoming) => {
      const item = itemOf(context, request.parentItemId as ItemRef, 'modify');
      const [added] = addAttachments(context, item, [incoming]) as [Attachment];
      const noted = noteAttachments(context, context.store.items.byId(item.id) as Item);
      const { attachmentId, kind } = attachmentView(context, noted, added.kind, added.data, [added.id]);
      const root = itemIdOf(context, noted);
      return {
        attachments: [
          { kind, attachmentId: { ...attachmentId, rootItemId: root.id, rootItemChangeKey: root.changeKey } },
        ],
      };
    },
    { attachments: [] },
  );

export const getAttachment: Handler<GetAttachmentType> = (request, context) =>
  eachPart(
    context,
    'getAttachmentResponseMessage',
    request.attachmentIds,
    ({ id }) => {
      const found = find(context, id);
      return { attachments: [contentOf(context, request, found)] };
    },
    { attachments: [] },
  );

export const deleteAttachment: Handler<DeleteAttachmentType> = (request, context) =>
  eachPart(context, 'deleteAttachmentResponseMessage', request.attachmentIds, ({ id }) => {
    const { item, row, path } = find(context, id);
    if (path.length > 1) throw new Failure('ErrorCannotDeleteObject');
    itemOf(context, { kind: 'itemId', id: itemIdOf(context, item).id }, 'modify');
    context.store.attachments.remove(row);
    const root = itemIdOf(context, noteAttachments(context, context.store.items.byId(item.id) as Item));
    return { rootItemId: { rootItemId: root.id, rootItemChangeKey: root.changeKey } };
  });

interface Found {
  item: Item;
  row: Attachment;
  /** Row number, then places within attached items. */
  path: number[];
  kind: AttachmentKind;
  data: AttachmentData;
  content: () => Uint8Array;
}

function find(context: Context, text: string): Found {
  const { attachment: path, ...id } = parseId(text);
  if (path === undefined) throw new Failure('ErrorInvalidAttachmentId');
  const row = context.store.attachments.byId(path[0]);
  if (row === undefined || row.item !== id.item) throw new Failure('ErrorItemNotFound');
  const item = itemOf(context, {
    kind: 'itemId',
    id: itemIdOf(context, context.store.items.byId(row.item) as Item).id,
  });
  let found: Found = {
    item,
    row,
    path,
    kind: row.kind,
    data: row.data,
    content: () => context.store.attachments.content(row.id),
  };
  for (const place of path.slice(1)) {
    const nested: NestedAttachment | undefined = found.data.item?.attachments?.[place];
    if (nested === undefined) throw new Failure('ErrorItemNotFound');
    found = { ...found, kind: nested.kind, data: nested, content: () => nested.content ?? new Uint8Array() };
  }
  return found;
}

function contentOf(context: Context, request: GetAttachmentType, found: Found): Body {
  const { item, kind, data, path } = found;
  const view: Body = attachmentView(context, item, kind, data, path);
  if (kind === 'fileAttachment') return { ...view, content: found.content() };
  if (kind !== 'itemAttachment' || data.item === undefined) return view;
  const { attachments = [], kind: innerKind, ...inner } = data.item;
  const shape = { ...request.attachmentShape, baseShape: 'AllProperties' };
  const shaped = shapeItem(context, { ...item, kind: innerKind, data: inner }, shape);
  // An attached item has no place of its own: no ids, no rights, no conversation.
  for (const member of [
    'itemId',
    'parentFolderId',
    'attachments',
    'instanceKey',
    'conversationId',
    'conflictingMeetings',
    'adjacentMeetings',
    'firstOccurrence',
    'lastOccurrence',
    'modifiedOccurrences',
    'webClientReadFormQueryString',
    'webClientEditFormQueryString',
  ])
    delete shaped[member];
  if (attachments.length > 0) {
    shaped['attachments'] = attachments.map((one, place) =>
      attachmentView(context, item, one.kind, one, [...path, place]),
    );
  }
  const key = itemIdOf(context, item).changeKey;
  shaped['itemId'] = { id: (view['attachmentId'] as { id: string }).id, changeKey: key };
  return { ...view, item: shaped };
}
