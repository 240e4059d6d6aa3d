/**
 * The one table of what folders hold: whose fields are known, what is created, which classes and elements such a folder has, and which of
 * Microsoft's distinguished folders are such. The same as types is models.ts. Must not know sessions.
 */
import type { ArrayOfFoldersType, DistinguishedFolderIdNameType } from '../../generated/index.js';
import { ITEM_CLASSES, type ItemElement } from '../items/classes.js';

/** What a folder's items are at run time. */
export interface Kind {
  /** `mail`. */
  readonly name: FolderKind;
  /** The items that may lie in it and whose fields queries may name; the first is what `create()` makes. */
  readonly items: readonly [ItemElement, ...ItemElement[]];
  /** The element of such a folder: `calendarFolder`. */
  readonly folderElement: ArrayOfFoldersType[number]['kind'];
  /** Folder classes, each with what extends it (`IPF.Note.OutlookHomepage` is `IPF.Note`); the first is that of a new one. */
  readonly folderClasses: readonly string[];
  /** Microsoft's names of folders that are such. */
  readonly distinguished: readonly DistinguishedFolderIdNameType[];
}

/** What a folder holds. `posts` are folders of mail used as boards; `any` is what nobody has said of a folder. */
export type FolderKind = 'mail' | 'posts' | 'calendar' | 'contacts' | 'tasks' | 'notes' | 'journal' | 'any';

const MAIL = ['message', 'meetingRequest', 'meetingResponse', 'meetingCancellation', 'meetingMessage'] as const;

/**
 * Folder classes are those of [MS-OXOSFLD] 2.2.3 and [MS-OXWSFOLD]; `any` is what nobody has said, or knows, of a folder: the deleted
 * items hold everything.
 */
export const KINDS = {
  mail: {
    name: 'mail',
    items: [...MAIL, 'postItem'],
    folderElement: 'folder',
    folderClasses: ['IPF.Note', 'IPF.Imap'],
    distinguished: ['inbox', 'drafts', 'sentitems', 'outbox', 'junkemail', 'archiveinbox', 'conversationhistory'],
  },
  posts: {
    name: 'posts',
    items: ['postItem', ...MAIL],
    folderElement: 'folder',
    folderClasses: ['IPF.Note'],
    distinguished: [],
  },
  calendar: {
    name: 'calendar',
    items: ['calendarItem'],
    folderElement: 'calendarFolder',
    folderClasses: ['IPF.Appointment'],
    distinguished: ['calendar'],
  },
  contacts: {
    name: 'contacts',
    items: ['contact', 'distributionList'],
    folderElement: 'contactsFolder',
    folderClasses: ['IPF.Contact'],
    distinguished: [
      'contacts',
      'recipientcache',
      'quickcontacts',
      'companycontacts',
      'peoplecentricconversationbuddies',
    ],
  },
  tasks: {
    name: 'tasks',
    items: ['task'],
    folderElement: 'tasksFolder',
    folderClasses: ['IPF.Task'],
    distinguished: ['tasks'],
  },
  notes: {
    name: 'notes',
    items: ['item'],
    folderElement: 'folder',
    folderClasses: ['IPF.StickyNote'],
    distinguished: ['notes'],
  },
  journal: {
    name: 'journal',
    items: ['item'],
    folderElement: 'folder',
    folderClasses: ['IPF.Journal'],
    distinguished: ['journal'],
  },
  any: {
    name: 'any',
    items: ['item', ...MAIL, 'postItem', 'calendarItem', 'contact', 'distributionList', 'task'],
    folderElement: 'folder',
    folderClasses: [],
    distinguished: [],
  },
} as const satisfies { readonly [K in FolderKind]: Kind & { readonly name: K } };

const ALL: readonly Kind[] = Object.values(KINDS);

/** Mail and posts have one class: a folder of it is mail until somebody says that it holds posts. */
const BY_CLASS = ALL.filter(({ name }) => name !== 'posts');

/** The kind of a folder by its class; of a class that is none of these, or missing, `any`. */
export function kindOfClass(folderClass: string | undefined): Kind {
  const is = (one: string): boolean =>
    folderClass?.toLowerCase() === one.toLowerCase() ||
    folderClass?.toLowerCase().startsWith(`${one.toLowerCase()}.`) === true;
  return BY_CLASS.find(({ folderClasses }) => folderClasses.some(is)) ?? KINDS.any;
}

/** The kind of a distinguished folder, where everybody knows it. */
export function kindOfDistinguished(name: DistinguishedFolderIdNameType): Kind {
  return ALL.find(({ distinguished }) => distinguished.includes(name)) ?? KINDS.any;
}

/** Whether a folder that turns out to be of one kind may be taken for another: posts lie among mail, and `any` says nothing. */
export function mayBe(found: Kind, claimed: Kind): boolean {
  if (found === claimed || found.name === 'any' || claimed.name === 'any') return true;
  return found.folderClasses.some((one) => claimed.folderClasses.includes(one));
}

/** Whether a folder is of the kind that is looked for; one of unknown class is of none but `any`. */
export function isOf(found: Kind, wanted: Kind): boolean {
  return wanted.name === 'any' || found.folderClasses.some((one) => wanted.folderClasses.includes(one));
}

/** The schema types of the items that may lie in such a folder; the first is what its fields are taken from first. */
export function typesOf({ items }: Kind): readonly string[] {
  return items.map((element) => ITEM_CLASSES[element].type);
}
