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
  readonly kind: 'newMail';
  readonly itemId: ItemIdType;
}

/** An item or a folder was created, deleted or changed, or free/busy times did; one of the two ids is there. */
export interface ChangeEvent extends Happening {
  readonly kind: 'created' | 'deleted' | 'modified' | 'freeBusyChanged';
  readonly itemId: ItemIdType | undefined;
  readonly folderId: FolderIdType | undefined;
}

/** An item or a folder was moved or copied. */
export interface MoveEvent extends Happening {
  readonly kind: 'moved' | 'copied';
  readonly itemId: ItemIdType | undefined;
  readonly folderId: FolderIdType | undefined;
  /** Id before. */
  readonly oldItemId: ItemIdType | undefined;
  readonly oldFolderId: FolderIdType | undefined;
  /** Folder it was in before. */
  readonly oldParentFolderId: FolderIdType;
}

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
