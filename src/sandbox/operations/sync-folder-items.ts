/** SyncFolderItems: the items that came, changed and went since a state that the server gave out earlier, in portions. */
import type { Context } from '../access/context.js';
import { itemIdOf, targetOf } from '../access/resolve.js';
import type { SyncFolderItemsType } from '../base/codec.js';
import type { Body } from '../base/response-message.js';
import { formatState, parseState, type SyncState } from '../notify/sync-state.js';
import { shapeItem } from '../properties/shape.js';
import type { Touched } from '../store/changes.js';
import type { Folder } from '../store/folders.js';
import { formatId, parseId } from '../store/ids.js';
import type { Item } from '../store/items.js';
import { type Handler, onePart } from './handler.js';

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
      // A portion may be one longer than was asked for; another one tells whether there are more.
      const touched = touchedItems(context, folder, state, withAssociated, ignored, request.maxChangesReturned + 2);
      const part = firstOf(touched, request.maxChangesReturned);
      const changes = part.flatMap((one) => itemChange(context, folder, one, state, request));
      const isLast = part.length === touched.length;
      return { syncState: nextState(state, isLast, part.at(-1)?.seq), includesLastItemInRange: isLast, changes };
    },
    { syncState: '', includesLastItemInRange: true },
  );

/**
 * A state lies between two changes, and one that moves an item within its folder touches two items: they come together, be it one more than was
 * asked for.
 */
function firstOf(touched: readonly Touched[], most: number): Touched[] {
  let end = most;
  while (end > 0 && touched[end] !== undefined && touched[end]?.seq === touched[end - 1]?.seq) end--;
  return touched.slice(0, end > 0 ? end : most + 1);
}

function nextState(state: SyncState, isLast: boolean, position: number | undefined): string {
  if (isLast) return formatState({ ...state, since: state.until, position: 0 });
  return formatState({ ...state, position: position ?? state.position });
}

function touchedItems(
  context: Context,
  folder: Folder,
  state: SyncState,
  withAssociated: boolean,
  ignored: ReadonlySet<number | undefined>,
  most: number,
): Touched[] {
  const { items, changes } = context.store;
  if (state.since === 0) {
    // From the beginning the log need not be read: what is there, is new.
    const selection = { folder: folder.id, associated: withAssociated ? undefined : false };
    return items
      .bornBetween(selection, state.position, state.until, most + ignored.size)
      .filter(({ id }) => !ignored.has(id))
      .map(({ id, born }) => ({ id, seq: born, born, onlyRead: false }));
  }
  const touched: Touched[] = [];
  for (const one of changes.touchedIn(folder.id, state, withAssociated)) {
    if (ignored.has(one.id)) continue;
    touched.push(one);
    if (touched.length >= most) break;
  }
  return touched;
}

function itemChange(
  context: Context,
  folder: Folder,
  one: Touched,
  state: SyncState,
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
  return shapeItem(context, item, request.itemShape, 'sync');
}
