/** The folders that every mailbox has, as Exchange names and classes them. Data only. */

export type FolderKind = 'folder' | 'calendarFolder' | 'contactsFolder' | 'searchFolder' | 'tasksFolder';

/** [distinguished id, parent's id, display name, folder class] */
type Entry = readonly [id: string, parent: string, name: string, folderClass: string];

export const WELL_KNOWN: readonly Entry[] = [
  ['root', '', 'Root', ''],
  ['msgfolderroot', 'root', 'Top of Information Store', 'IPF'],
  ['inbox', 'msgfolderroot', 'Inbox', 'IPF.Note'],
  ['outbox', 'msgfolderroot', 'Outbox', 'IPF.Note'],
  ['sentitems', 'msgfolderroot', 'Sent Items', 'IPF.Note'],
  ['deleteditems', 'msgfolderroot', 'Deleted Items', 'IPF.Note'],
  ['drafts', 'msgfolderroot', 'Drafts', 'IPF.Note'],
  ['junkemail', 'msgfolderroot', 'Junk Email', 'IPF.Note'],
  ['calendar', 'msgfolderroot', 'Calendar', 'IPF.Appointment'],
  ['contacts', 'msgfolderroot', 'Contacts', 'IPF.Contact'],
  ['recipientcache', 'contacts', 'Recipient Cache', 'IPF.Contact.RecipientCache'],
  ['quickcontacts', 'contacts', 'Skype for Business Contacts', 'IPF.Contact.MOC.QuickContacts'],
  ['imcontactlist', 'contacts', 'IM Contact List', 'IPF.Contact.MOC.ImContactList'],
  ['tasks', 'msgfolderroot', 'Tasks', 'IPF.Task'],
  ['notes', 'msgfolderroot', 'Notes', 'IPF.StickyNote'],
  ['journal', 'msgfolderroot', 'Journal', 'IPF.Journal'],
  ['conversationhistory', 'msgfolderroot', 'Conversation History', 'IPF.Note'],
  ['archive', 'msgfolderroot', 'Archive', 'IPF.Note'],
  ['syncissues', 'msgfolderroot', 'Sync Issues', 'IPF.Note'],
  ['conflicts', 'syncissues', 'Conflicts', 'IPF.Note'],
  ['localfailures', 'syncissues', 'Local Failures', 'IPF.Note'],
  ['serverfailures', 'syncissues', 'Server Failures', 'IPF.Note'],
  ['searchfolders', 'root', 'Finder', ''],
  ['todosearch', 'root', 'To-Do Search', 'IPF.Task'],
  ['mycontacts', 'root', 'MyContacts', 'IPF.Contact'],
  ['favorites', 'root', 'Favorites', 'IPF.Note'],
  ['peopleconnect', 'root', 'PeopleConnect', 'IPF.Contact'],
  ['recoverableitemsroot', 'root', 'Recoverable Items', ''],
  ['recoverableitemsdeletions', 'recoverableitemsroot', 'Deletions', ''],
  ['recoverableitemsversions', 'recoverableitemsroot', 'Versions', ''],
  ['recoverableitemspurges', 'recoverableitemsroot', 'Purges', ''],
  ['recoverableitemsdiscoveryholds', 'recoverableitemsroot', 'DiscoveryHolds', ''],
  ['archiveroot', '', 'Root', ''],
  ['archivemsgfolderroot', 'archiveroot', 'Top of Information Store', 'IPF'],
  ['archiveinbox', 'archivemsgfolderroot', 'Inbox', 'IPF.Note'],
  ['archivedeleteditems', 'archivemsgfolderroot', 'Deleted Items', 'IPF.Note'],
  ['archiverecoverableitemsroot', 'archiveroot', 'Recoverable Items', ''],
  ['archiverecoverableitemsdeletions', 'archiverecoverableitemsroot', 'Deletions', ''],
  ['archiverecoverableitemsversions', 'archiverecoverableitemsroot', 'Versions', ''],
  ['archiverecoverableitemspurges', 'archiverecoverableitemsroot', 'Purges', ''],
  ['archiverecoverableitemsdiscoveryholds', 'archiverecoverableitemsroot', 'DiscoveryHolds', ''],
  ['publicfoldersroot', '', 'IPM_SUBTREE', ''],
];

const SEARCH_FOLDERS = new Set(['todosearch', 'mycontacts', 'favorites']);

/** Exchange chooses the folder's element by its class. */
export function folderKindOf(folderClass: string, wellKnown?: string): FolderKind {
  if (wellKnown !== undefined && SEARCH_FOLDERS.has(wellKnown)) return 'searchFolder';
  if (/^IPF\.Appointment\b/i.test(folderClass)) return 'calendarFolder';
  if (/^IPF\.Contact\b/i.test(folderClass)) return 'contactsFolder';
  if (/^IPF\.Task\b/i.test(folderClass)) return 'tasksFolder';
  return 'folder';
}

/** The class of a folder created by this element without a class of its own. */
export function folderClassOf(kind: FolderKind): string {
  switch (kind) {
    case 'calendarFolder':
      return 'IPF.Appointment';
    case 'contactsFolder':
      return 'IPF.Contact';
    case 'tasksFolder':
      return 'IPF.Task';
    default:
      return 'IPF.Note';
  }
}
