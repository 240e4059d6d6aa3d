/**
 * Ids in requests to rows: folders by id or by name, items by id, occurrence or index, with the rights and the ChangeKey rules
 * on the way. Every handler comes through here.
 */
import { Failure } from '../base/failure.js';
import { isMaster, occurrenceAt, occurrenceByIndex } from '../calendar/occurrences.js';
import type { Folder } from '../store/folders.js';
import { formatChangeKey, formatId, type ObjectId, parseChangeKey, parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Context } from './context.js';
import { demand, may, type Right } from './rights.js';

/** FolderId or DistinguishedFolderId; `kind` may be absent where the place in the schema tells. */
export interface FolderRef {
  kind?: string | undefined;
  id?: string | undefined;
  changeKey?: string | undefined;
  mailbox?: { emailAddress?: string | undefined } | undefined;
}

/** A TargetFolderId: one of two members. */
export interface TargetFolderRef {
  folderId?: FolderRef | undefined;
  distinguishedFolderId?: FolderRef | undefined;
}

/** ItemId, OccurrenceItemId, RecurringMasterItemId or RecurringMasterItemIdRanges. */
export interface ItemRef {
  kind?: string | undefined;
  id?: string | undefined;
  changeKey?: string | undefined;
  recurringMasterId?: string | undefined;
  occurrenceId?: string | undefined;
  instanceIndex?: number | undefined;
}

/** `missing`: the code where an id names no folder. Nearly all operations have one for it, GetFolder and UpdateFolder another. */
export function folderOf(
  context: Context,
  ref: FolderRef,
  right: Right = 'visible',
  missing = 'ErrorFolderNotFound',
): Folder {
  demandReadable(ref.changeKey);
  const folder = ref.kind === 'distinguishedFolderId' ? byName(context, ref) : byId(context, ref, missing);
  demand(context.store, context.mailbox, folder, right);
  return folder;
}

/** The folder that a request puts things into. */
export function targetOf(
  context: Context,
  target: TargetFolderRef | undefined,
  right: Right = 'create',
  missing = 'ErrorFolderNotFound',
): Folder {
  if (target?.distinguishedFolderId !== undefined) {
    return folderOf(context, { ...target.distinguishedFolderId, kind: 'distinguishedFolderId' }, right);
  }
  if (target?.folderId === undefined) throw new Failure('ErrorFolderNotFound');
  return folderOf(context, { ...target.folderId, kind: 'folderId' }, right, missing);
}

function byName(context: Context, ref: FolderRef): Folder {
  const address = ref.mailbox?.emailAddress;
  const owner = address === undefined ? context.mailbox : context.store.mailboxes.byAddress(address);
  if (owner === undefined) throw new Failure('ErrorNonExistentMailbox');
  const folder = context.store.folders.wellKnown(owner.id, ref.id ?? '');
  return folder;
}

function byId(context: Context, ref: FolderRef, missing: string): Folder {
  const id = parseId(ref.id);
  mailboxOf(context, id);
  if (id.item !== undefined) throw new Failure('ErrorCannotUseItemIdForFolderId', 'Id is not a folder Id.');
  const folder = context.store.folders.byId(id.folder);
  if (folder === undefined) throw new Failure(missing);
  return folder;
}

function mailboxOf(context: Context, id: ObjectId): Mailbox {
  const mailbox = context.store.mailboxes.byGuid(id.guid);
  if (mailbox === undefined)
    throw new Failure('ErrorNonExistentMailbox', 'No mailbox with such guid.', id.guid ? { MailboxGuid: id.guid } : {});
  return mailbox;
}

export function itemOf(context: Context, ref: ItemRef, right: Right = 'read'): Item {
  demandReadable(ref.changeKey);
  const item = findItem(context, ref);
  const folder = context.store.folders.byId(item.folder);
  if (folder === undefined || !may(context.store, context.mailbox, folder, 'read')) {
    throw new Failure(
      folder && may(context.store, context.mailbox, folder, 'visible') ? 'ErrorAccessDenied' : 'ErrorItemNotFound',
    );
  }
  demand(context.store, context.mailbox, folder, right);
  return item;
}

function findItem(context: Context, ref: ItemRef): Item {
  switch (ref.kind) {
    case 'occurrenceItemId': {
      const master = rowOf(context, parseId(ref.recurringMasterId));
      if (!isMaster(master.data)) throw new Failure('ErrorCalendarCannotUseIdForOccurrenceId');
      return occurrenceByIndex(master, Number(ref.instanceIndex));
    }
    case 'recurringMasterItemId': {
      const master = rowOf(context, parseId(ref.occurrenceId));
      if (!isMaster(master.data)) {
        throw new Failure(
          'ErrorCalendarCannotUseIdForRecurringMasterId',
          'Id is not an occurrence of a recurring series.',
        );
      }
      return master;
    }
    default: {
      const id = parseId(ref.id);
      if (id.item === undefined) throw new Failure('ErrorCannotUseFolderIdForItemId', 'Id is not an item Id.');
      const row = rowOf(context, id);
      if (id.occurrence === undefined) return row;
      if (!isMaster(row.data)) throw new Failure('ErrorItemNotFound');
      return occurrenceAt(row, id.occurrence);
    }
  }
}

function rowOf(context: Context, id: ObjectId): Item {
  mailboxOf(context, id);
  const item = context.store.items.byId(id.item);
  if (item === undefined || item.folder !== id.folder) throw new Failure('ErrorItemNotFound');
  return item;
}

/** The ItemId of an answer. */
export function itemIdOf(
  context: Pick<Context, 'store'>,
  item: Item & { occurrence?: number },
): { id: string; changeKey: string } {
  const guid = context.store.mailboxes.byId(item.mailbox).guid;
  return {
    id: formatId({ guid, folder: item.folder, item: item.id, occurrence: item.occurrence }),
    changeKey: formatChangeKey(item.kind, item.change),
  };
}

export function folderIdOf(context: Pick<Context, 'store'>, folder: Folder): { id: string; changeKey: string } {
  const guid = context.store.mailboxes.byId(folder.mailbox).guid;
  return { id: formatId({ guid, folder: folder.id }), changeKey: formatChangeKey(folder.kind, folder.change) };
}

/** A parent's id comes with a ChangeKey that holds nothing but the type, as Exchange writes it. */
export function parentIdOf(
  context: Pick<Context, 'store'>,
  folder: number,
  mailbox: number,
): { id: string; changeKey: string } {
  const guid = context.store.mailboxes.byId(mailbox).guid;
  return { id: formatId({ guid, folder }), changeKey: 'AQAAAA==' };
}

/** Learn, ResponseCode: ErrorInvalidChangeKey is for a key that is empty or cannot be read, whatever is done with the object. */
function demandReadable(changeKey: string | undefined): void {
  if (changeKey !== undefined) parseChangeKey(changeKey);
}

/** ErrorChangeKeyRequired without one, ErrorStaleObject with an old one: what SendItem and read-receipt rules ask for. */
export function demandCurrent(item: Item, changeKey: string | undefined): void {
  if (!changeKey) throw new Failure('ErrorChangeKeyRequired');
  if (parseChangeKey(changeKey) !== item.change) throw new Failure('ErrorStaleObject');
}
