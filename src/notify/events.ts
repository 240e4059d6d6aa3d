/** Events of a folder as users see them: one union, told apart by `kind`. */
import type {
  FolderIdType,
  ItemIdType,
  MovedCopiedEventType,
  NotificationEvents,
  NotificationEventTypeType,
} from '../../generated/index.js';

/** What there is to hear of. */
export type EventName = 'newMail' | 'created' | 'deleted' | 'modified' | 'moved' | 'copied' | 'freeBusyChanged';

interface Happening {
  readonly timeStamp: Date;
  /** Folder in which it happened. */
  readonly parentFolderId: FolderIdType;
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
export type FolderEvent = NewMailEvent | ChangeEvent | MoveEvent;

/** The events of some names. */
export type EventOf<N extends EventName> = N extends 'newMail'
  ? NewMailEvent
  : N extends MoveEvent['kind']
    ? MoveEvent & { readonly kind: N }
    : ChangeEvent & { readonly kind: N };

/** The names that there are. */
export const EVENT_NAMES: readonly EventName[] = [
  'newMail',
  'created',
  'deleted',
  'modified',
  'moved',
  'copied',
  'freeBusyChanged',
];

export function eventTypeOf(name: EventName): NotificationEventTypeType {
  return `${name[0]?.toUpperCase()}${name.slice(1)}Event` as NotificationEventTypeType;
}

/** An event of the wire; undefined for a status event, which is only a sign of life. */
export function toEvent(event: NotificationEvents): FolderEvent | undefined {
  if (event.kind === 'statusEvent') return undefined;
  const kind = event.kind.replace(/Event$/, '') as EventName;
  const { timeStamp, parentFolderId, itemId, folderId } = event as MovedCopiedEventType;
  if (kind === 'newMail' && itemId) return { kind, timeStamp, parentFolderId, itemId };
  if (kind === 'moved' || kind === 'copied') {
    const { oldItemId, oldFolderId, oldParentFolderId } = event as MovedCopiedEventType;
    return { kind, timeStamp, parentFolderId, itemId, folderId, oldItemId, oldFolderId, oldParentFolderId };
  }
  return { kind: kind as ChangeEvent['kind'], timeStamp, parentFolderId, itemId, folderId };
}
