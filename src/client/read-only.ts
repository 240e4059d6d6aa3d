/**
 * What a read-only account may ask. A list of what reads, not of what writes: an operation that is new is refused until somebody has
 * looked at what it does.
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
  'FindMessageTrackingReport',
  'FindPeople',
  'GetAppManifests',
  'GetAppMarketplaceUrl',
  'GetAttachment',
  'GetConversationItems',
  'GetDelegate',
  'GetDiscoverySearchConfiguration',
  'GetEvents',
  'GetFolder',
  'GetHoldOnMailboxes',
  'GetInboxRules',
  'GetItem',
  'GetMailTips',
  'GetMessageTrackingReport',
  'GetNonIndexableItemDetails',
  'GetNonIndexableItemStatistics',
  'GetPasswordExpirationDate',
  'GetPersona',
  'GetReminders',
  'GetRoomLists',
  'GetRooms',
  'GetSearchableMailboxes',
  'GetServerTimeZones',
  'GetServiceConfiguration',
  'GetSharingFolder',
  'GetSharingMetadata',
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
