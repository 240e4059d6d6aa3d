/** Several folders at once: those that a pattern matches. Queried like one; asked folder by folder. */
import type { TargetFolderIdType } from '../../generated/index.js';
import type { RequestOptions, Session } from '../client/session.js';
import type { Model } from '../items/model.js';
import { type FolderLike, resolveTarget } from '../items/target.js';
import { newPlan } from '../query/plan.js';
import { QuerySet } from '../query/query-set.js';
import type { ItemKind } from './kinds.js';
import { Queries } from './queries.js';
import { type FolderData, findFolders, splitPath } from './resolve.js';

/** The folders at a pattern below a folder. */
export class FolderSet<M extends Model> extends Queries<M> implements FolderLike {
  readonly known = undefined;
  readonly #session: Session;
  readonly #parent: FolderLike;
  readonly #pattern: string;
  readonly #kind: ItemKind;

  constructor(session: Session, parent: FolderLike, pattern: string, kind: ItemKind) {
    super();
    this.#session = session;
    this.#parent = parent;
    this.#pattern = pattern;
    this.#kind = kind;
  }

  get label(): string {
    return `${this.#parent.label}/${this.#pattern}`;
  }

  /** Every folder below is listed once, and its path matched without regard to case, as Exchange compares names. */
  async resolve(options: RequestOptions = {}): Promise<readonly TargetFolderIdType[]> {
    const parent = await resolveTarget(this.#parent, options);
    const { default: picomatch } = await import('picomatch');
    const matches = picomatch(splitPath(this.#pattern).map(escapeName).join('/'), {
      nocase: true,
      dot: true,
      nobrace: true,
      noextglob: true,
    });
    const deep = this.#pattern.includes('**') || this.#pattern.includes('/');
    const found: FolderData[] = [];
    for await (const data of findFolders(this.#session, parent, { traversal: deep ? 'Deep' : 'Shallow', ...options }))
      found.push(data);
    const paths = pathsOf(found);
    return found.flatMap(({ folderId }) => (folderId && matches(paths.get(folderId.id) ?? '') ? [{ folderId }] : []));
  }

  protected override query(): QuerySet<M> {
    return new QuerySet<M>(this.#session, newPlan([this], this.#kind.type));
  }
}

/** A slash in a name must not be taken for a step. */
function escapeName(name: string): string {
  return name.replaceAll('/', '\u2044');
}

/** The path of each folder below the common parent, by id. */
function pathsOf(folders: readonly FolderData[]): Map<string, string> {
  const byId = new Map(folders.flatMap((folder) => (folder.folderId ? [[folder.folderId.id, folder] as const] : [])));
  const paths = new Map<string, string>();
  const pathOf = (id: string): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const folder = byId.get(id);
    const above =
      folder?.parentFolderId && byId.has(folder.parentFolderId.id) ? `${pathOf(folder.parentFolderId.id)}/` : '';
    const path = above + escapeName(folder?.displayName ?? '');
    paths.set(id, path);
    return path;
  };
  for (const id of byId.keys()) pathOf(id);
  return paths;
}
