/** SyncFolderHierarchy: a portion of what has changed among the folders below one. */
import type { SyncFolderHierarchyResponseMessageType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { folderShape, OF_LATER_FOLDERS } from './get-folder.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** The changes since a state; '' for the beginning. */
export async function syncFolderHierarchy(
  session: Session,
  syncFolderId: TargetFolderIdType,
  state: string,
  options: RequestOptions,
): Promise<SyncFolderHierarchyResponseMessageType> {
  const request = { folderShape: folderShape(), syncFolderId, ...(state === '' ? {} : { syncState: state }) };
  const response = await call(session, 'SyncFolderHierarchy', request, options, { optional: OF_LATER_FOLDERS });
  const message = onlyMessage(response);
  const { syncState, changes, includesLastFolderInRange } = message;
  demand('SyncFolderHierarchy', 'what has changed', syncState ?? changes ?? includesLastFolderInRange, response);
  return message;
}
