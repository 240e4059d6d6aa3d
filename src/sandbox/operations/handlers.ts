/** Which handler does which operation: a file for each, named as it. GetStreamingEvents, whose answer goes on, is not among them. */
import { addDelegate } from './add-delegate.js';
import { applyConversationAction } from './apply-conversation-action.js';
import { archiveItem } from './archive-item.js';
import { convertId } from './convert-id.js';
import { copyFolder } from './copy-folder.js';
import { copyItem } from './copy-item.js';
import { createAttachment } from './create-attachment.js';
import { createFolder } from './create-folder.js';
import { createItemOperation } from './create-item.js';
import { createUserConfiguration } from './create-user-configuration.js';
import { deleteAttachment } from './delete-attachment.js';
import { deleteFolder } from './delete-folder.js';
import { deleteItem } from './delete-item.js';
import { deleteUserConfiguration } from './delete-user-configuration.js';
import { emptyFolder } from './empty-folder.js';
import { expandDl } from './expand-dl.js';
import { exportItems } from './export-items.js';
import { findConversation } from './find-conversation.js';
import { findFolder } from './find-folder.js';
import { findItem } from './find-item.js';
import { findPeople } from './find-people.js';
import { getAttachment } from './get-attachment.js';
import { getConversationItems } from './get-conversation-items.js';
import { getDelegate } from './get-delegate.js';
import { getEvents } from './get-events.js';
import { getFolder } from './get-folder.js';
import { getInboxRules } from './get-inbox-rules.js';
import { getItem } from './get-item.js';
import { getMailTips } from './get-mail-tips.js';
import { getPasswordExpirationDate } from './get-password-expiration-date.js';
import { getPersona } from './get-persona.js';
import { getReminders } from './get-reminders.js';
import { getRoomLists } from './get-room-lists.js';
import { getRooms } from './get-rooms.js';
import { getSearchableMailboxes } from './get-searchable-mailboxes.js';
import { getServerTimeZones } from './get-server-time-zones.js';
import { getServiceConfiguration } from './get-service-configuration.js';
import { getUserAvailability } from './get-user-availability.js';
import { getUserConfiguration } from './get-user-configuration.js';
import { getUserOofSettings } from './get-user-oof-settings.js';
import { getUserPhoto } from './get-user-photo.js';
import { getUserRetentionPolicyTags } from './get-user-retention-policy-tags.js';
import type { Handler } from './handler.js';
import { markAllItemsAsRead } from './mark-all-items-as-read.js';
import { markAsJunk } from './mark-as-junk.js';
import { moveFolder } from './move-folder.js';
import { moveItem } from './move-item.js';
import { performReminderAction } from './perform-reminder-action.js';
import { removeDelegate } from './remove-delegate.js';
import { resolveNames } from './resolve-names.js';
import { searchMailboxes } from './search-mailboxes.js';
import { sendItemOperation } from './send-item.js';
import { setUserOofSettings } from './set-user-oof-settings.js';
import { setUserPhoto } from './set-user-photo.js';
import { subscribe } from './subscribe.js';
import { syncFolderHierarchy } from './sync-folder-hierarchy.js';
import { syncFolderItems } from './sync-folder-items.js';
import { unsubscribe } from './unsubscribe.js';
import { updateDelegate } from './update-delegate.js';
import { updateFolder } from './update-folder.js';
import { updateInboxRules } from './update-inbox-rules.js';
import { updateItem } from './update-item.js';
import { updateUserConfiguration } from './update-user-configuration.js';
import { uploadItems } from './upload-items.js';

export const HANDLERS: Readonly<Record<string, Handler<never>>> = {
  AddDelegate: addDelegate,
  ApplyConversationAction: applyConversationAction,
  ArchiveItem: archiveItem,
  ConvertId: convertId,
  CopyFolder: copyFolder,
  CopyItem: copyItem,
  CreateAttachment: createAttachment,
  CreateFolder: createFolder,
  CreateItem: createItemOperation,
  CreateUserConfiguration: createUserConfiguration,
  DeleteAttachment: deleteAttachment,
  DeleteFolder: deleteFolder,
  DeleteItem: deleteItem,
  DeleteUserConfiguration: deleteUserConfiguration,
  EmptyFolder: emptyFolder,
  ExpandDL: expandDl,
  ExportItems: exportItems,
  FindConversation: findConversation,
  FindFolder: findFolder,
  FindItem: findItem,
  FindPeople: findPeople,
  GetAttachment: getAttachment,
  GetConversationItems: getConversationItems,
  GetDelegate: getDelegate,
  GetEvents: getEvents,
  GetFolder: getFolder,
  GetInboxRules: getInboxRules,
  GetItem: getItem,
  GetMailTips: getMailTips,
  GetPasswordExpirationDate: getPasswordExpirationDate,
  GetPersona: getPersona,
  GetReminders: getReminders,
  GetRoomLists: getRoomLists,
  GetRooms: getRooms,
  GetSearchableMailboxes: getSearchableMailboxes,
  GetServerTimeZones: getServerTimeZones,
  GetServiceConfiguration: getServiceConfiguration,
  GetUserAvailability: getUserAvailability,
  GetUserConfiguration: getUserConfiguration,
  GetUserOofSettings: getUserOofSettings,
  GetUserPhoto: getUserPhoto,
  GetUserRetentionPolicyTags: getUserRetentionPolicyTags,
  MarkAllItemsAsRead: markAllItemsAsRead,
  MarkAsJunk: markAsJunk,
  MoveFolder: moveFolder,
  MoveItem: moveItem,
  PerformReminderAction: performReminderAction,
  RemoveDelegate: removeDelegate,
  ResolveNames: resolveNames,
  SearchMailboxes: searchMailboxes,
  SendItem: sendItemOperation,
  SetUserOofSettings: setUserOofSettings,
  SetUserPhoto: setUserPhoto,
  Subscribe: subscribe,
  SyncFolderHierarchy: syncFolderHierarchy,
  SyncFolderItems: syncFolderItems,
  Unsubscribe: unsubscribe,
  UpdateDelegate: updateDelegate,
  UpdateFolder: updateFolder,
  UpdateInboxRules: updateInboxRules,
  UpdateItem: updateItem,
  UpdateUserConfiguration: updateUserConfiguration,
  UploadItems: uploadItems,
};
