/** CreateItem: items saved, sent or both, meetings with their invitations, and answers to other items. */
import type { Context } from '../access/context.js';
import { itemIdOf, targetOf } from '../access/resolve.js';
import type { CreateItemType } from '../base/codec.js';
import { Failure, Fault } from '../base/failure.js';
import type { Body } from '../base/response-message.js';
import { createItem, defaultFolderOf, type IncomingItem, readIncoming } from '../items/create.js';
import type { ResponseObject } from '../mail/reply.js';
import { sendNew } from '../mail/send.js';
import { invite } from '../meetings/invite.js';
import { attachmentViews } from '../properties/attachment-view.js';
import type { Folder } from '../store/folders.js';
import type { ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { isResponseObject, respond } from './create-item-response.js';
import { eachPart, type Handler } from './handler.js';

export const createItemOperation: Handler<CreateItemType> = (request, context) =>
  eachPart(
    context,
    'createItemResponseMessage',
    request.items as unknown as IncomingItem[],
    (incoming) => ({ items: create(context, request, incoming) }),
    { items: [] },
  );

function create(context: Context, request: CreateItemType, incoming: IncomingItem): Body[] {
  if (isResponseObject(incoming.kind))
    return respond(context, request, incoming as unknown as ResponseObject).map((item) => viewOf(context, item));
  const kind = incoming.kind;
  if (kind === 'message' || kind === 'item') return createMessage(context, request, incoming, kind);
  const folder = folderFor(context, request, kind);
  if (kind === 'calendarItem' && request.sendMeetingInvitations === undefined) {
    throw new Fault('ErrorSendMeetingInvitationsRequired');
  }
  const item = createItem(context, folder, incoming);
  const how = request.sendMeetingInvitations;
  if (kind !== 'calendarItem' || how === undefined || how === 'SendToNone') return [viewOf(context, item)];
  return [viewOf(context, invite(context, item, { saveCopy: how === 'SendToAllAndSaveCopy' }))];
}

function createMessage(context: Context, request: CreateItemType, incoming: IncomingItem, kind: ItemKind): Body[] {
  const disposition = request.messageDisposition;
  if (disposition === undefined) {
    if (kind === 'message') throw new Failure('ErrorMessageDispositionRequired');
    return [viewOf(context, createItem(context, folderFor(context, request, kind), incoming))];
  }
  if (disposition === 'SaveOnly')
    return [viewOf(context, createItem(context, folderFor(context, request, kind), incoming))];
  const { data, attachments } = readIncoming(context, incoming);
  if (disposition === 'SendOnly') {
    if (request.savedItemFolderId !== undefined) throw new Failure('ErrorInvalidSendItemSaveSettings');
    sendNew(context, 'message', data, attachments, undefined);
    return [];
  }
  const sent = request.savedItemFolderId
    ? targetOf(context, request.savedItemFolderId)
    : context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
  sendNew(context, 'message', data, attachments, sent);
  // The copy has an id of its own, which Exchange does not tell.
  return [];
}

function folderFor(context: Context, request: CreateItemType, kind: ItemKind): Folder {
  if (request.savedItemFolderId !== undefined) return targetOf(context, request.savedItemFolderId);
  return context.store.folders.wellKnown(context.mailbox.id, defaultFolderOf(kind));
}

/** What an answer says of a new item: its id, and those of its attachments. */
function viewOf(context: Context, item: Item): Body {
  const attachments = attachmentViews(context, item)?.map(({ kind, attachmentId }) => ({ kind, attachmentId }));
  return { kind: item.kind, itemId: itemIdOf(context, item), ...(attachments && { attachments }) };
}
