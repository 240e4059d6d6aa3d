/** Where a folder is among folders: those above it, and its path. Must not know what handles of them are. */
import { hasCode } from '../client/response-errors.js';
import { distinguishedFolder } from '../requests/folder-ids.js';
import { FOLDER_ID_ONLY, type FolderInfo, getFolder } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { escapeName } from './path.js';

/** The folder that one is in; undefined of the root, and of what one may not see. */
export async function parentOf(
  session: Session,
  { folderId, parentFolderId }: FolderInfo,
  options: RequestOptions,
): Promise<FolderInfo | undefined> {
  // The root of a mailbox is its own parent, or has none.
  if (!parentFolderId || parentFolderId.id === folderId?.id) return undefined;
  try {
    return await getFolder(session, { folderId: { id: parentFolderId.id } }, options);
  } catch (error) {
    if (hasCode(error, 'ErrorAccessDenied', 'ErrorItemNotFound', 'ErrorFolderNotFound')) return undefined;
    throw error;
  }
}

/** From the root down to the folder itself. */
export async function ancestry(session: Session, folder: FolderInfo, options: RequestOptions): Promise<FolderInfo[]> {
  const chain = [folder];
  const met = new Set([folder.folderId?.id]);
  for (;;) {
    const above = await parentOf(session, chain[0] as FolderInfo, options);
    if (above === undefined || met.has(above.folderId?.id)) return chain;
    met.add(above.folderId?.id);
    chain.unshift(above);
  }
}

/** The path by which `account.folder()` finds it, below the top of the mailbox; of a folder elsewhere, from the root, with `/` before it. */
export async function pathOf(session: Session, folder: FolderInfo, options: RequestOptions): Promise<string> {
  const chain = await ancestry(session, folder, options);
  const target = { distinguishedFolderId: distinguishedFolder(session, 'msgfolderroot') };
  const top = await getFolder(session, target, options, {}, FOLDER_ID_ONLY);
  const at = chain.findIndex(({ folderId }) => folderId?.id === top.folderId?.id);
  const names = (folders: readonly FolderInfo[]): string =>
    folders.map(({ displayName = '' }) => escapeName(displayName)).join('/');
  return at >= 0 ? names(chain.slice(at + 1)) : `/${names(chain)}`;
}
