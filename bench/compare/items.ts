/** Requests about items: find, read, create, change, move, attach, export. */
import {
  ArchiveItem,
  CopyItem,
  CreateAttachment,
  CreateItem,
  DeleteAttachment,
  DeleteItem,
  ExportItems,
  FindItem,
  GetAttachment,
  GetItem,
  MarkAsJunk,
  MoveItem,
  SendItem,
  UpdateItem,
  UploadItems,
} from '../../src/raw.js';
import { ANNA, at, BO, constant, FOLDER, field, folder, folders, ITEM, sample } from './sample.js';

const START = at('2026-03-02T09:00:00Z');
const END = at('2026-03-02T09:30:00Z');
const BYTES = Buffer.from('Hello, \u0000 attachment');

export const items = [
  sample(FindItem, {
    traversal: 'Shallow',
    itemShape: { baseShape: 'IdOnly', additionalProperties: [field('item:Subject'), field('item:DateTimeReceived')] },
    view: { kind: 'indexedPageItemView', maxEntriesReturned: 50, offset: 100, basePoint: 'Beginning' },
    restriction: {
      kind: 'and',
      searchExpression: [
        {
          kind: 'isGreaterThanOrEqualTo',
          path: field('item:DateTimeReceived'),
          fieldURIOrConstant: constant('2026-01-01T00:00:00Z'),
        },
        {
          kind: 'contains',
          containmentMode: 'Substring',
          containmentComparison: 'IgnoreCase',
          path: field('item:Subject'),
          constant: { value: 'Q1 & "budget"' },
        },
      ],
    },
    sortOrder: [{ order: 'Descending', path: field('item:DateTimeReceived') }],
    parentFolderIds: folders('inbox'),
  }),
  sample(GetItem, {
    itemShape: {
      baseShape: 'AllProperties',
      includeMimeContent: false,
      bodyType: 'Text',
      additionalProperties: [
        field('item:Body'),
        { kind: 'indexedFieldURI', fieldURI: 'contacts:PhoneNumber', fieldIndex: 'MobilePhone' },
        {
          kind: 'extendedFieldURI',
          distinguishedPropertySetId: 'PublicStrings',
          propertyName: 'color',
          propertyType: 'String',
        },
      ],
    },
    itemIds: [ITEM, { kind: 'itemId', id: 'AAMkADSecond=' }],
  }),
  sample(CreateItem, {
    messageDisposition: 'SendAndSaveCopy',
    savedItemFolderId: folder('sentitems'),
    items: [
      {
        kind: 'message',
        itemClass: 'IPM.Note',
        subject: 'Größe <naïve> & "東京"',
        body: { bodyType: 'HTML', value: '<p>Hello &amp; good day</p>' },
        categories: ['Blue', 'Work'],
        importance: 'High',
        extendedProperty: [{ extendedFieldURI: { propertyTag: '0x0070', propertyType: 'String' }, value: 'topic' }],
        toRecipients: [ANNA, BO],
        ccRecipients: [BO],
        isReadReceiptRequested: true,
        from: ANNA,
      },
    ],
  }),
  sample(CreateItem, {
    sendMeetingInvitations: 'SendToAllAndSaveCopy',
    savedItemFolderId: folder('calendar'),
    items: [
      {
        kind: 'calendarItem',
        subject: 'Weekly',
        body: { bodyType: 'Text', value: 'Agenda' },
        reminderIsSet: true,
        reminderMinutesBeforeStart: 15,
        start: START,
        end: END,
        isAllDayEvent: false,
        legacyFreeBusyStatus: 'Busy',
        location: 'Room 1',
        requiredAttendees: [{ mailbox: ANNA }, { mailbox: BO }],
        recurrence: {
          pattern: { kind: 'weeklyRecurrence', interval: 2, daysOfWeek: ['Monday', 'Thursday'] },
          range: { kind: 'numberedRecurrence', startDate: '2026-03-02', numberOfOccurrences: 10 },
        },
        startTimeZone: { id: 'W. Europe Standard Time' },
      },
    ],
  }),
  sample(CreateItem, {
    savedItemFolderId: folder('contacts'),
    items: [
      {
        kind: 'contact',
        fileAs: 'Berg, Anna',
        displayName: 'Anna Berg',
        givenName: 'Anna',
        companyName: 'Contoso',
        emailAddresses: [
          { key: 'EmailAddress1', value: 'anna@contoso.example' },
          { key: 'EmailAddress2', value: 'berg@home.example' },
        ],
        physicalAddresses: [{ key: 'Business', street: 'Storgatan 1', city: 'Malmö', countryOrRegion: 'Sweden' }],
        phoneNumbers: [{ key: 'MobilePhone', value: '+46 70 000 00 00' }],
        birthday: at('1980-05-17T00:00:00Z'),
        surname: 'Berg',
      },
    ],
  }),
  sample(CreateItem, {
    savedItemFolderId: folder('tasks'),
    items: [
      {
        kind: 'task',
        subject: 'Report',
        sensitivity: 'Private',
        dueDate: at('2026-04-01T00:00:00Z'),
        percentComplete: 12.5,
        startDate: START,
        status: 'InProgress',
        totalWork: 120,
      },
    ],
  }),
  sample(CreateItem, {
    messageDisposition: 'SaveOnly',
    items: [
      { kind: 'message', subject: 'first' },
      { kind: 'contact', displayName: 'second' },
      { kind: 'message', subject: 'third' },
    ],
  }),
  sample(UpdateItem, {
    conflictResolution: 'AutoResolve',
    messageDisposition: 'SaveOnly',
    itemChanges: [
      {
        itemId: ITEM,
        updates: [
          { kind: 'setItemField', path: field('item:Subject'), item: { kind: 'message', subject: 'New' } },
          { kind: 'deleteItemField', path: field('item:Categories') },
          {
            kind: 'appendToItemField',
            path: field('item:Body'),
            item: { kind: 'message', body: { bodyType: 'Text', value: ' and more' } },
          },
          { kind: 'setItemField', path: field('message:IsRead'), item: { kind: 'message', isRead: true } },
        ],
      },
    ],
  }),
  sample(UpdateItem, {
    conflictResolution: 'AlwaysOverwrite',
    sendMeetingInvitationsOrCancellations: 'SendToNone',
    itemChanges: [
      {
        itemId: ITEM,
        updates: [
          { kind: 'setItemField', path: field('calendar:Start'), item: { kind: 'calendarItem', start: START } },
          { kind: 'setItemField', path: field('calendar:End'), item: { kind: 'calendarItem', end: END } },
        ],
      },
    ],
  }),
  sample(DeleteItem, { deleteType: 'MoveToDeletedItems', sendMeetingCancellations: 'SendToNone', itemIds: [ITEM] }),
  sample(MoveItem, { toFolderId: folder('deleteditems'), itemIds: [ITEM], returnNewItemIds: true }),
  sample(CopyItem, { toFolderId: { folderId: FOLDER }, itemIds: [ITEM] }),
  sample(SendItem, { saveItemToFolder: true, itemIds: [ITEM], savedItemFolderId: folder('sentitems') }),
  sample(ArchiveItem, { archiveSourceFolderId: folder('inbox'), itemIds: [ITEM] }),
  sample(MarkAsJunk, { isJunk: true, moveItem: true, itemIds: [ITEM] }),
  sample(CreateAttachment, {
    parentItemId: ITEM,
    attachments: [
      {
        kind: 'fileAttachment',
        name: 'a.bin',
        contentType: 'application/octet-stream',
        isInline: false,
        content: BYTES,
      },
      { kind: 'itemAttachment', name: 'a message', item: { kind: 'message', subject: 'Attached' } },
    ],
  }),
  sample(GetAttachment, {
    attachmentShape: { includeMimeContent: true, bodyType: 'HTML' },
    attachmentIds: [{ id: 'AAMkADAttachment1=' }, { id: 'AAMkADAttachment2=' }],
  }),
  sample(DeleteAttachment, { attachmentIds: [{ id: 'AAMkADAttachment1=' }] }),
  sample(ExportItems, { itemIds: [ITEM] }),
  sample(UploadItems, {
    items: [{ createAction: 'CreateNew', isAssociated: false, parentFolderId: FOLDER, data: BYTES }],
  }),
];
