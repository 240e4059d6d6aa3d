/**
 * What only reads: what a read-only account may ask, and what can be asked again when its answer was lost. Lists of what reads, not of
 * what writes: an operation that is new is refused, and not repeated, until somebody has looked at what it does.
 */

const READS: ReadonlySet<string> = new Set([
  'ConvertId',
  'ExpandDL',
  'ExportItems',
  'FindAvailableMeetingTimes',
  'FindConversation',
  'FindFolder',
  'FindItem',
  'FindMailboxStatisticsByKeywords',
  'FindMeetingSpaceByJoinUrl',
  'FindMeetingTimeCandidates',
  'FindMessageTrackingReport',
  'FindPeople',
  'FindTags',
  'GetAppManifests',
  'GetAppMarketplaceUrl',
  'GetAttachment',
  'GetConversationItems',
  'GetDelegate',
  'GetDiscoverySearchConfiguration',
  'GetEvents',
  'GetFocusedOtherOverrides',
  'GetFolder',
  'GetHoldOnMailboxes',
  'GetImItemList',
  'GetImItems',
  'GetInboxRules',
  'GetItem',
  'GetLastPrivateCatalogUpdate',
  'GetMailTips',
  'GetMeetingInstance',
  'GetMeetingSpace',
  'GetMessageTrackingReport',
  'GetNonIndexableItemDetails',
  'GetNonIndexableItemStatistics',
  'GetPasswordExpirationDate',
  'GetPersona',
  'GetPhoneCallInformation',
  'GetPrivateCatalogAddIns',
  'GetReminders',
  'GetRoomLists',
  'GetRooms',
  'GetSearchSuggestions',
  'GetSearchableMailboxes',
  'GetServerTimeZones',
  'GetServiceConfiguration',
  'GetSharingFolder',
  'GetSharingMetadata',
  'GetSpecificUserConfiguration',
  'GetStreamingEvents',
  'GetUMProperties',
  'GetUserAvailability',
  'GetUserConfiguration',
  'GetUserOofSettings',
  'GetUserPhoto',
  'GetUserRetentionPolicyTags',
  'ResolveNames',
  'SearchMailboxes',
  // Subscriptions change nothing in a mailbox, and end by themselves.
  'Subscribe',
  'SyncFolderHierarchy',
  'SyncFolderItems',
  'Unsubscribe',
]);

export function onlyReads(operation: string): boolean {
  return READS.has(operation);
}

/** What holds something open: of subscriptions a user may have few only, and streams are opened anew by whoever reads them. */
const HELD: ReadonlySet<string> = new Set(['GetStreamingEvents', 'Subscribe', 'Unsubscribe']);

/** Changes nothing, and is not for who may only read: the token that it gives out may be good for more. */
const TOKEN = 'GetClientAccessToken';

/** Whether a request whose answer was lost can be sent again without a look. */
export function isRead(operation: string): boolean {
  return operation === TOKEN || (onlyReads(operation) && !HELD.has(operation));
}
