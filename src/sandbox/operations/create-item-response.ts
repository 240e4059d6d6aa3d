/** The response objects of CreateItem: replies, forwards, answers to meetings, cancellations, removals. */
import type { Context } from '../access/context.js';
import { itemOf, targetOf } from '../access/resolve.js';
import type { CreateItemType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { storeItem } from '../items/create.js';
import { type ResponseObject, replyTo } from '../mail/reply.js';
import { sendNew } from '../mail/send.js';
import { type Answer, answer } from '../meetings/answer.js';
import { calendarItemOf } from '../meetings/calendar-entry.js';
import { cancel } from '../meetings/cancel.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';

const KINDS = new Set([
  'replyToItem',
  'replyAllToItem',
  'forwardItem',
  'acceptItem',
  'tentativelyAcceptItem',
  'declineItem',
  'cancelCalendarItem',
  'removeItem',
  'suppressReadReceipt',
  'postReplyItem',
  'acceptSharingInvitation',
  'addItemToMyCalendar',
  'proposeNewTime',
]);

export function isResponseObject(kind: string): boolean {
  return KINDS.has(kind);
}

/** The items that the answer names. */
export function respond(context: Context, request: CreateItemType, response: ResponseObject): Item[] {
  if (response.referenceItemId === undefined) throw new Failure('ErrorMissingInformationReferenceItemId');
  const original = itemOf(context, { ...response.referenceItemId, kind: 'itemId' });
  const disposition = request.messageDisposition ?? 'SaveOnly';
  const body = response.newBodyContent ?? response.body;
  switch (response.kind) {
    case 'acceptItem':
    case 'tentativelyAcceptItem':
    case 'declineItem':
      // Learn, "How to: Propose a new meeting time": the answer names the calendar item and the request.
      return answer(context, original, response.kind as Answer, {
        body,
        send: disposition !== 'SaveOnly',
        saveCopy: disposition === 'SendAndSaveCopy',
        proposed: { proposedStart: response.proposedStart, proposedEnd: response.proposedEnd },
      });
    case 'cancelCalendarItem': {
      const copy = cancel(context, original, disposition === 'SendAndSaveCopy', body);
      context.store.items.move(original, context.store.folders.wellKnown(original.mailbox, 'deleteditems'));
      // Exchange 15.0, recorded: the answer names the cancellation.
      return copy ? [copy] : [];
    }
    case 'removeItem': {
      const owner = context.store.mailboxes.byId(original.mailbox);
      const deleted = context.store.folders.wellKnown(owner.id, 'deleteditems');
      const entry = calendarItemOf(context, owner, original.data.uid);
      if (entry !== undefined) context.store.items.move(entry, deleted);
      context.store.items.move(original, deleted);
      return [];
    }
    case 'suppressReadReceipt':
      if (!original.data['isReadReceiptRequested']) throw new Failure('ErrorReadReceiptNotPending');
      context.store.items.update(original, { ...original.data, isReadReceiptRequested: false });
      return [];
    case 'replyToItem':
    case 'replyAllToItem':
    case 'forwardItem':
      return send(context, request, disposition, original, response);
    case 'postReplyItem': {
      const folder = context.store.folders.byId(original.folder) as Folder;
      const { data } = replyTo(context, original, { ...response, kind: 'replyToItem' });
      const { toRecipients: _to, ccRecipients: _cc, inReplyTo: _reply, ...rest } = data;
      return [storeItem(context, folder, 'postItem', { ...rest, itemClass: 'IPM.Post', isDraft: false })];
    }
    default:
      throw new Failure('ErrorInvalidOperation');
  }
}

function send(
  context: Context,
  request: CreateItemType,
  disposition: string,
  original: Item,
  response: ResponseObject,
): Item[] {
  const { data, attachments } = replyTo(context, original, response);
  const target = request.savedItemFolderId && targetOf(context, request.savedItemFolderId);
  if (disposition === 'SaveOnly') {
    const drafts = context.store.folders.wellKnown(context.mailbox.id, 'drafts');
    return [storeItem(context, target ?? drafts, 'message', { ...data, isDraft: true }, attachments)];
  }
  const sent = target ?? context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
  sendNew(context, 'message', data, attachments, disposition === 'SendAndSaveCopy' ? sent : undefined);
  return [];
}
