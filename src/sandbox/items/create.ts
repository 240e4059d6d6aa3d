/** A new item of a request: MIME taken apart, properties filled in, attachments stored. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { settleLocalTimes } from '../calendar/local-times.js';
import { writeExtended } from '../properties/extended.js';
import type { EventKind } from '../store/changes.js';
import type { Folder } from '../store/folders.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import { applyMime } from './apply-mime.js';
import { fillIn } from './fill-in.js';
import { demandFlag } from './flag.js';
import { addAttachments, type IncomingAttachment, noteAttachments } from './incoming-attachments.js';
import { demandClass, kindOfClass, kindOfMime } from './item-class.js';
import { sizeOf } from './size.js';
import { demandCreatable } from './writable.js';

/** An item as a request gives it. */
export type IncomingItem = ItemData & { kind: ItemKind; attachments?: IncomingAttachment[] };

export interface CreateOptions {
  associated?: boolean;
  event?: EventKind;
}

/** The data of a request's item, separate from the request, its MIME applied; and its attachments. */
export function readIncoming(
  context: Context,
  incoming: IncomingItem,
): {
  kind: ItemKind;
  data: ItemData;
  attachments: IncomingAttachment[];
  /** It goes into the associated contents of its folder. */
  associated: boolean;
} {
  const { kind: given, attachments = [], extendedProperty = [], ...rest } = incoming;
  const local: ItemData = { ...rest };
  settleLocalTimes(local, context.timeZone);
  const { isAssociated = false, ...data } = copyValue(local);
  const kind = given === 'item' ? kindOfClass(data.itemClass) : given;
  demandCreatable(kind, { ...data, isAssociated });
  demandClass(kind, data.itemClass);
  demandFlag(data);
  const fromMime = applyMime(kind, data, context);
  for (const property of copyValue(extendedProperty)) writeExtended(data, property);
  return {
    kind: kindOfMime(kind, local.itemClass === undefined ? data.itemClass : undefined),
    data,
    attachments: [...fromMime, ...attachments],
    associated: isAssociated === true,
  };
}

export function createItem(context: Context, folder: Folder, incoming: IncomingItem): Item {
  const { kind, data, attachments, associated } = readIncoming(context, incoming);
  demandFitting(folder, kind);
  return storeItem(context, folder, kind, data, attachments, { associated });
}

/** Stores data that need no further reading. */
export function storeItem(
  context: Context,
  folder: Folder,
  kind: ItemKind,
  data: ItemData,
  attachments: readonly IncomingAttachment[] = [],
  options: CreateOptions = {},
): Item {
  fillIn(context, context.store.mailboxes.byId(folder.mailbox), kind, data);
  data.size = sizeOf(data, 0);
  const item = context.store.items.create(folder, kind, data, options);
  if (attachments.length === 0) return item;
  addAttachments(context, item, attachments);
  const { mimeSource } = data;
  const noted = noteAttachments(context, item);
  return mimeSource === undefined ? noted : context.store.items.update(noted, { ...noted.data, mimeSource });
}

// MS-OXWSMTGS, MS-OXWSCONT, MS-OXWSTASK: items of these kinds live in folders of their class only.
function demandFitting(folder: Folder, kind: ItemKind): void {
  const isDeleted = folder.wellKnown === 'deleteditems' || folder.wellKnown?.startsWith('recoverable');
  if (isDeleted) return;
  if (kind === 'calendarItem' && folder.kind !== 'calendarFolder') {
    throw new Failure('ErrorCannotCreateCalendarItemInNonCalendarFolder');
  }
  if ((kind === 'contact' || kind === 'distributionList') && folder.kind !== 'contactsFolder') {
    throw new Failure('ErrorCannotCreateContactInNonContactFolder');
  }
  if (kind === 'task' && folder.kind !== 'tasksFolder') throw new Failure('ErrorCannotCreateTaskInNonTaskFolder');
}

/** Where an item goes that a request creates without naming a folder. */
export function defaultFolderOf(kind: ItemKind): string {
  switch (kind) {
    case 'calendarItem':
      return 'calendar';
    case 'contact':
    case 'distributionList':
      return 'contacts';
    case 'task':
      return 'tasks';
    case 'message':
      return 'drafts';
    default:
      return 'inbox';
  }
}
