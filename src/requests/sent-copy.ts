/** Whether what goes out is kept, and where. */
import type { MessageDispositionType, TargetFolderIdType } from '../../generated/index.js';
import { distinguishedFolder } from './folder-ids.js';
import type { SendOptions } from './options.js';
import { resolvePlace } from './resolve-place.js';
import type { Session } from './session.js';

export interface SentCopy {
  readonly messageDisposition: Extract<MessageDispositionType, 'SendOnly' | 'SendAndSaveCopy'>;
  readonly savedItemFolderId?: TargetFolderIdType;
}

/** By default in the sent items of the session's own mailbox: without a name of it, they would be those of whoever is logged in. */
export async function sentCopy(session: Session, { saveCopy = true, ...options }: SendOptions): Promise<SentCopy> {
  if (saveCopy === false) return { messageDisposition: 'SendOnly' };
  const savedItemFolderId =
    saveCopy === true
      ? { distinguishedFolderId: distinguishedFolder(session, 'sentitems') }
      : await resolvePlace(session, saveCopy, options);
  return { messageDisposition: 'SendAndSaveCopy', savedItemFolderId };
}
