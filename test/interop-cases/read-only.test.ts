/** Members that are the server's: none is written with a new item, nor in an update, whatever a client sends. */
import { beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/index.js';
import { CreateItem, UpdateItem } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
beforeAll(async () => {
  alice = await s.connect('alice');
});

const DAY = new Date('2020-01-01T00:00:00Z');
const BYTES = new Uint8Array([1, 2, 3]);
const BOB = { mailbox: { name: 'Bob', emailAddress: 'bob@example.test' } };

type Row = [kind: string, member: string, uri: string, value: unknown];
const ROWS: Row[] = [
  ['message', 'itemId', 'item:ItemId', { id: 'AAA=' }],
  ['message', 'parentFolderId', 'item:ParentFolderId', { id: 'AAA=' }],
  ['message', 'dateTimeReceived', 'item:DateTimeReceived', DAY],
  ['message', 'size', 'item:Size', 5],
  ['message', 'dateTimeSent', 'item:DateTimeSent', DAY],
  ['message', 'dateTimeCreated', 'item:DateTimeCreated', DAY],
  ['message', 'displayTo', 'item:DisplayTo', 'x'],
  ['message', 'displayCc', 'item:DisplayCc', 'x'],
  [
    'message',
    'effectiveRights',
    'item:EffectiveRights',
    { createAssociated: true, createContents: true, createHierarchy: true, delete: true, modify: true, read: true },
  ],
  ['message', 'lastModifiedName', 'item:LastModifiedName', 'x'],
  ['message', 'instanceKey', 'item:InstanceKey', BYTES],
  ['message', 'normalizedBody', 'item:NormalizedBody', { bodyType: 'Text', value: 'x' }],
  ['message', 'preview', 'item:Preview', 'x'],
  ['message', 'textBody', 'item:TextBody', { bodyType: 'Text', value: 'x' }],
  ['message', 'iconIndex', 'item:IconIndex', 'Default'],
  ['message', 'storeEntryId', 'item:StoreEntryId', BYTES],
  ['message', 'blockStatus', 'item:BlockStatus', true],
  ['message', 'webClientReadFormQueryString', 'item:WebClientReadFormQueryString', 'x'],
  ['message', 'conversationIndex', 'message:ConversationIndex', BYTES],
  ['message', 'conversationTopic', 'message:ConversationTopic', 'x'],
  ['message', 'receivedBy', 'message:ReceivedBy', BOB.mailbox],
  ['message', 'receivedRepresenting', 'message:ReceivedRepresenting', BOB.mailbox],
  ['message', 'reminderMessageData', 'message:ReminderMessageData', { reminderText: 'x' }],
  ['contact', 'hasPicture', 'contacts:HasPicture', true],
  ['calendarItem', 'isOnlineMeeting', 'calendar:IsOnlineMeeting', true],
];
const FOLDERS: Record<string, string> = { message: 'drafts', contact: 'contacts', calendarItem: 'calendar' };

test.each(ROWS)('of a %s, %s is read-only', async (kind, member, fieldURI, value) => {
  const folder = alice.distinguished(FOLDERS[kind] as 'drafts');
  const made = await folder.create({ kind, subject: 'whose' } as never);
  await expect(made.update({ [member]: value } as never)).rejects.toThrow(member);
  const path = { kind: 'fieldURI', fieldURI };
  const changed = alice.call(UpdateItem, {
    conflictResolution: 'AlwaysOverwrite',
    messageDisposition: 'SaveOnly',
    sendMeetingInvitationsOrCancellations: 'SendToNone',
    itemChanges: [
      { itemId: { id: made.id }, updates: [{ kind: 'setItemField', path, item: { kind, [member]: value } }] },
    ],
  } as never);
  await expect(changed).rejects.toMatchObject({ code: 'ErrorInvalidPropertySet' });
  if (member === 'itemId' || member === 'parentFolderId') return;
  const created = alice.call(CreateItem, {
    messageDisposition: 'SaveOnly',
    sendMeetingInvitations: 'SendToNone',
    savedItemFolderId: { distinguishedFolderId: { id: FOLDERS[kind] } },
    items: [{ kind, subject: 'mine', [member]: value }],
  } as never);
  await expect(created).rejects.toMatchObject({ code: 'ErrorInvalidPropertySet' });
});
