/** The folders below one, with their names on the way. Must not know what handles of them are. */
import type { TargetFolderIdType } from '../../generated/index.js';
import { findFolders } from '../requests/find-folder.js';
import type { FolderInfo } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import type { Meant } from './folder-conditions.js';

/** A folder, and the names that lead to it. */
export interface Listed {
  readonly data: FolderInfo;
  readonly names: readonly string[];
}

/** Which folders are listed, and how. */
export interface HowListed {
  readonly deep: boolean;
  /** The server has no search through all levels. */
  readonly level: boolean;
  readonly meant?: Meant | undefined;
}

/** Right below, or all below; above before below. */
export async function* listFolders(
  session: Session,
  parent: TargetFolderIdType,
  { deep, level, meant }: HowListed,
  options: RequestOptions,
): AsyncGenerator<Listed, void, undefined> {
  if (meant?.never) return;
  const { restriction, start } = meant ?? {};
  if (!deep)
    for await (const data of findFolders(session, parent, { restriction, start }, options))
      yield { data, names: [nameOf(data)] };
  else if (restriction === undefined) yield* allBelow(session, parent, level, options);
  else {
    // What leads to a folder need not be meant itself: its names are those of all.
    const ids = level
      ? undefined
      : await idsOf(findFolders(session, parent, { traversal: 'Deep', restriction }, options));
    if (ids?.size === 0) return;
    const levels = new Map<string | undefined, Set<string>>();
    for await (const listed of allBelow(session, parent, level, options)) {
      const { folderId, parentFolderId } = listed.data;
      const above = parentFolderId?.id;
      if (ids === undefined && !levels.has(above)) {
        const place = parentFolderId ? { folderId: parentFolderId } : parent;
        levels.set(above, await idsOf(findFolders(session, place, { restriction }, options)));
      }
      if ((ids ?? levels.get(above))?.has(folderId?.id ?? '')) yield listed;
    }
  }
}

function allBelow(
  session: Session,
  parent: TargetFolderIdType,
  level: boolean,
  options: RequestOptions,
): AsyncGenerator<Listed, void, undefined> {
  return level ? byLevels(session, parent, [], options) : inOneSearch(session, parent, options);
}

async function idsOf(found: AsyncIterable<FolderInfo>): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const { folderId } of found) if (folderId) ids.add(folderId.id);
  return ids;
}

/** Where the server has no search through all levels. One that it shows in two places is listed once. */
async function* byLevels(
  session: Session,
  parent: TargetFolderIdType,
  above: readonly string[],
  options: RequestOptions,
  met = new Set<string>(),
): AsyncGenerator<Listed, void, undefined> {
  for await (const data of findFolders(session, parent, {}, options)) {
    const { folderId, childFolderCount } = data;
    if (folderId && met.has(folderId.id)) continue;
    if (folderId) met.add(folderId.id);
    const names = [...above, nameOf(data)];
    yield { data, names };
    if (folderId && childFolderCount !== 0) yield* byLevels(session, { folderId }, names, options, met);
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
  const walked = new Map<string | undefined, readonly string[]>();
  if (isTorn(byId))
    for await (const { data, names } of byLevels(session, parent, [], options)) walked.set(data.folderId?.id, names);
  for (const [id, data] of byId) yield { data, names: walked.get(id) ?? namesOf(data, byId) };
}

/**
 * Only `parent` should be named as the place of folders and not be among them. Archives and mailboxes that were moved spell the id of one
 * folder in two ways, so that it is not known whose children others are.
 */
function isTorn(byId: ReadonlyMap<string, FolderInfo>): boolean {
  const outside = new Set<string>();
  for (const { parentFolderId } of byId.values())
    if (parentFolderId && !byId.has(parentFolderId.id)) outside.add(parentFolderId.id);
  return outside.size > 1;
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
