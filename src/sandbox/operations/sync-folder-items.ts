/** SyncFolderItems and SyncFolderHierarchy: what changed since a state that the server gave out earlier, in portions. */
import type { SyncFolderHierarchyType, SyncFolderItemsType } from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import { itemIdOf, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import { shapeFolder } from '../properties/folder-view.js';
import { shapeItem } from '../properties/shape.js';
import type { Change } from '../store/changes.js';
import type { Folder } from '../store/folders.js';
import { formatId, parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import { type Body, type Handler, onePart } from './handler.js';

/** A state: changes up to `since` are told; of those up to `until`, the ones up to `position` too. */
interface State {
  folder: number;
  since: number;
  until: number;
  position: number;
}

const MAGIC = 'ews1';

function formatState({ folder, since, until, position }: State): string {
  return Buffer.from([MAGIC, folder, since, until, position].join(' ')).toString('base64');
}

function parseState(text: string | undefined, folder: number): State {
  if (!text) return { folder, since: 0, until: 0, position: 0 };
  const [magic, ...numbers] = Buffer.from(text, 'base64').toString('latin1').split(' ');
  const [of, since, until, position] = numbers.map(Number);
  if (magic !== MAGIC || of !== folder || since === undefined || until === undefined || !(position! >= 0)) {
    throw new Failure('ErrorInvalidSyncStateData');
  }
  return { folder, since, until, position: position! };
}

interface Touched {
  id: number;
  /** Last change within the window. */
  seq: number;
  born: number;
  onlyRead: boolean;
}

export const syncFolderItems: Handler<SyncFolderItemsType> = (request, context) =>
  onePart(
    context,
    'syncFolderItemsResponseMessage',
    () => {
      const folder = targetOf(context, request.syncFolderId, 'read');
      const state = parseState(request.syncState, folder.id);
      if (state.position === 0) state.until = context.store.changes.last();
      const withAssociated = request.syncScope === 'NormalAndAssociatedItems';
      const ignored = new Set((request.ignore ?? []).map((one) => parseId(one.id).item));
      const touched = touchedItems(context, folder, state, withAssociated).filter(
        (one) => one.seq > state.position && !ignored.has(one.id),
      );
      const part = touched.slice(0, request.maxChangesReturned);
      const changes = part.flatMap((one) => itemChange(context, folder, one, state, request));
      const isLast = part.length === touched.length;
      return { syncState: nextState(state, isLast, part.at(-1)?.seq), includesLastItemInRange: isLast, changes };
    },
    { syncState: '', includesLastItemInRange: true },
  );

function nextState(state: State, isLast: boolean, position: number | undefined): string {
  if (isLast) return formatState({ ...state, since: state.until, position: 0 });
  return formatState({ ...state, position: position ?? state.position });
}

function touchedItems(context: Context, folder: Folder, state: State, withAssociated: boolean): Touched[] {
  if (state.since === 0) {
    // From the beginning the log need not be read: what is there, is new.
    const items = context.store.items.inFolder(folder.id, withAssociated ? undefined : false);
    return items
      .filter((item) => item.born <= state.until)
      .map((item) => ({ id: item.id, seq: item.born, born: item.born, onlyRead: false }))
      .sort((a, b) => a.seq - b.seq);
  }
  const touched = new Map<number, Touched>();
  const note = (id: number, change: Change, born: number) => {
    const old = touched.get(id);
    const onlyRead = change.readOnly && (old?.onlyRead ?? true);
    touched.delete(id);
    touched.set(id, { id, seq: change.seq, born: old?.born ?? born, onlyRead });
  };
  for (const change of context.store.changes.after(folder.mailbox, state.since, 'item')) {
    if (change.seq > state.until || (change.associated && !withAssociated)) continue;
    if (change.folder === folder.id) note(change.object, change, change.born);
    // A moved item is gone from where it was; there it had been since before.
    if (change.event === 'moved' && change.oldFolder === folder.id && change.oldObject !== undefined)
      note(change.oldObject, change, 0);
  }
  return [...touched.values()];
}

function itemChange(
  context: Context,
  folder: Folder,
  one: Touched,
  state: State,
  request: SyncFolderItemsType,
): Body[] {
  const item = context.store.items.byId(one.id);
  const isNew = one.born > state.since;
  if (item === undefined || item.folder !== folder.id) {
    if (isNew) return [];
    const guid = context.store.mailboxes.byId(folder.mailbox).guid;
    return [{ kind: 'delete', itemId: { id: formatId({ guid, folder: folder.id, item: one.id }) } }];
  }
  if (one.onlyRead && !isNew)
    return [{ kind: 'readFlagChange', itemId: itemIdOf(context, item), isRead: item.data.isRead ?? true }];
  return [{ kind: isNew ? 'create' : 'update', item: shaped(context, item, request) }];
}

function shaped(context: Context, item: Item, request: SyncFolderItemsType): Body {
  return shapeItem(context, item, request.itemShape, 'find');
}

export const syncFolderHierarchy: Handler<SyncFolderHierarchyType> = (request, context) =>
  onePart(
    context,
    'syncFolderHierarchyResponseMessage',
    () => {
      const target = request.syncFolderId ?? { distinguishedFolderId: { id: 'msgfolderroot' as const } };
      const top = targetOf(context, target, 'visible');
      const state = parseState(request.syncState, top.id);
      const until = context.store.changes.last();
      const changes =
        state.since === 0 ? allFolders(context, top, request) : folderChanges(context, top, state.since, request);
      return {
        syncState: formatState({ folder: top.id, since: until, until, position: 0 }),
        includesLastFolderInRange: true,
        changes,
      };
    },
    { syncState: '', includesLastFolderInRange: true },
  );

function allFolders(context: Context, top: Folder, request: SyncFolderHierarchyType): Body[] {
  return context.store.folders
    .descendants(top.id)
    .map((folder) => ({ kind: 'create', folder: shapeFolder(context, folder, request.folderShape) }));
}

function folderChanges(context: Context, top: Folder, since: number, request: SyncFolderHierarchyType): Body[] {
  const { folders, changes, mailboxes } = context.store;
  const below = new Set(folders.descendants(top.id).map((folder) => folder.id));
  const guid = mailboxes.byId(top.mailbox).guid;
  const last = new Map<number, Change>();
  for (const change of changes.after(top.mailbox, since, 'folder')) {
    last.delete(change.object);
    last.set(change.object, change);
  }
  return [...last.values()].flatMap((change): Body[] => {
    const folder = folders.byId(change.object);
    if (folder !== undefined && below.has(folder.id)) {
      const isNew = folder.born > since;
      return [{ kind: isNew ? 'create' : 'update', folder: shapeFolder(context, folder, request.folderShape) }];
    }
    if (change.born > since) return [];
    const wasBelow = [change.folder, change.oldFolder].some(
      (parent) => parent === top.id || (parent !== undefined && below.has(parent)),
    );
    if (!wasBelow && folder !== undefined) return [];
    return [{ kind: 'delete', folderId: { id: formatId({ guid, folder: change.object }) } }];
  });
}
