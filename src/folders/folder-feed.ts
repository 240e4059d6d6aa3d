/** What changed among the folders below one: SyncFolderHierarchy as a feed. Must not know what handles of folders are. */
import type { FolderIdType } from '../../generated/index.js';
import { checkOptions, type Rules, TEXT } from '../errors.js';
import { ChangeFeed } from '../notify/changes.js';
import type { FolderInfo } from '../requests/get-folder.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { syncFolderHierarchy } from '../requests/sync-folder-hierarchy.js';
import type { FoundFolder } from './found-folder.js';

/** What a feed of folders begins with. */
export interface FolderChangeOptions extends RequestOptions {
  /** State that an earlier run ended with. Absent, or '': every folder is new. */
  since?: string | undefined;
}

const FOLDER_CHANGE_RULES: Rules<FolderChangeOptions> = { ...REQUEST_RULES, since: TEXT };

type Changed<F> =
  | { readonly kind: 'create' | 'update'; readonly folder: F; readonly id: FolderIdType }
  | { readonly kind: 'delete'; readonly id: FolderIdType };

export function folderChanges<F>(
  at: FoundFolder,
  options: FolderChangeOptions,
  open: (data: FolderInfo) => F,
): ChangeFeed<Changed<F>> {
  checkOptions('folderChanges()', options, FOLDER_CHANGE_RULES);
  const { since, ...rest } = options;
  return new ChangeFeed('SyncFolderHierarchy', since, async (state) => {
    const message = await syncFolderHierarchy(at.session, await at.resolve(rest), state, rest);
    const changes = (message.changes ?? []).flatMap((change): Changed<F> | [] => {
      // Without an id nobody knows what is gone.
      if (change.kind === 'delete') return change.folderId ? { kind: change.kind, id: change.folderId } : [];
      const data = demand('SyncFolderHierarchy', 'which folder has changed', change.folder, change) as FolderInfo;
      const id = demand('SyncFolderHierarchy', 'the id of a folder', data.folderId, change);
      return { kind: change.kind, folder: open(data), id };
    });
    return { changes, state: message.syncState, isLast: message.includesLastFolderInRange !== false };
  });
}
