/** The folders below one, with their names on the way. Must not know what handles of them are. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { findFolders } from '../requests/find-folder.js';
import type { FolderInfo } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

/** A folder, and the names that lead to it. */
export interface Listed {
  readonly data: FolderInfo;
  readonly names: readonly string[];
}

/** Right below, or all below; above before below. */
export async function* listFolders(
  session: Session,
  parent: TargetFolderIdType,
  { deep, level }: { readonly deep: boolean; readonly level: boolean },
  options: RequestOptions,
): AsyncGenerator<Listed, void, undefined> {
  if (!deep) for await (const data of findFolders(session, parent, {}, options)) yield { data, names: [nameOf(data)] };
  else if (level) yield* byLevels(session, parent, [], options);
  else yield* inOneSearch(session, parent, options);
}

/** Where the server has no search through all levels. */
async function* byLevels(
  session: Session,
  parent: TargetFolderIdType,
  above: readonly string[],
  options: RequestOptions,
): AsyncGenerator<Listed, void, undefined> {
  for await (const data of findFolders(session, parent, {}, options)) {
    const names = [...above, nameOf(data)];
    yield { data, names };
    if (data.folderId && data.childFolderCount !== 0)
      yield* byLevels(session, { folderId: data.folderId }, names, options);
  }
}

/** Names of all are known when all are there: the server may list a folder before the one that it is in. */
async function* inOneSearch(
  session: Session,
  parent: TargetFolderIdType,
  options: RequestOptions,
): AsyncGenerator<Listed, void, undefined> {
  const byId = new Map<string, FolderInfo>();
  for await (const data of findFolders(session, parent, { traversal: 'Deep' }, options))
    byId.set(data.folderId?.id ?? '', data);
  for (const data of byId.values()) yield { data, names: namesOf(data, byId) };
}

function namesOf(data: FolderInfo, byId: ReadonlyMap<string, FolderInfo>): string[] {
  const names: string[] = [];
  const met = new Set<FolderInfo>();
  for (let at: FolderInfo | undefined = data; at && !met.has(at); at = byId.get(at.parentFolderId?.id ?? '')) {
    met.add(at);
    names.unshift(nameOf(at));
  }
  return names;
}

function nameOf(data: FolderInfo): string {
  return data.displayName ?? '';
}
