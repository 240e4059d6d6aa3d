/** A mailbox's folders for tests without a server, and the answers of a server that has them. Knows no facade. */
import { failure, type Message, success } from './messages.js';

export interface TreeFolder {
  readonly id: string;
  readonly name: string;
  readonly parent?: string | undefined;
  /** Absent where the server says none. */
  readonly folderClass?: string | undefined;
  /** Element. Default: `folder`. */
  readonly kind?: string | undefined;
  /** Microsoft's name of it. */
  readonly distinguished?: string | undefined;
  /** Own fields, as the wire has them. */
  readonly extendedProperty?: readonly object[] | undefined;
}

/** A request, as far as this reads it. */
interface Request {
  readonly folderIds?: readonly FolderId[];
  readonly parentFolderIds?: readonly FolderId[];
  readonly traversal?: string;
  readonly restriction?: { readonly constant?: { readonly value: string } };
  readonly view?: { readonly offset: number };
}

interface FolderId {
  readonly kind: string;
  readonly id: string;
}

export const TREE: readonly TreeFolder[] = [
  { id: 'f-root', name: '', distinguished: 'root' },
  { id: 'f-top', name: 'Top of Information Store', parent: 'f-root', distinguished: 'msgfolderroot' },
  { id: 'f-inbox', name: 'Inbox', parent: 'f-top', folderClass: 'IPF.Note', distinguished: 'inbox' },
  { id: 'f-projects', name: 'Projects', parent: 'f-inbox', folderClass: 'IPF.Note' },
  { id: 'f-2024', name: '2024', parent: 'f-projects', folderClass: 'IPF.Note' },
  { id: 'f-ab', name: 'A/B', parent: 'f-projects', folderClass: 'IPF.Note' },
  { id: 'f-plans', name: 'Plans', parent: 'f-inbox', folderClass: 'IPF.Appointment', kind: 'calendarFolder' },
  { id: 'f-odd', name: 'Odd', parent: 'f-inbox' },
  {
    id: 'f-calendar',
    name: 'Calendar',
    parent: 'f-top',
    folderClass: 'IPF.Appointment',
    kind: 'calendarFolder',
    distinguished: 'calendar',
  },
  {
    id: 'f-contacts',
    name: 'Contacts',
    parent: 'f-top',
    folderClass: 'IPF.Contact',
    kind: 'contactsFolder',
    distinguished: 'contacts',
  },
  {
    id: 'f-tasks',
    name: 'Tasks',
    parent: 'f-top',
    folderClass: 'IPF.Task',
    kind: 'tasksFolder',
    distinguished: 'tasks',
  },
  { id: 'f-public', name: 'All Public Folders', distinguished: 'publicfoldersroot' },
  { id: 'f-board', name: 'Board', parent: 'f-public', folderClass: 'IPF.Note' },
];

/** Folders by their ids and Microsoft's names. */
export class FolderTree {
  folders: readonly TreeFolder[] = TREE;
  /** Folders in an answer to FindFolder. */
  pageSize = Number.POSITIVE_INFINITY;

  find({ id }: FolderId): TreeFolder | undefined {
    return this.folders.find((folder) => folder.id === id || folder.distinguished === id);
  }

  readonly get = ({ folderIds = [] }: Request): Message[] =>
    folderIds.map((id) => {
      const folder = this.find(id);
      return folder ? success({ folders: [this.#data(folder)] }) : failure('ErrorFolderNotFound');
    });

  readonly search = ({ parentFolderIds = [], traversal, restriction, view }: Request): Message[] =>
    parentFolderIds.map((id) => {
      const parent = this.find(id) ?? (id.id.startsWith('new-') ? { id: id.id } : undefined);
      if (parent === undefined) return failure('ErrorFolderNotFound');
      const name = restriction?.constant?.value;
      const all = this.#below(parent.id, traversal === 'Deep').filter(
        (folder) => name === undefined || folder.name.toLowerCase() === name.toLowerCase(),
      );
      const offset = view?.offset ?? 0;
      const page = all.slice(offset, offset + this.pageSize);
      const end = offset + page.length;
      const last = end >= all.length;
      const folders = page.map((folder) => this.#data(folder));
      const place = last ? {} : { indexedPagingOffset: end };
      return success({
        rootFolder: { ...place, totalItemsInView: all.length, includesLastItemInRange: last, folders },
      });
    });

  #below(id: string, deep: boolean): TreeFolder[] {
    const children = this.folders.filter(({ parent }) => parent === id);
    return deep ? children.flatMap((child) => [child, ...this.#below(child.id, true)]) : children;
  }

  #data({ id, name, parent, folderClass, kind = 'folder', extendedProperty }: TreeFolder): object {
    return {
      kind,
      folderId: { id, changeKey: `${id}-1` },
      parentFolderId: parent === undefined ? undefined : { id: parent },
      folderClass,
      displayName: name,
      childFolderCount: this.#below(id, false).length,
      extendedProperty,
    };
  }
}
