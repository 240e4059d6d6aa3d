/** CreateItem: new items, messages that go out at once, and answers, which are items that the server fills from what they refer to. */
import type {
  CreateItemType,
  NonEmptyArrayOfAllItemsType,
  ResponseMessageType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { toldOf } from './attendees.js';
import { single } from './chunks.js';
import { type ItemRef, itemOf, itemsOf } from './item-refs.js';
import { withZoneOfServer, ZONES_OF_LATER_SERVERS } from './meeting-time-zone.js';
import type { NotifyOptions, RequestOptions, SendOptions } from './options.js';
import { type SentCopy, sentCopy } from './sent-copy.js';
import type { Session } from './session.js';

type Answered = (ItemRef & object) | undefined;

/** Items that are kept. */
export function saveRequest(
  items: readonly object[],
  savedItemFolderId: TargetFolderIdType | undefined,
  options: NotifyOptions,
): CreateItemType {
  return {
    items: items as NonEmptyArrayOfAllItemsType,
    ...(savedItemFolderId && { savedItemFolderId }),
    messageDisposition: 'SaveOnly',
    sendMeetingInvitations: toldOf(options),
  };
}

/** Messages and answers that go out. */
function sendRequest(items: readonly object[], copy: SentCopy): CreateItemType {
  return { items: items as NonEmptyArrayOfAllItemsType, ...copy };
}

/** Sends a message, or an answer, which is never saved before. */
export async function createAndSend(session: Session, item: object, options: SendOptions): Promise<Answered> {
  const copy = await sentCopy(session, options);
  return createOne(session, item, (items) => sendRequest(items, copy), options);
}

/** Makes one item, to be kept. */
export function createAndSave(
  session: Session,
  item: object,
  folder: TargetFolderIdType | undefined,
  options: RequestOptions & NotifyOptions,
): Promise<Answered> {
  return createOne(session, item, (items) => saveRequest(items, folder, options), options);
}

/** Answers to a meeting: all that the server says has come of it, be it sent, or kept in the folder. */
export async function createAnswer(
  session: Session,
  answer: object,
  how: { sent: SendOptions } | { kept: TargetFolderIdType | undefined },
  options: RequestOptions,
): Promise<readonly (ItemRef & object)[]> {
  const copy = 'sent' in how ? await sentCopy(session, { ...how.sent, ...options }) : undefined;
  const request = (items: readonly object[]) =>
    copy ? sendRequest(items, copy) : saveRequest(items, 'kept' in how ? how.kept : undefined, {});
  return createOne(session, answer, request, options, itemsOf);
}

function createOne(
  session: Session,
  item: object,
  request: (items: readonly object[]) => CreateItemType,
  options: RequestOptions,
): Promise<Answered>;
function createOne<Result>(
  session: Session,
  item: object,
  request: (items: readonly object[]) => CreateItemType,
  options: RequestOptions,
  result: (message: ResponseMessageType) => Result,
): Promise<Result>;
function createOne(
  session: Session,
  item: object,
  request: (items: readonly object[]) => CreateItemType,
  options: RequestOptions,
  result: (message: ResponseMessageType) => unknown = itemOf,
): Promise<unknown> {
  return single(session, withZoneOfServer(session, item), options, {
    operation: 'CreateItem',
    request,
    result,
    id: () => undefined,
    // Of older servers an image is inline by its content id alone.
    optional: ['isInline', ...ZONES_OF_LATER_SERVERS],
    part: 'items',
  });
}
