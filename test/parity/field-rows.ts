/** Members of items with values that Exchange takes, by class: what is written, and what takes its place in an update. */
import type { Account } from '../../src/index.js';

const at = (day: number, hour = 12): Date => new Date(Date.UTC(2027, 2, day, hour));
const person = (name: string) => ({ mailbox: { name, emailAddress: `${name}@example.test` } });
const mailbox = (name: string) => ({ name, emailAddress: `${name}@example.test` });
const entry = (key: string, value: string) => ({ key, value });
const series = (interval: number, numberOfOccurrences: number) => ({
  pattern: { kind: 'dailyRecurrence', interval },
  range: { kind: 'numberedRecurrence', startDate: '2027-03-02', numberOfOccurrences },
});

/** The value of a new item; the one that an update sets, where it can; why it does not go away when it is removed. */
export type Values = readonly [created: unknown, updated?: unknown, stays?: string];
type Table = Readonly<Record<string, Values>>;

const ITEM: Table = {
  subject: ['Angebot & Antwort <1>', 'second'],
  sensitivity: ['Private', 'Personal'],
  categories: [['red', 'blue'], ['green']],
  importance: ['High', 'Low'],
  inReplyTo: ['<1@example.test>', '<2@example.test>'],
  reminderIsSet: [true, false],
  reminderMinutesBeforeStart: [15, 30],
  reminderDueBy: [at(1), at(2)],
  culture: ['de-DE', 'fr-FR'],
  itemClass: ['IPM.Note.Own', 'IPM.Note.Other'],
  isAssociated: [true],
  body: [
    { bodyType: 'Text', value: 'one' },
    { bodyType: 'Text', value: 'two' },
  ],
};

const MAIL: Table = {
  toRecipients: [[mailbox('bob')], [mailbox('carol')]],
  ccRecipients: [[mailbox('bob')], [mailbox('carol')]],
  bccRecipients: [[mailbox('bob')], [mailbox('carol')]],
  isReadReceiptRequested: [true, false],
  isDeliveryReceiptRequested: [true, false],
  isResponseRequested: [true, false],
  isRead: [true, false],
  internetMessageId: ['<3@example.test>'],
  references: ['<4@example.test>', '<5@example.test>'],
  replyTo: [[mailbox('bob')], [mailbox('carol')]],
  from: [mailbox('alice'), mailbox('alice')],
  sender: [mailbox('alice')],
};

const POST: Table = {
  isRead: [true, false],
  internetMessageId: ['<3@example.test>'],
  references: ['<4@example.test>', '<5@example.test>'],
  from: [mailbox('alice')],
  sender: [mailbox('alice')],
};

const CALENDAR: Table = {
  start: [at(1, 9), at(1, 8)],
  end: [at(1, 13), at(1, 14)],
  isAllDayEvent: [false, true],
  legacyFreeBusyStatus: ['OOF', 'Tentative'],
  location: ['Room 1', 'Room 2'],
  when: ['at noon', 'at night'],
  isResponseRequested: [false, true],
  requiredAttendees: [[person('bob')], [person('carol')]],
  optionalAttendees: [[person('bob')], [person('carol')]],
  resources: [[person('room1')], [person('room2')]],
  recurrence: [series(1, 5), series(2, 4)],
  conferenceType: [1, 2],
  allowNewTimeProposal: [false, true],
  meetingWorkspaceUrl: ['https://example.test/1', 'https://example.test/2'],
  netShowUrl: ['https://example.test/3', 'https://example.test/4'],
  uid: ['040000008200E00074C5B7101A82E008-1'],
};

const CONTACT: Table = {
  fileAs: ['Flint, Fred', 'Fred'],
  fileAsMapping: ['LastCommaFirst', 'FirstSpaceLast'],
  displayName: ['Fred Flint', 'F. Flint'],
  givenName: ['Fred', 'Freddy'],
  initials: ['F.', 'FF'],
  middleName: ['B.', 'C.'],
  nickname: ['Fritz', 'Freddy'],
  companyName: ['Quarry', 'Mine'],
  emailAddresses: [[entry('EmailAddress1', 'fred@example.test')]],
  physicalAddresses: [[{ key: 'Home', street: 'Stone 1', city: 'Bedrock' }]],
  phoneNumbers: [[entry('CarPhone', '+49 1')]],
  imAddresses: [[entry('ImAddress1', 'fred@im.example.test')]],
  assistantName: ['Barney', 'Betty'],
  birthday: [at(3), at(4)],
  businessHomePage: ['https://example.test/', 'https://example.test/b'],
  children: [['Pebbles'], ['Bam']],
  companies: [['Quarry'], ['Mine']],
  department: ['Stones', 'Sand'],
  generation: ['Jr.', 'Sr.'],
  jobTitle: ['Miner', 'Digger'],
  manager: ['Mr. Slate', 'Mrs. Slate'],
  mileage: ['10', '20'],
  officeLocation: ['Pit', 'Hut'],
  postalAddressIndex: ['Home', 'Business'],
  profession: ['Digger', 'Miner'],
  spouseName: ['Wilma', 'W.'],
  surname: ['Flint', 'Stone'],
  weddingAnniversary: [at(5), at(6)],
};

const LIST: Table = {
  displayName: ['Friends', 'Foes', 'FileAs was made of it, and it is made of FileAs'],
  fileAs: ['Friends', 'Foes'],
  members: [[{ key: 'x', ...person('bob') }]],
};

const TASK: Table = {
  actualWork: [60, 90],
  billingInformation: ['a', 'b'],
  companies: [['Quarry'], ['Mine']],
  completeDate: [at(6, 0), at(5, 0)],
  contacts: [['Fred'], ['Barney']],
  dueDate: [at(7, 0), at(8, 0)],
  mileage: ['10', '20'],
  percentComplete: [25, 50],
  recurrence: [series(1, 5), series(2, 4)],
  startDate: [at(7, 0), at(6, 0)],
  status: ['InProgress', 'WaitingOnOthers'],
  totalWork: [60, 90],
};

export interface ClassRows {
  /** What every item of the class has besides, so that it is one that Exchange takes. */
  readonly base: object;
  readonly values: Table;
  readonly folder: (account: Account) => { create(item: object): Promise<object> };
}

const folder = (name: 'drafts' | 'inbox' | 'calendar' | 'contacts' | 'tasks') => (account: Account) =>
  account[name] as unknown as { create(item: object): Promise<object> };

export const CLASSES: Readonly<Record<string, ClassRows>> = {
  Message: { base: { subject: 'm' }, values: { ...ITEM, ...MAIL }, folder: folder('drafts') },
  PostItem: { base: { kind: 'postItem', subject: 'p' }, values: POST, folder: folder('inbox') },
  CalendarItem: {
    base: { subject: 'c', start: at(1, 10), end: at(1, 12) },
    values: CALENDAR,
    folder: folder('calendar'),
  },
  Contact: { base: {}, values: CONTACT, folder: folder('contacts') },
  DistributionList: { base: { kind: 'distributionList' }, values: LIST, folder: folder('contacts') },
  Task: { base: { subject: 't' }, values: TASK, folder: folder('tasks') },
};
