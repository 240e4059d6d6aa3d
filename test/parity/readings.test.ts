/** Each member that only a server sets is read, of an item that has it: mail that arrived, meetings and their answers, contacts, tasks. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account, MeetingRequest } from '../../src/index.js';
import { story } from '../stories/mailbox.js';
import { recorder } from '../support/recorder.js';
import { success } from '../support/scripted-server.js';

const s = story();
const [ALICE, BOB, CAROL] = ['alice', 'bob', 'carol'].map((name) => `${name}@example.test`);
const START = new Date('2027-03-01T10:00:00Z');
const END = new Date('2027-03-01T11:00:00Z');

type Item = Record<string, unknown> & { id: string };
const samples = new Map<string, { account: Account; item: Item }>();

beforeAll(async () => {
  const [alice, bob, carol] = await Promise.all(['alice', 'bob', 'carol'].map((name) => s.connect(name)));
  if (!alice || !bob || !carol) throw new Error('three accounts are needed');
  const keep = (name: string, account: Account, item: object) => samples.set(name, { account, item: item as Item });
  const attachments = [{ name: 'a.txt', content: 'x' }];
  await alice.send({ subject: 'news', text: 'hello', to: [BOB!], cc: [CAROL!], attachments } as never);
  const news = await bob.inbox.get({ subject: 'news' });
  keep('Message', bob, news);
  await news.reply({ text: 'thanks' });
  keep('Reply', alice, await alice.inbox.get({ subject: 'RE: news' }));
  const times = { start: START, end: END };
  await alice.calendar.create(
    { subject: 'meet', location: 'Room 1', ...times, requiredAttendees: [BOB!, CAROL!] } as never,
    { notify: 'all' } as never,
  );
  keep('CalendarItem', alice, await alice.calendar.get({ subject: 'meet' }));
  keep('MeetingRequest', carol, await carol.inbox.get({ subject: 'meet' }));
  const request = (await bob.inbox.get({ subject: 'meet' })) as unknown as MeetingRequest;
  const other = { proposedStart: new Date('2027-03-01T12:00:00Z'), proposedEnd: new Date('2027-03-01T13:00:00Z') };
  await request.tentativelyAccept({ text: 'later?', ...other } as never);
  keep('MeetingResponse', alice, (await alice.inbox.filter({ subject__icontains: 'meet' }).toArray())[0]!);
  const series = {
    pattern: { kind: 'dailyRecurrence', interval: 1 },
    range: { kind: 'numberedRecurrence', startDate: '2027-03-01', numberOfOccurrences: 3 },
  };
  const master = await alice.calendar.create({ subject: 'daily', ...times, recurrence: series } as never);
  const view = await alice.calendar.view({ start: START, end: new Date('2027-03-05T00:00:00Z') }).toArray();
  const [, second, third] = view.filter(({ subject }) => subject === 'daily');
  await second!.update({ location: 'elsewhere' });
  await third!.delete();
  keep('RecurringMaster', alice, master);
  keep('Contact', alice, await alice.contacts.create({ givenName: 'Fred', surname: 'Flint', fileAs: 'Flint, Fred' }));
  keep(
    'DistributionList',
    alice,
    await alice.contacts.create({
      kind: 'distributionList',
      displayName: 'Friends',
      members: [{ key: 'x', mailbox: { name: 'Bob', emailAddress: BOB! } }],
    } as never),
  );
  keep('Task', alice, await alice.tasks.create({ subject: 'dig', status: 'InProgress' }));
  keep('PostItem', alice, await alice.inbox.create({ kind: 'postItem', subject: 'posted' } as never));
});

const IS_DATE = expect.any(Date);
const IS_ID = expect.objectContaining({ id: expect.any(String) });
const IS_NUMBER = expect.any(Number);
const IS_BYTES = expect.objectContaining({ byteLength: expect.any(Number) });
const has = (members: object) => expect.objectContaining(members);
const from = (emailAddress: string | undefined) => has({ emailAddress });

const ROWS: [string, string, unknown][] = [
  ['Message', 'itemId', IS_ID],
  ['Message', 'parentFolderId', IS_ID],
  ['Message', 'itemClass', 'IPM.Note'],
  ['Message', 'mimeContent', has({ value: IS_BYTES })],
  ['Message', 'attachments', [has({ name: 'a.txt', size: IS_NUMBER })]],
  ['Message', 'textBody', has({ bodyType: 'Text', value: expect.stringContaining('hello') })],
  ['Message', 'uniqueBody', has({ value: expect.stringContaining('hello') })],
  ['Message', 'dateTimeReceived', IS_DATE],
  ['Message', 'dateTimeSent', IS_DATE],
  ['Message', 'dateTimeCreated', IS_DATE],
  ['Message', 'size', IS_NUMBER],
  ['Message', 'isSubmitted', false],
  ['Message', 'isDraft', false],
  ['Message', 'isFromMe', false],
  ['Message', 'isResend', false],
  ['Message', 'isUnmodified', expect.any(Boolean)],
  ['Message', 'internetMessageHeaders', expect.arrayContaining([has({ headerName: 'Subject', value: 'news' })])],
  ['Message', 'responseObjects', expect.arrayContaining([has({ kind: 'replyToItem' })])],
  ['Message', 'displayCc', 'Carol'],
  ['Message', 'displayTo', 'Bob'],
  ['Message', 'hasAttachments', true],
  ['Message', 'effectiveRights', has({ read: true, delete: true })],
  ['Message', 'lastModifiedName', expect.any(String)],
  ['Message', 'lastModifiedTime', IS_DATE],
  ['Message', 'isAssociated', false],
  ['Message', 'webClientReadFormQueryString', expect.any(String)],
  ['Message', 'conversationId', IS_ID],
  ['Message', 'conversationIndex', IS_BYTES],
  ['Message', 'conversationTopic', 'news'],
  ['Message', 'sender', from(ALICE)],
  ['Message', 'from', from(ALICE)],
  ['Message', 'internetMessageId', expect.stringContaining('@')],
  ['Message', 'receivedBy', from(BOB)],
  ['Message', 'receivedRepresenting', from(BOB)],
  ['Reply', 'inReplyTo', expect.stringContaining('@')],
  ['Reply', 'references', expect.stringContaining('@')],
  ['CalendarItem', 'uid', expect.any(String)],
  ['CalendarItem', 'isMeeting', true],
  ['CalendarItem', 'isCancelled', false],
  ['CalendarItem', 'isRecurring', false],
  ['CalendarItem', 'meetingRequestWasSent', true],
  ['CalendarItem', 'calendarItemType', 'Single'],
  ['CalendarItem', 'myResponseType', 'Organizer'],
  ['CalendarItem', 'organizer', from(ALICE)],
  ['CalendarItem', 'conflictingMeetingCount', IS_NUMBER],
  ['CalendarItem', 'adjacentMeetingCount', IS_NUMBER],
  ['CalendarItem', 'duration', 'PT1H'],
  ['CalendarItem', 'appointmentSequenceNumber', 0],
  ['CalendarItem', 'appointmentState', 1],
  ['CalendarItem', 'startTimeZone', has({ id: expect.any(String) })],
  ['CalendarItem', 'endTimeZone', has({ id: expect.any(String) })],
  ['CalendarItem', 'isOnlineMeeting', false],
  ['RecurringMaster', 'firstOccurrence', has({ start: START, end: END })],
  ['RecurringMaster', 'lastOccurrence', has({ start: IS_DATE })],
  ['RecurringMaster', 'modifiedOccurrences', [has({ originalStart: IS_DATE })]],
  ['RecurringMaster', 'deletedOccurrences', [has({ start: IS_DATE })]],
  ['Contact', 'completeName', has({ firstName: 'Fred', lastName: 'Flint' })],
  ['Contact', 'contactSource', 'Store'],
  ['Contact', 'hasPicture', false],
  ['DistributionList', 'contactSource', 'Store'],
  ['DistributionList', 'members', [has({ mailbox: has({ emailAddress: BOB }) })]],
  ['Task', 'changeCount', IS_NUMBER],
  ['Task', 'delegationState', 'NoMatch'],
  ['Task', 'isComplete', false],
  ['Task', 'isRecurring', false],
  ['Task', 'isTeamTask', false],
  ['Task', 'owner', expect.any(String)],
  ['Task', 'statusDescription', expect.any(String)],
  ['PostItem', 'conversationIndex', IS_BYTES],
  ['PostItem', 'conversationTopic', 'posted'],
  ['PostItem', 'internetMessageId', expect.stringContaining('@')],
  ['PostItem', 'postedTime', IS_DATE],
  ['MeetingRequest', 'associatedCalendarItemId', IS_ID],
  ['MeetingRequest', 'isDelegated', false],
  ['MeetingRequest', 'isOutOfDate', false],
  ['MeetingRequest', 'hasBeenProcessed', expect.any(Boolean)],
  ['MeetingRequest', 'responseType', expect.any(String)],
  ['MeetingRequest', 'meetingRequestType', 'NewMeetingRequest'],
  ['MeetingRequest', 'intendedFreeBusyStatus', 'Busy'],
  ['MeetingResponse', 'proposedStart', IS_DATE],
  ['MeetingResponse', 'proposedEnd', IS_DATE],
  ['MeetingResponse', 'responseType', 'Tentative'],
];

const DAY = new Date('2027-03-04T10:00:00Z');
const PERSON = { mailbox: { name: 'Bob', emailAddress: 'bob@example.test' } };
const BYTES = new Uint8Array([1, 2, 3]);

/** What the sandbox has no use for: an answer of Exchange that has it. */
const ANSWERED: [string, string, unknown][] = [
  ['Message', 'webClientEditFormQueryString', '?ae=Item&a=Edit'],
  ['Message', 'reminderMessageData', { reminderText: 'soon', location: 'here', startTime: DAY, endTime: DAY }],
  ['CalendarItem', 'recurrenceId', DAY],
  ['CalendarItem', 'originalStart', DAY],
  ['CalendarItem', 'conflictingMeetings', [{ kind: 'calendarItem', subject: 'other' }]],
  ['CalendarItem', 'adjacentMeetings', [{ kind: 'calendarItem', subject: 'other' }]],
  ['CalendarItem', 'appointmentReplyTime', DAY],
  ['CalendarItem', 'meetingTimeZone', { timeZoneName: 'W. Europe Standard Time' }],
  ['Contact', 'phoneticFullName', 'Furedo'],
  ['Contact', 'phoneticFirstName', 'Furedo'],
  ['Contact', 'phoneticLastName', 'Furinto'],
  ['Contact', 'alias', 'fred'],
  ['Contact', 'notes', 'likes stones'],
  ['Contact', 'photo', BYTES],
  ['Contact', 'userSMIMECertificate', [BYTES]],
  ['Contact', 'msExchangeCertificate', [BYTES]],
  ['Contact', 'directoryId', 'a-guid'],
  ['Contact', 'managerMailbox', PERSON.mailbox],
  ['Contact', 'directReports', [PERSON.mailbox]],
  ['Task', 'assignedTime', DAY],
  ['Task', 'delegator', 'Bob'],
  ['Task', 'isAssignmentEditable', 0],
];
const wire = recorder();
const KIND: Record<string, string> = { CalendarItem: 'calendarItem' };

test.each(ANSWERED)('%s: %s is read from an answer that has it', async (name, member, value) => {
  const kind = KIND[name] ?? name.toLowerCase();
  wire.server.on('GetItem', () => [success({ items: [{ kind, itemId: { id: 'AAA=' }, [member]: value }] })]);
  const [item] = await wire.account
    .items(['AAA='])
    .only(member as 'subject')
    .toArray();
  expect(structuredClone((item as unknown as Item)[member])).toEqual(structuredClone(value));
});

/** Whole, and by its name what a whole item comes without. */
test.each(ROWS)('%s: %s is read as the server has it', async (name, member, expected) => {
  const { account, item } = samples.get(name)!;
  const [whole] = await account.items([item.id]).toArray();
  const found = (whole as unknown as Item)[member];
  const [named] =
    found === undefined
      ? await account
          .items([item.id])
          .only(member as 'subject')
          .toArray()
      : [];
  expect(found ?? (named as unknown as Item)[member]).toEqual(expected);
});
