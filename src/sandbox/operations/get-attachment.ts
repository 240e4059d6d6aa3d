/** GetAttachment: files with their bytes, attached items in full, also those inside attached items. */
import { attachmentOf, type FoundAttachment } from '../access/attachment.js';
import type { Context } from '../access/context.js';
import { itemIdOf } from '../access/resolve.js';
import type { GetAttachmentType } from '../base/codec.js';
import type { Body } from '../base/response-message.js';
import { attachmentView } from '../properties/attachment-view.js';
import { shapeItem } from '../properties/shape.js';
import { eachPart, type Handler } from './handler.js';

export const getAttachment: Handler<GetAttachmentType> = (request, context) =>
  eachPart(
    context,
    'getAttachmentResponseMessage',
    request.attachmentIds,
    ({ id }) => ({ attachments: [contentOf(context, request, attachmentOf(context, id))] }),
    { attachments: [] },
  );

function contentOf(context: Context, request: GetAttachmentType, found: FoundAttachment): Body {
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
