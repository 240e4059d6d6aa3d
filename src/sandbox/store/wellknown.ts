/** The folders that every mailbox has, as Exchange names and classes them. Data only. */

export type FolderKind = 'folder' | 'calendarFolder' | 'contactsFolder' | 'searchFolder' | 'tasksFolder';

/** [distinguished id, parent's id, display name, folder class]; '' is an id that the schema has no name for, or no class. */
type Entry = readonly [id: string, parent: string, name: string, folderClass: string, kind?: 'searchFolder'];

/** Names and classes are those of recorded FindFolder answers, from 14.3 to 15.20. */
export const WELL_KNOWN: readonly Entry[] = [
  ['root', '', 'root', ''],
  ['msgfolderroot', 'root', 'Top of Information Store', ''],
  ['inbox', 'msgfolderroot', 'Inbox', 'IPF.Note'],
  ['outbox', 'msgfolderroot', 'Outbox', 'IPF.Note'],
  ['sentitems', 'msgfolderroot', 'Sent Items', 'IPF.Note'],
  ['deleteditems', 'msgfolderroot', 'Deleted Items', 'IPF.Note'],
  ['drafts', 'msgfolderroot', 'Drafts', 'IPF.Note'],
  ['junkemail', 'msgfolderroot', 'Junk Email', 'IPF.Note'],
  ['calendar', 'msgfolderroot', 'Calendar', 'IPF.Appointment'],
  ['contacts', 'msgfolderroot', 'Contacts', 'IPF.Contact'],
  ['companycontacts', 'contacts', 'Companies', 'IPF.Contact.Company'],
  ['', 'contacts', 'GAL Contacts', 'IPF.Contact.GalContacts'],
  ['', 'contacts', 'Organizational Contacts', 'IPF.Contact.OrganizationalContacts'],
  [
    'peoplecentricconversationbuddies',
    'contacts',
    'PeopleCentricConversation Buddies',
    'IPF.Contact.PeopleCentricConversationBuddies',
  ],
  ['recipientcache', 'contacts', 'Recipient Cache', 'IPF.Contact.RecipientCache'],
  ['quickcontacts', 'contacts', 'Skype for Business Contacts', 'IPF.Contact.MOC.QuickContacts'],
  ['imcontactlist', 'contacts', '{A9E2BC46-B3A0-4243-B315-60D991004455}', 'IPF.Contact.MOC.ImContactList'],
  ['tasks', 'msgfolderroot', 'Tasks', 'IPF.Task'],
  ['notes', 'msgfolderroot', 'Notes', 'IPF.StickyNote'],
  ['journal', 'msgfolderroot', 'Journal', 'IPF.Journal'],
  ['conversationhistory', 'msgfolderroot', 'Conversation History', 'IPF.Note'],
  ['archive', 'msgfolderroot', 'Archive', 'IPF.Note'],
  ['syncissues', 'msgfolderroot', 'Sync Issues', 'IPF.Note'],
  ['conflicts', 'syncissues', 'Conflicts', 'IPF.Note'],
  ['localfailures', 'syncissues', 'Local Failures', 'IPF.Note'],
  ['serverfailures', 'syncissues', 'Server Failures', 'IPF.Note'],
  ['allitems', 'root', 'AllItems', 'IPF', 'searchFolder'],
  ['', 'root', 'Common Views', ''],
  ['', 'root', 'Deferred Action', ''],
  ['favorites', 'root', 'Favorites', 'IPF.Note', 'searchFolder'],
  ['searchfolders', 'root', 'Finder', ''],
  ['', 'root', 'Freebusy Data', ''],
  ['', 'root', 'MailboxAssociations', ''],
  ['mycontacts', 'root', 'My Contacts', 'IPF.Note', 'searchFolder'],
  ['', 'root', 'People I Know', 'IPF.Note', 'searchFolder'],
  ['peopleconnect', 'root', 'PeopleConnect', ''],
  ['', 'root', 'Reminders', 'Outlook.Reminder', 'searchFolder'],
  ['', 'root', 'Schedule', ''],
  ['', 'root', 'Sharing', 'IPF.Note'],
  ['', 'root', 'Shortcuts', ''],
  ['', 'root', 'Spooler Queue', '', 'searchFolder'],
  ['', 'root', 'System', ''],
  ['temporarysaves', 'root', 'TemporarySaves', ''],
  ['todosearch', 'root', 'To-Do Search', 'IPF.Task', 'searchFolder'],
  ['', 'root', 'Views', ''],
  ['recoverableitemsroot', 'root', 'Recoverable Items', ''],
  ['recoverableitemsdeletions', 'recoverableitemsroot', 'Deletions', ''],
  ['recoverableitemsversions', 'recoverableitemsroot', 'Versions', ''],
  ['recoverableitemspurges', 'recoverableitemsroot', 'Purges', ''],
  ['recoverableitemsdiscoveryholds', 'recoverableitemsroot', 'DiscoveryHolds', ''],
  ['archiveroot', '', 'root', ''],
  ['archivemsgfolderroot', 'archiveroot', 'Top of Information Store', ''],
  ['archiveinbox', 'archivemsgfolderroot', 'Inbox', 'IPF.Note'],
  ['archivedeleteditems', 'archivemsgfolderroot', 'Deleted Items', 'IPF.Note'],
  ['archiverecoverableitemsroot', 'archiveroot', 'Recoverable Items', ''],
  ['archiverecoverableitemsdeletions', 'archiverecoverableitemsroot', 'Deletions', ''],
  ['archiverecoverableitemsversions', 'archiverecoverableitemsroot', 'Versions', ''],
  ['archiverecoverableitemspurges', 'archiverecoverableitemsroot', 'Purges', ''],
  ['archiverecoverableitemsdiscoveryholds', 'archiverecoverableitemsroot', 'DiscoveryHolds', ''],
  ['publicfoldersroot', '', 'IPM_SUBTREE', ''],
];

/** Exchange chooses the folder's element by its class. */
export function folderKindOf(folderClass: string): FolderKind {
  if (/^IPF\.Appointment\b/i.test(folderClass)) return 'calendarFolder';
  if (/^IPF\.Contact\b/i.test(folderClass)) return 'contactsFolder';
  if (/^IPF\.Task\b/i.test(folderClass)) return 'tasksFolder';
  return 'folder';
}

/** The class of a folder created by this element without a class of its own: a t:Folder has none then (recorded FindFolder answers). */
export function folderClassOf(kind: FolderKind): string {
  switch (kind) {
    case 'calendarFolder':
      return 'IPF.Appointment';
    case 'contactsFolder':
      return 'IPF.Contact';
    case 'tasksFolder':
      return 'IPF.Task';
    case 'searchFolder':
      return 'IPF.Note';
    default:
      return '';
  }
}
