/** SyncFolderHierarchy: the folders that came, changed and went since a state that the server gave out earlier. */
import type { Context } from '../access/context.js';
import { targetOf } from '../access/resolve.js';
import type { SyncFolderHierarchyType } from '../base/codec.js';
import type { Body } from '../base/response-message.js';
import { formatState, parseState } from '../notify/sync-state.js';
import { shapeFolder } from '../properties/folder-view.js';
import type { Change } from '../store/changes.js';
import type { Folder } from '../store/folders.js';
import { formatId } from '../store/ids.js';
import { type Handler, onePart } from './handler.js';

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
