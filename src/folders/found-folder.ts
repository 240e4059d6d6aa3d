/** How a folder is found, and what is known of it: looked up when it is first needed, and no more often than that. */
import type { FolderIdType, TargetFolderIdType } from '../../generated/index.js';
import { EwsError } from '../errors.js';
import { type Kind, kindOfClass, mayBe } from '../kinds/kinds.js';
import { FOLDER_ID_ONLY, type FolderInfo, getFolder } from '../requests/get-folder.js';
import type { RequestOptions } from '../requests/options.js';
import type { FolderAccess } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { folderAt } from './path.js';

/** Where a folder is: by its id or Microsoft's name, or by its path below another. */
export type FolderPlace =
  | { readonly target: TargetFolderIdType }
  | { readonly parent: FoundFolder; readonly path: string };

export class FoundFolder implements FolderAccess {
  readonly session: Session;
  readonly #place: FolderPlace;
  /** What somebody has said that it holds: checked as soon as the folder's class is known. */
  readonly claimed: Kind;
  #data: FolderInfo | undefined;
  /** Whether that is all that the server says of it: of a folder that was just made, it says its id. */
  #isWhole = true;

  constructor(session: Session, place: FolderPlace, claimed: Kind, data?: FolderInfo, isWhole = true) {
    this.session = session;
    this.#place = place;
    this.claimed = claimed;
    if (data) this.#take(data, isWhole);
  }

  get label(): string {
    if (this.#data?.displayName !== undefined) return this.#data.displayName;
    if ('path' in this.#place) return this.#place.path;
    return this.distinguished ?? 'the folder';
  }

  /** Microsoft's name of it, if that is how it is found. */
  get distinguished(): string | undefined {
    return 'target' in this.#place ? this.#place.target.distinguishedFolderId?.id : undefined;
  }

  /** Public folders are searched level by level: Exchange has no Deep traversal of them. */
  get isPublic(): boolean {
    return 'path' in this.#place ? this.#place.parent.isPublic : this.distinguished === 'publicfoldersroot';
  }

  /** What it is known to hold, without asking. */
  get kind(): Kind {
    return this.claimed.name === 'any' ? kindOfClass(this.#data?.folderClass) : this.claimed;
  }

  /** Its element: `calendarFolder`. */
  get element(): FolderInfo['kind'] {
    return this.#data?.kind ?? this.kind.folderElement;
  }

  get known(): TargetFolderIdType | undefined {
    if ('target' in this.#place) return this.#place.target;
    return this.#data?.folderId && { folderId: this.#data.folderId };
  }

  /** The same, taken for what somebody says; undefined when it is known to hold something else. */
  as(kind: Kind): FoundFolder | undefined {
    if (!mayBe(this.kind, kind)) return undefined;
    return new FoundFolder(this.session, this.#place, kind, this.#data, this.#isWhole);
  }

  /** The same, with items that have own fields. */
  on(session: Session): FoundFolder {
    return new FoundFolder(session, this.#place, this.claimed, this.#data, this.#isWhole);
  }

  async resolve(options: RequestOptions = {}): Promise<TargetFolderIdType> {
    const { known } = this;
    if (known !== undefined) return known;
    const { parent, path } = this.#place as Extract<FolderPlace, { path: string }>;
    const data = await folderAt(this.session, await parent.resolve(options), path, parent.label, options);
    this.#take(data);
    return { folderId: data.folderId as FolderIdType };
  }

  /** What the server says of it. Asked for once. */
  async data(options: RequestOptions): Promise<FolderInfo> {
    await this.resolve(options);
    return this.#data && this.#isWhole ? this.#data : this.refresh(options);
  }

  /** The same, asked for again. */
  async refresh(options: RequestOptions): Promise<FolderInfo> {
    const data = await getFolder(this.session, await this.resolve(options), options);
    this.#take(data);
    return data;
  }

  /** Its own id, also where it is found by a name of Microsoft's. */
  async id(options: RequestOptions): Promise<FolderIdType> {
    const target = await this.resolve(options);
    const found = target.folderId ?? this.#data?.folderId;
    if (found) return found;
    return (await getFolder(this.session, target, options, {}, FOLDER_ID_ONLY)).folderId as FolderIdType;
  }

  /** What it holds; asks for its class where nobody has said it. */
  async learnKind(options: RequestOptions): Promise<Kind> {
    if (this.claimed.name === 'any' && this.#data?.folderClass === undefined) await this.data(options);
    return this.kind;
  }

  /** It has another name or id. */
  change(data: { displayName?: string | undefined; folderId?: FolderIdType | undefined }): void {
    for (const [name, value] of Object.entries(data))
      if (value !== undefined && this.#data) Object.assign(this.#data, { [name]: value });
  }

  #take(data: FolderInfo, isWhole = true): void {
    const found = kindOfClass(data.folderClass);
    if (!mayBe(found, this.claimed)) {
      const message = `'${data.displayName ?? this.label}' is a folder of ${found.name} (${data.folderClass}), not of ${this.claimed.name}.`;
      throw new EwsError('ERR_FOLDER_KIND', message, { remedy: `Ask for it as what it is: '${found.name}'.` });
    }
    // The roots of some mailboxes have no name of their own.
    const known = data.distinguishedFolderId ?? this.distinguished;
    if (!data.displayName && known !== undefined) data.displayName = known;
    this.#data = data;
    this.#isWhole = isWhole;
  }
}
