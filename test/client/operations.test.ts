/** What is known of operations by their names: which only read, which can be asked again, and how many answers each gets. */
import { expect, test } from '@jest/globals';
import * as raw from '../../generated/index.js';
import { messagesExpected, partsOf } from '../../src/client/parts.js';
import { isRead, onlyReads } from '../../src/client/read-only.js';
import { responseMessages } from '../../src/client/responses.js';

const OPERATIONS = Object.values(raw)
  .filter((each): each is typeof raw.GetItem => typeof each === 'object' && 'requestType' in each)
  .map(({ name }) => name)
  .sort();

/**
 * GetClientAccessToken gives out a right that goes further; searches in a session (StartSearchSession, ExecuteSearch) become the suggestions
 * of later ones.
 */
test('a read-only account may ask everything but what is listed here', () => {
  expect(OPERATIONS.filter((name) => !onlyReads(name))).toEqual([
    'AddDelegate',
    'AddDistributionGroupToImList',
    'AddImContactToGroup',
    'AddImGroup',
    'AddNewImContactToGroup',
    'AddNewTelUriContactToGroup',
    'AddTag',
    'ApplyConversationAction',
    'ArchiveItem',
    'CopyFolder',
    'CopyItem',
    'CreateAttachment',
    'CreateFolder',
    'CreateFolderPath',
    'CreateItem',
    'CreateManagedFolder',
    'CreateMeetingInstance',
    'CreateMeetingSpace',
    'CreateOrUpdateFocusedOtherOverride',
    'CreateUserConfiguration',
    'DeleteAttachment',
    'DeleteFocusedOtherOverride',
    'DeleteFolder',
    'DeleteItem',
    'DeleteMeetingInstance',
    'DeleteMeetingSpace',
    'DeleteSearchSuggestion',
    'DeleteUserConfiguration',
    'DisableApp',
    'DisconnectPhoneCall',
    'EmptyFolder',
    'EndSearchSession',
    'ExecuteSearch',
    'GetClientAccessToken',
    'HideTag',
    'InstallApp',
    'MarkAllItemsAsRead',
    'MarkAsJunk',
    'MoveFolder',
    'MoveItem',
    'PerformReminderAction',
    'PlayOnPhone',
    'RefreshSharingFolder',
    'RemoveContactFromImList',
    'RemoveDelegate',
    'RemoveDistributionGroupFromImList',
    'RemoveImContactFromGroup',
    'RemoveImGroup',
    'ReportMessage',
    'SendItem',
    'SetHoldOnMailboxes',
    'SetImGroup',
    'SetImListMigrationCompleted',
    'SetTeamMailbox',
    'SetUserOofSettings',
    'SetUserPhoto',
    'StartSearchSession',
    'UninstallApp',
    'UnpinTeamMailbox',
    'UpdateDelegate',
    'UpdateFolder',
    'UpdateInboxRules',
    'UpdateItem',
    'UpdateItemInRecoverableItems',
    'UpdateMeetingInstance',
    'UpdateMeetingSpace',
    'UpdateUserConfiguration',
    'UploadItems',
  ]);
});

test('what only reads can be asked again, but for what holds something open', () => {
  expect(OPERATIONS.filter((name) => onlyReads(name) && !isRead(name))).toEqual([
    'GetStreamingEvents',
    'Subscribe',
    'Unsubscribe',
  ]);
});

test('what does more than read is not asked again, but for the one that gives out a token; nor is what nobody knows', () => {
  expect(OPERATIONS.filter((name) => !onlyReads(name) && isRead(name))).toEqual(['GetClientAccessToken']);
  expect([isRead('GetWhatever'), onlyReads('GetWhatever')]).toEqual([false, false]);
});

const BOTH = [
  ['ArchiveItem', 'itemIds'],
  ['CopyFolder', 'folderIds'],
  ['CopyItem', 'itemIds'],
  ['CreateAttachment', 'attachments'],
  ['CreateFolder', 'folders'],
  ['CreateItem', 'items'],
  ['DeleteAttachment', 'attachmentIds'],
  ['DeleteFolder', 'folderIds'],
  ['DeleteItem', 'itemIds'],
  ['ExportItems', 'itemIds'],
  ['GetAttachment', 'attachmentIds'],
  ['GetFolder', 'folderIds'],
  ['GetItem', 'itemIds'],
  ['MarkAsJunk', 'itemIds'],
  ['MoveFolder', 'folderIds'],
  ['MoveItem', 'itemIds'],
  ['SendItem', 'itemIds'],
  ['UpdateFolder', 'folderChanges'],
  ['UpdateItem', 'itemChanges'],
  ['UploadItems', 'items'],
] as const;
const ANSWERED = [
  ['ConvertId', 'sourceIds'],
  ['EmptyFolder', 'folderIds'],
  ['FindFolder', 'parentFolderIds'],
  ['FindItem', 'parentFolderIds'],
  ['MarkAllItemsAsRead', 'folderIds'],
] as const;

test.each([...BOTH, ...ANSWERED])('%s has a response message for each of its %s', (operation, key) => {
  expect(messagesExpected(operation, { [key]: ['a', 'b', 'c'] })).toBe(3);
  expect(OPERATIONS).toContain(operation);
});

test.each(BOTH)('%s can be asked again for some of its %s', (operation, key) => {
  expect(partsOf(operation, { [key]: ['a', 'b'] })).toEqual({ key, parts: ['a', 'b'] });
});

test.each(ANSWERED)('%s cannot be asked again for some of its %s', (operation, key) => {
  expect(partsOf(operation, { [key]: ['a', 'b'] })).toBeUndefined();
});

test('of other operations nobody knows how many messages they get', () => {
  expect(messagesExpected('GetUserAvailability', { mailboxDataArray: ['a'] })).toBeUndefined();
});

test('availability and out of office wrap their response messages; each counts, in order', () => {
  const said = (responseCode: string) => ({ responseMessage: { responseClass: 'Success', responseCode } });
  const availability = { freeBusyResponseArray: [said('NoError'), {}, said('ErrorMailRecipientNotFound')] };
  expect(responseMessages(availability).map(({ responseCode }) => responseCode)).toEqual([
    'NoError',
    'ErrorMailRecipientNotFound',
  ]);
  expect(responseMessages({ suggestionsResponse: said('NoError') })).toHaveLength(1);
  expect(responseMessages({ ...said('NoError'), oofSettings: {} })).toHaveLength(1);
  expect(responseMessages({ suggestionsResponse: null, text: 'x' })).toEqual([]);
});
