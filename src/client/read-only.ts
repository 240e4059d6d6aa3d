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

/** Leaves out subscriptions, of which a user may have few only, and streams, which are opened anew by whoever reads them. */
const REPEATABLE = /^(Get(?!Streaming)|Find|Resolve|Expand|Convert|Export|Sync|Search|IsUM)/;

/** Whether a request whose answer was lost can be sent again without a look. */
export function isRead(operation: string): boolean {
  return REPEATABLE.test(operation);
}
