/** Requests about folders, conversations, synchronization and notification. */
import {
  ApplyConversationAction,
  ConvertId,
  CopyFolder,
  CreateFolder,
  CreateFolderPath,
  CreateUserConfiguration,
  DeleteFolder,
  DeleteUserConfiguration,
  EmptyFolder,
  FindConversation,
  FindFolder,
  GetConversationItems,
  GetEvents,
  GetFolder,
  GetStreamingEvents,
  GetUserConfiguration,
  MarkAllItemsAsRead,
  MoveFolder,
  Subscribe,
  SyncFolderHierarchy,
  SyncFolderItems,
  Unsubscribe,
  UpdateFolder,
  UpdateUserConfiguration,
} from '../../src/raw.js';
import { at, constant, FOLDER, field, folder, folders, ITEM, sample } from './sample.js';

const SETTINGS = { name: 'ewskit.settings', ...folder('inbox') };

export const folderRequests = [
  sample(FindFolder, {
    traversal: 'Deep',
    folderShape: { baseShape: 'Default', additionalProperties: [field('folder:DisplayName')] },
    view: { kind: 'fractionalPageFolderView', maxEntriesReturned: 10, numerator: 1, denominator: 3 },
    restriction: { kind: 'isEqualTo', path: field('folder:DisplayName'), fieldURIOrConstant: constant('Invoices') },
    parentFolderIds: folders('msgfolderroot'),
  }),
  sample(GetFolder, { folderShape: { baseShape: 'AllProperties' }, folderIds: [...folders('inbox'), FOLDER] }),
  sample(CreateFolder, {
    parentFolderId: folder('msgfolderroot'),
    folders: [
      { kind: 'folder', folderClass: 'IPF.Note', displayName: 'Invoices & more' },
      { kind: 'calendarFolder', displayName: 'Shifts' },
    ],
  }),
  sample(CreateFolderPath, {
    parentFolderId: folder('msgfolderroot'),
    relativeFolderPath: [
      { kind: 'folder', displayName: 'A' },
      { kind: 'folder', displayName: 'B' },
    ],
  }),
  sample(UpdateFolder, {
    folderChanges: [
      {
        folderId: FOLDER,
        updates: [
          {
            kind: 'setFolderField',
            path: field('folder:DisplayName'),
            folder: { kind: 'folder', displayName: 'Renamed' },
          },
        ],
      },
    ],
  }),
  sample(MoveFolder, { toFolderId: folder('deleteditems'), folderIds: [FOLDER] }),
  sample(CopyFolder, { toFolderId: folder('msgfolderroot'), folderIds: [FOLDER] }),
  sample(DeleteFolder, { deleteType: 'SoftDelete', folderIds: [FOLDER] }),
  sample(EmptyFolder, { deleteType: 'HardDelete', deleteSubFolders: false, folderIds: folders('deleteditems') }),
  sample(MarkAllItemsAsRead, { readFlag: true, suppressReadReceipts: true, folderIds: folders('inbox') }),
  sample(SyncFolderItems, {
    itemShape: { baseShape: 'IdOnly' },
    syncFolderId: folder('inbox'),
    syncState: 'H4sIAAAAExample==',
    ignore: [ITEM],
    maxChangesReturned: 512,
    syncScope: 'NormalItems',
  }),
  sample(SyncFolderHierarchy, { folderShape: { baseShape: 'AllProperties' }, syncState: 'H4sIAAAA==' }),
  sample(Subscribe, {
    subscription: {
      kind: 'streamingSubscriptionRequest',
      folderIds: folders('inbox'),
      eventTypes: ['NewMailEvent', 'DeletedEvent', 'ModifiedEvent'],
    },
  }),
  sample(Subscribe, {
    subscription: {
      kind: 'pullSubscriptionRequest',
      subscribeToAllFolders: true,
      eventTypes: ['CreatedEvent'],
      watermark: 'AQAAAExample=',
      timeout: 30,
    },
  }),
  sample(Unsubscribe, { subscriptionId: 'GgBzZXJ2ZXI=' }),
  sample(GetEvents, { subscriptionId: 'GgBzZXJ2ZXI=', watermark: 'AQAAAExample=' }),
  sample(GetStreamingEvents, { subscriptionIds: ['GgBzZXJ2ZXI=', 'GgBzZWNvbmQ='], connectionTimeout: 25 }),
  sample(ConvertId, {
    destinationFormat: 'HexEntryId',
    sourceIds: [{ kind: 'alternateId', format: 'EwsId', id: 'AAMkADExampleItem=', mailbox: 'anna@contoso.example' }],
  }),
  sample(FindConversation, {
    view: { kind: 'indexedPageItemView', maxEntriesReturned: 20, offset: 0, basePoint: 'Beginning' },
    sortOrder: [{ order: 'Descending', path: field('conversation:LastDeliveryTime') }],
    parentFolderId: folder('inbox'),
    queryString: { value: 'subject:budget' },
  }),
  sample(GetConversationItems, {
    itemShape: { baseShape: 'Default' },
    foldersToIgnore: folders('deleteditems'),
    maxItemsToReturn: 5,
    sortOrder: 'TreeOrderDescending',
    conversations: [{ conversationId: ITEM }],
  }),
  sample(ApplyConversationAction, {
    conversationActions: [
      {
        action: 'SetReadState',
        conversationId: ITEM,
        contextFolderId: folder('inbox'),
        conversationLastSyncTime: at('2026-02-01T12:00:00Z'),
        processRightAway: true,
        isRead: true,
      },
    ],
  }),
  sample(CreateUserConfiguration, {
    userConfiguration: {
      userConfigurationName: SETTINGS,
      dictionary: [
        {
          dictionaryKey: { type: 'String', value: ['theme'] },
          dictionaryValue: { type: 'StringArray', value: ['dark', 'wide'] },
        },
      ],
      binaryData: Buffer.from([0, 1, 2, 253, 254, 255]),
    },
  }),
  sample(GetUserConfiguration, {
    userConfigurationName: SETTINGS,
    userConfigurationProperties: ['Dictionary', 'BinaryData'],
  }),
  sample(UpdateUserConfiguration, {
    userConfiguration: { userConfigurationName: SETTINGS, xmlData: Buffer.from('<a/>') },
  }),
  sample(DeleteUserConfiguration, { userConfigurationName: SETTINGS }),
];
