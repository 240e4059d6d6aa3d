/** The classes of items, for what is tried with each: where one lies, what a new one has, and what of it may be changed. */
import type { Account } from '../../src/index.js';

export interface ItemLike {
  readonly id: string;
  readonly itemId: object;
  refresh(): Promise<unknown>;
  update(changes: object): Promise<void>;
  move(to: string): Promise<void>;
  copy(to: string): Promise<ItemLike | undefined>;
  delete(options?: object): Promise<void>;
}

export interface FolderLike {
  create(item: object): Promise<ItemLike>;
  createAll(items: object[]): Promise<ItemLike[]>;
  withFields(fields: object): FolderLike;
  markAllAsRead(): Promise<void>;
  get(where: object): Promise<object>;
}

export interface ClassOfItems {
  readonly name: string;
  readonly kind: string;
  /** The element that it comes back as: what is of no class of its own is a message. */
  readonly readAs: string;
  readonly folder: 'notes' | 'contacts' | 'drafts' | 'calendar' | 'inbox' | 'tasks';
  /** What is given of a new one, besides what it is called. */
  readonly given: object;
  /** The member that it is called by. */
  readonly title: 'subject' | 'displayName' | 'fileAs';
  /** A class that no item of the kind may have. */
  readonly wrongClass: string;
  readonly wrongCode: string;
}

const times = { start: new Date('2027-03-01T09:00:00Z'), end: new Date('2027-03-01T10:00:00Z') };

export const CLASSES: readonly ClassOfItems[] = [
  {
    name: 'an item',
    kind: 'item',
    readAs: 'message',
    folder: 'notes',
    given: {},
    title: 'subject',
    wrongClass: 'IPM.Task',
    wrongCode: 'ErrorCannotCreateTaskInNonTaskFolder',
  },
  {
    name: 'a contact',
    kind: 'contact',
    readAs: 'contact',
    folder: 'contacts',
    given: {},
    title: 'fileAs',
    wrongClass: 'IPM.Task',
    wrongCode: 'ErrorObjectTypeChanged',
  },
  {
    name: 'a distribution list',
    kind: 'distributionList',
    readAs: 'distributionList',
    folder: 'contacts',
    given: {},
    title: 'displayName',
    wrongClass: 'IPM.Task',
    wrongCode: 'ErrorObjectTypeChanged',
  },
  {
    name: 'a message',
    kind: 'message',
    readAs: 'message',
    folder: 'drafts',
    given: {},
    title: 'subject',
    wrongClass: 'IPM.Contact',
    wrongCode: 'ErrorObjectTypeChanged',
  },
  {
    name: 'a meeting',
    kind: 'calendarItem',
    readAs: 'calendarItem',
    folder: 'calendar',
    given: times,
    title: 'subject',
    wrongClass: 'IPM.Task',
    wrongCode: 'ErrorObjectTypeChanged',
  },
  {
    name: 'a post',
    kind: 'postItem',
    readAs: 'postItem',
    folder: 'inbox',
    given: {},
    title: 'subject',
    wrongClass: 'IPM.Task',
    wrongCode: 'ErrorObjectTypeChanged',
  },
  {
    name: 'a task',
    kind: 'task',
    readAs: 'task',
    folder: 'tasks',
    given: {},
    title: 'subject',
    wrongClass: 'IPM.Contact',
    wrongCode: 'ErrorObjectTypeChanged',
  },
];

export const folderOf = (account: Account, { folder }: ClassOfItems): FolderLike =>
  (folder === 'notes' ? account.distinguished('notes') : account[folder]) as unknown as FolderLike;

export const newOne = ({ kind, given, title }: ClassOfItems, called: string, more: object = {}): object => ({
  kind,
  ...given,
  [title]: called,
  ...more,
});
