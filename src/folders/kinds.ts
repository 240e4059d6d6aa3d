/** What folders hold: the item types behind the models, by folder class and by folder element. */
import type { ArrayOfFoldersType } from '../../generated/index.js';

/** What a folder's items are at run time: the type that names are checked against, and the element of a new one. */
export interface ItemKind {
  readonly type: string;
  readonly kind: 'item' | 'message' | 'calendarItem' | 'contact' | 'task';
  /** Class and element of a folder made below. */
  readonly folderClass: string;
  readonly folderKind: ArrayOfFoldersType[number]['kind'];
}

export const MAIL: ItemKind = { type: 'MessageType', kind: 'message', folderClass: 'IPF.Note', folderKind: 'folder' };
export const CALENDAR: ItemKind = {
  type: 'CalendarItemType',
  kind: 'calendarItem',
  folderClass: 'IPF.Appointment',
  folderKind: 'calendarFolder',
};
export const CONTACTS: ItemKind = {
  type: 'ContactItemType',
  kind: 'contact',
  folderClass: 'IPF.Contact',
  folderKind: 'contactsFolder',
};
export const TASKS: ItemKind = { type: 'TaskType', kind: 'task', folderClass: 'IPF.Task', folderKind: 'tasksFolder' };
export const ITEMS: ItemKind = { type: 'ItemType', kind: 'item', folderClass: 'IPF.Note', folderKind: 'folder' };

const BY_CLASS: readonly (readonly [string, ItemKind])[] = [
  ['IPF.Appointment', CALENDAR],
  ['IPF.Contact', CONTACTS],
  ['IPF.Task', TASKS],
  ['IPF.Note', MAIL],
];

/** The kind of items in a folder of that class (`IPF.Note.OutlookHomepage` is `IPF.Note`). */
export function kindOfFolder(folderClass: string | undefined): ItemKind {
  return BY_CLASS.find(([prefix]) => folderClass?.startsWith(prefix))?.[1] ?? ITEMS;
}
