/** MarkAllItemsAsRead. Since Exchange 2013. */
import type { MarkAllItemsAsReadType, TargetFolderIdType } from '../../generated/index.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** As what, and whether senders hear of it. */
export interface Marking {
  /** Default: true. */
  readonly isRead?: boolean | undefined;
  /** Default: true. */
  readonly suppressReadReceipts?: boolean | undefined;
}

function markAllItemsRequest(folder: TargetFolderIdType, marking: Marking): MarkAllItemsAsReadType {
  const { isRead = true, suppressReadReceipts = true } = marking;
  return { readFlag: isRead, suppressReadReceipts, folderIds: [folderIdOf(folder)] };
}

export async function markAllItemsAsRead(
  session: Session,
  folder: TargetFolderIdType,
  marking: Marking,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'MarkAllItemsAsRead', markAllItemsRequest(folder, marking), options);
}
