/** The folders that every mailbox has. */
import type { DistinguishedFolderIdNameType } from '../../generated/index.js';
import { EwsError, ValidationError } from '../errors.js';
import type { ExtendedFields } from '../fields/own-fields.js';
import { Folder, type FolderSet } from '../folders/folder.js';
import { FolderList } from '../folders/folder-list.js';
import { checkKind } from '../folders/folder-options.js';
import { FoundFolder } from '../folders/found-folder.js';
import { type FolderKind, KINDS, type Kind, kindOfDistinguished } from '../kinds/kinds.js';
import type {
  AnyModel,
  CalendarModel,
  ContactModel,
  Distinguished,
  MailModel,
  Model,
  Models,
  TaskModel,
} from '../kinds/models.js';
import { sessionWithFields } from '../kinds/with-fields.js';
import { readId } from '../query/item-set.js';
import { distinguishedFolder } from '../requests/folder-ids.js';
import type { FolderInfo } from '../requests/get-folder.js';
import { checkName, type FolderHandle } from '../requests/place.js';
import { accessOf } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';

/** Of unlike kinds, a place that knows the fields of all. */
type IsUnion<T, U = T> = T extends unknown ? ([U] extends [T] ? false : true) : never;
/** What several folders hold together: of unlike kinds, the fields of all are known. */
export type Joined<M extends Model> = true extends IsUnion<M['kind']> ? AnyModel : M;
type ModelOf<F> = F extends Folder<infer M> ? M : never;

/** Throws for what is no folder, or one of another account. */
function checked(session: Session, folder: unknown, index: number): Folder<Model> {
  const path = `folders[${index}]`;
  if (!(folder instanceof Folder))
    throw new ValidationError('account.folders()', [{ path, message: 'expected a folder, such as account.inbox' }]);
  if (accessOf(folder).session.client === session.client) return folder as Folder<Model>;
  throw new EwsError('ERR_OTHER_ACCOUNT', `${path} (${folder.label}) belongs to another account.`, {
    remedy: 'A set of folders is of one account; ask each account for its own.',
  });
}

/** A folder that was just made, of which the server has said no more than its id. */
function openMade(session: Session, data: FolderInfo, kind: Kind): Folder<Model> {
  const target = data.folderId ? { folderId: data.folderId } : {};
  return new Folder<Model>(new FoundFolder(session, { target }, kind, data, false));
}

/** The folders of a mailbox. Nothing is sent before one of them is used. */
export abstract class MailboxFolders {
  protected abstract session(): Session;

  #at<M extends Model>(name: DistinguishedFolderIdNameType): Folder<M> {
    const session = this.session();
    const target = { distinguishedFolderId: distinguishedFolder(session, name) };
    return new Folder<M>(new FoundFolder(session, { target }, kindOfDistinguished(name)));
  }

  /** A folder by Microsoft's name, for those that have no property here. */
  distinguished<N extends DistinguishedFolderIdNameType>(
    name: N,
  ): Folder<N extends keyof Distinguished ? Distinguished[N] : AnyModel> {
    checkName(this.session().registry, name);
    return this.#at(name);
  }

  /**
   * By its path below `top` (`'Inbox/Projects'`, `\\/` for a slash in a name), or by its id. What it holds, says the second argument;
   * without it, the fields of every class are known. A kind that the folder turns out not to be of is refused.
   */
  folder(at: string | { readonly id: string }): Folder<AnyModel>;
  folder<K extends FolderKind>(at: string | { readonly id: string }, kind: K): Folder<Models[K]>;
  folder(at: string | { readonly id: string }, kind: FolderKind = 'any'): Folder<Models[FolderKind]> {
    if (typeof at === 'string') return this.top.folder(at, kind);
    checkKind('account.folder()', kind);
    const session = this.session();
    const place = { target: { folderId: readId(at, 'folder') } };
    return new Folder<Models[FolderKind]>(new FoundFolder(session, place, KINDS[kind]));
  }

  /** Several folders of this account as one place; of unlike kinds, one that knows the fields of all. */
  folders<const F extends readonly FolderHandle[]>(...folders: F): FolderSet<Joined<ModelOf<F[number]>>> {
    type Joint = Joined<ModelOf<F[number]>>;
    const own = this.session();
    const handles = folders.map((folder, index) => checked(own, folder, index));
    const kinds = [...new Set(handles.map(({ kind }) => kind))];
    const kind = KINDS[kinds.length === 1 ? (kinds[0] as FolderKind) : 'any'];
    const fields = Object.assign({}, ...handles.map((folder) => accessOf(folder).session.fields)) as ExtendedFields;
    const session = Object.keys(fields).length === 0 ? own : sessionWithFields(own, fields, kind);
    async function* list(): AsyncGenerator<Folder<Joint>, void, undefined> {
      yield* handles as unknown as Folder<Joint>[];
    }
    const label = handles.map((folder) => folder.label).join(', ');
    return new FolderList<Joint, Folder<Joint>>(session, label, kind, list, (data, made) =>
      openMade(session, data, made),
    );
  }

  /** `inbox`: mail that arrived, and requests to meet. */
  get inbox(): Folder<MailModel> {
    return this.#at('inbox');
  }

  /** `drafts`: messages that were not sent yet. */
  get drafts(): Folder<MailModel> {
    return this.#at('drafts');
  }

  /** `sentitems`. */
  get sent(): Folder<MailModel> {
    return this.#at('sentitems');
  }

  /** `outbox`: messages on their way out. */
  get outbox(): Folder<MailModel> {
    return this.#at('outbox');
  }

  /** `junkemail`. */
  get junk(): Folder<MailModel> {
    return this.#at('junkemail');
  }

  /** `deleteditems`: whatever was deleted. */
  get trash(): Folder<AnyModel> {
    return this.#at('deleteditems');
  }

  /** `calendar`: the owner's own; its occurrences in a span by `view()`. */
  get calendar(): Folder<CalendarModel> {
    return this.#at('calendar');
  }

  /** `contacts`: people and distribution lists of the owner's own. */
  get contacts(): Folder<ContactModel> {
    return this.#at('contacts');
  }

  /** `tasks`: things to do. */
  get tasks(): Folder<TaskModel> {
    return this.#at('tasks');
  }

  /** `notes`: sticky notes. */
  get notes(): Folder<Models['notes']> {
    return this.#at('notes');
  }

  /** `journal`: records of calls and the like. */
  get journal(): Folder<Models['journal']> {
    return this.#at('journal');
  }

  /** `msgfolderroot`: what people see as their mailbox. */
  get top(): Folder<AnyModel> {
    return this.#at('msgfolderroot');
  }

  /** `root`: all of it, with what nobody sees. */
  get root(): Folder<AnyModel> {
    return this.#at('root');
  }

  /** `archivemsgfolderroot`: the archive mailbox. Exchange 2010. */
  get archive(): Folder<AnyModel> {
    return this.#at('archivemsgfolderroot');
  }

  /** `publicfoldersroot`. */
  get publicFolders(): Folder<AnyModel> {
    return this.#at('publicfoldersroot');
  }

  /** `recoverableitemsroot`: what was deleted for good, and can be recovered. Exchange 2010. */
  get recoverableItems(): Folder<AnyModel> {
    return this.#at('recoverableitemsroot');
  }
}
