/** Which handler does which operation. Knows no protocol. */

import {
  createUserConfiguration,
  deleteUserConfiguration,
  getUserConfiguration,
  updateUserConfiguration,
} from '../items/configurations.js';
import { addDelegate, getDelegate, removeDelegate, updateDelegate } from '../mail/delegates.js';
import { getMailTips, getUserOofSettings, setUserOofSettings } from '../mail/out-of-office.js';
import { getUserPhoto, setUserPhoto } from '../properties/photo.js';
import { archiveItem, markAllItemsAsRead, markAsJunk } from './archive-item.js';
import { convertId } from './convert-id.js';
import { createFolder } from './create-folder.js';
import { createItemOperation } from './create-item.js';
import { deleteFolder } from './delete-folder.js';
import { deleteItem } from './delete-item.js';
import { emptyFolder } from './empty-folder.js';
import { exportItems, uploadItems } from './export-items.js';
import { findConversation } from './find-conversation.js';
import { findFolder } from './find-folder.js';
import { findItem } from './find-item.js';
import { findPeople, getPersona } from './find-people.js';
import { createAttachment, deleteAttachment, getAttachment } from './get-attachment.js';
import { getConversationItems } from './get-conversation-items.js';
import { getFolder } from './get-folder.js';
import { getItem } from './get-item.js';
import { getReminders, performReminderAction } from './get-reminders.js';
import { getPasswordExpirationDate, getRoomLists, getRooms, getSearchableMailboxes } from './get-rooms.js';
import { getServerTimeZones } from './get-server-time-zones.js';
import { getServiceConfiguration } from './get-service-configuration.js';
import { getUserAvailability } from './get-user-availability.js';
import type { Handler } from './handler.js';
import { copyFolder, moveFolder } from './move-folder.js';
import { copyItem, moveItem } from './move-item.js';
import { expandDl, resolveNames } from './resolve-names.js';
import { sendItemOperation } from './send-item.js';
import { getEvents, subscribe, unsubscribe } from './subscribe.js';
import { syncFolderHierarchy, syncFolderItems } from './sync-folder-items.js';
import { updateFolder } from './update-folder.js';
import { getInboxRules, updateInboxRules } from './update-inbox-rules.js';
import { updateItem } from './update-item.js';

export const HANDLERS: Readonly<Record<string, Handler<never>>> = {
  CopyFolder: copyFolder,
  CopyItem: copyItem,
  CreateAttachment: createAttachment,
  CreateFolder: createFolder,
  CreateItem: createItemOperation,
  DeleteAttachment: deleteAttachment,
  DeleteFolder: deleteFolder,
  DeleteItem: deleteItem,
  EmptyFolder: emptyFolder,
  FindFolder: findFolder,
  FindItem: findItem,
  GetAttachment: getAttachment,
  GetFolder: getFolder,
  GetItem: getItem,
  MoveFolder: moveFolder,
  MoveItem: moveItem,
  SendItem: sendItemOperation,
  UpdateFolder: updateFolder,
  UpdateItem: updateItem,
  AddDelegate: addDelegate,
  ArchiveItem: archiveItem,
  ConvertId: convertId,
  CreateUserConfiguration: createUserConfiguration,
  DeleteUserConfiguration: deleteUserConfiguration,
  ExpandDL: expandDl,
  ExportItems: exportItems,
  FindConversation: findConversation,
  FindPeople: findPeople,
  GetInboxRules: getInboxRules,
  UpdateInboxRules: updateInboxRules,
  GetConversationItems: getConversationItems,
  GetDelegate: getDelegate,
  GetEvents: getEvents,
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
  MarkAllItemsAsRead: markAllItemsAsRead,
  MarkAsJunk: markAsJunk,
  PerformReminderAction: performReminderAction,
  RemoveDelegate: removeDelegate,
  ResolveNames: resolveNames,
  SetUserOofSettings: setUserOofSettings,
  SetUserPhoto: setUserPhoto,
  Subscribe: subscribe,
  SyncFolderHierarchy: syncFolderHierarchy,
  SyncFolderItems: syncFolderItems,
  Unsubscribe: unsubscribe,
  UpdateDelegate: updateDelegate,
  UpdateUserConfiguration: updateUserConfiguration,
  UploadItems: uploadItems,
};

// Operations that answer otherwise than with ResponseMessages: an error of the whole becomes a SOAP fault.
const WITHOUT_MESSAGES = new Set([
  'GetUserAvailability',
  'GetUserOofSettings',
  'SetUserOofSettings',
  'FindPeople',
  'GetPersona',
  'GetMailTips',
  'GetRoomLists',
  'GetRooms',
  'GetDelegate',
  'AddDelegate',
  'UpdateDelegate',
  'RemoveDelegate',
  'GetServiceConfiguration',
  'FindConversation',
  'GetUserPhoto',
  'SetUserPhoto',
  'GetReminders',
  'PerformReminderAction',
  'GetInboxRules',
  'UpdateInboxRules',
  'GetSearchableMailboxes',
  'GetPasswordExpirationDate',
]);

/** The element of the operation's response messages, where it answers with them. */
export function messageKindOf(operation: string): string | undefined {
  if (WITHOUT_MESSAGES.has(operation)) return undefined;
  return `${operation[0]?.toLowerCase()}${operation.slice(1)}ResponseMessage`;
}
