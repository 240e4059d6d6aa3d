/** The response objects of CreateItem: replies, forwards, answers to meetings, cancellations, removals. */
import type { Context } from '../access/context.js';
import { itemOf, targetOf } from '../access/resolve.js';
import type { CreateItemType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { storeItem } from '../items/create.js';
import { disposeItem } from '../items/dispose.js';
import { type ResponseObject, replyTo } from '../mail/reply.js';
import { sendNew } from '../mail/send.js';
import { type Answer, answer } from '../meetings/answer.js';
import { cancel, cancellationOf } from '../meetings/cancel.js';
import { forwardedMeeting, isForwardedAsMeeting } from '../meetings/forward.js';
import { removeFromCalendar } from '../meetings/remove.js';
import { sendMeetingMail } from '../meetings/send-message.js';
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

/** Learn, ResponseCode: besides messages, these are to say whether they are sent. */
const NEED_DISPOSITION = new Set(['acceptItem', 'tentativelyAcceptItem', 'declineItem', 'cancelCalendarItem']);

export function isResponseObject(kind: string): boolean {
  return KINDS.has(kind);
}

/** The items that the answer names. */
export function respond(context: Context, request: CreateItemType, response: ResponseObject): Item[] {
  if (response.referenceItemId === undefined) throw new Failure('ErrorMissingInformationReferenceItemId');
  const original = itemOf(context, { ...response.referenceItemId, kind: 'itemId' });
  if (request.messageDisposition === undefined && NEED_DISPOSITION.has(response.kind))
    throw new Failure('ErrorMessageDispositionRequired');
  const disposition = request.messageDisposition ?? 'SaveOnly';
  const body = response.newBodyContent ?? response.body;
  switch (response.kind) {
    case 'acceptItem':
    case 'tentativelyAcceptItem':
    case 'declineItem':
      // Learn, "How to: Propose a new meeting time": the answer names the calendar item and the request.
      return answer(
        context,
        original,
        response.kind as Answer,
        {
          body,
          sensitivity: response.sensitivity,
          toRecipients: response.toRecipients,
          ccRecipients: response.ccRecipients,
          bccRecipients: response.bccRecipients,
          isReadReceiptRequested: response['isReadReceiptRequested'] as boolean | undefined,
          isDeliveryReceiptRequested: response['isDeliveryReceiptRequested'] as boolean | undefined,
          attachments: response.attachments ?? [],
          proposed: { proposedStart: response.proposedStart, proposedEnd: response.proposedEnd },
        },
        { disposition, folder: folderFor(context, request, disposition === 'SaveOnly' ? 'drafts' : 'sentitems') },
      );
    case 'cancelCalendarItem': {
      if (disposition === 'SaveOnly') {
        const { data } = cancellationOf(context, original, { body });
        const drafts = folderFor(context, request, 'drafts');
        return [storeItem(context, drafts, 'meetingCancellation', { ...data, isDraft: true })];
      }
      const copy = cancel(context, original, { saveCopy: disposition === 'SendAndSaveCopy', body });
      disposeItem(context, original, 'MoveToDeletedItems');
      // Exchange 15.0, recorded: the answer names the cancellation.
      return copy ? [copy] : [];
    }
    case 'removeItem':
      removeFromCalendar(context, original);
      return [];
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

function folderFor(context: Context, request: CreateItemType, name: string): Folder {
  if (request.savedItemFolderId !== undefined) return targetOf(context, request.savedItemFolderId);
  return context.store.folders.wellKnown(context.mailbox.id, name);
}

function send(
  context: Context,
  request: CreateItemType,
  disposition: string,
  original: Item,
  response: ResponseObject,
): Item[] {
  const { data, attachments } = replyTo(context, original, response);
  const isMeeting = response.kind === 'forwardItem' && isForwardedAsMeeting(original);
  if (disposition !== 'SaveOnly' && !isMeeting) {
    const sent = folderFor(context, request, 'sentitems');
    sendNew(context, 'message', data, attachments, disposition === 'SendAndSaveCopy' ? sent : undefined);
    return [];
  }
  const written = isMeeting ? forwardedMeeting(context, original, data) : data;
  const place = folderFor(context, request, disposition === 'SaveOnly' ? 'drafts' : 'sentitems');
  const kind = isMeeting ? 'meetingRequest' : 'message';
  const draft = storeItem(context, place, kind, { ...written, isDraft: true }, attachments);
  if (disposition === 'SaveOnly') return [draft];
  sendMeetingMail(context, draft, disposition === 'SendAndSaveCopy' ? place : undefined);
  return [];
}
