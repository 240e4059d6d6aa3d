/** Events of a folder as users see them: one union, told apart by `kind`. */
import type {
  FolderIdType,
  ItemIdType,
  ModifiedEventType,
  MovedCopiedEventType,
  NotificationEvents,
  NotificationEventTypeType,
} from '../../generated/index.js';
import { ValidationError } from '../errors.js';

/** What there is to hear of. */
export type EventName =
  | 'newMail'
  | 'created'
  | 'deleted'
  | 'modified'
  | 'moved'
  | 'copied'
  | 'freeBusyChanged'
  | 'status';

interface Happening {
  readonly timeStamp: Date;
  /** Folder in which it happened. */
  readonly parentFolderId: FolderIdType;
  /** Where a pull or a push can begin to hear what came after it; streams have none. */
  readonly watermark: string | undefined;
}

/** A sign of life: nothing has happened. */
export interface StatusEvent {
  /** What happened: nothing. */
  readonly kind: 'status';
  /** Where a pull or a push can begin to hear what comes; streams have none. */
  readonly watermark: string | undefined;
}

/** A message arrived. */
export interface NewMailEvent extends Happening {
  /** What happened. */
  readonly kind: 'newMail';
  /** The message. */
  readonly itemId: ItemIdType;
}

/** An item or a folder was created, deleted or changed, or free/busy times did; one of the two ids is there. */
export interface ChangeEvent extends Happening {
  /** What happened. */
  readonly kind: 'created' | 'deleted' | 'modified' | 'freeBusyChanged';
  /** The item; undefined where it was a folder. */
  readonly itemId: ItemIdType | undefined;
  /** The folder that it happened to; undefined where it was an item. */
  readonly folderId: FolderIdType | undefined;
  /** How many of the folder's items are unread now; where a folder was changed, and the server says it. */
  readonly unreadCount: number | undefined;
}

/** An item or a folder was moved or copied. */
export interface MoveEvent extends Happening {
  /** What happened. */
  readonly kind: 'moved' | 'copied';
  /** The item under its new id; undefined where it was a folder. */
  readonly itemId: ItemIdType | undefined;
  /** The folder under its new id; undefined where it was an item. */
  readonly folderId: FolderIdType | undefined;
  /** Id before. */
  readonly oldItemId: ItemIdType | undefined;
  /** The folder's id before. */
  readonly oldFolderId: FolderIdType | undefined;
  /** Folder it was in before. */
  readonly oldParentFolderId: FolderIdType;
}

/** What a stream tells; told apart by `kind`. */
export type FolderEvent = NewMailEvent | ChangeEvent | MoveEvent | StatusEvent;

/** The events of some names. */
export type EventOf<N extends EventName> = N extends 'newMail'
  ? NewMailEvent
  : N extends 'status'
    ? StatusEvent
    : N extends MoveEvent['kind']
      ? MoveEvent & { readonly kind: N }
      : ChangeEvent & { readonly kind: N };

/** The names of what Exchange tells when it is asked to; a status it tells unasked. */
const ASKED_FOR = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied', 'freeBusyChanged'] as const;
const EVENT_NAMES: readonly EventName[] = [...ASKED_FOR, 'status'];

/** Throws {@link ValidationError} for names of which none, or not all, are events that one can ask for. */
export function checkNames(method: string, names: unknown): asserts names is readonly EventName[] {
  const wrong = Array.isArray(names) ? names.filter((name) => !EVENT_NAMES.includes(name as EventName)) : [names];
  if (wrong.length === 0 && eventTypesOf(names as EventName[]).length > 0) return;
  const message = `expected an array of ${ASKED_FOR.map((name) => `'${name}'`).join(', ')}, and 'status' beside them`;
  throw new ValidationError(method, [{ path: 'events', message }]);
}

export function eventTypesOf(names: readonly EventName[]): NotificationEventTypeType[] {
  const asked = names.filter((name) => name !== 'status');
  return asked.map((name) => `${name[0]?.toUpperCase()}${name.slice(1)}Event` as NotificationEventTypeType);
}

/** The events of a notification that have those names. */
export function eventsOf<N extends EventName>(
  notification: { readonly events?: readonly NotificationEvents[] | undefined },
  names: readonly N[],
): EventOf<N>[] {
  const wanted: readonly EventName[] = names;
  return (notification.events ?? [])
    .map(toEvent)
    .filter(({ kind }) => kind !== 'status' || wanted.includes(kind)) as EventOf<N>[];
}

function toEvent(event: NotificationEvents): FolderEvent {
  const { watermark } = event;
  if (event.kind === 'statusEvent') return { kind: 'status', watermark };
  const kind = event.kind.replace(/Event$/, '') as Exclude<EventName, 'status'>;
  const { timeStamp, parentFolderId, itemId, folderId } = event as MovedCopiedEventType;
  const base = { timeStamp, parentFolderId, watermark };
  if (kind === 'newMail' && itemId) return { kind, ...base, itemId };
  if (kind === 'moved' || kind === 'copied') {
    const { oldItemId, oldFolderId, oldParentFolderId } = event as MovedCopiedEventType;
    return { kind, ...base, itemId, folderId, oldItemId, oldFolderId, oldParentFolderId };
  }
  const { unreadCount } = event as ModifiedEventType;
  return { kind: kind as ChangeEvent['kind'], ...base, itemId, folderId, unreadCount };
}
