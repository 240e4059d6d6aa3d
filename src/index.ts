/**
 * `ewskit`: the facade, and every type that stands in its signatures. Operations, the types of the schema and the codec are in
 * `ewskit/raw`.
 */
export { Account, type ConvertOptions, Exchange, type ExchangeSettings, type ItemOptions } from './account/account.js';
export type {
  Availability,
  Busy,
  FreeBusy,
  FreeBusyTimes,
  Invitee,
  MeetingSuggestion,
} from './account/availability.js';
export type { Impersonation } from './account/identity.js';
export type { MailboxCalendar } from './account/mailbox-calendar.js';
export type { MailboxEvents } from './account/mailbox-events.js';
export type { Joined, MailboxFolders } from './account/mailbox-folders.js';
export type { MailboxSubjects } from './account/mailbox-subjects.js';
export type {
  AccountOptions,
  ConnectOptions,
  ExchangeOptions,
  ProtocolOptions,
  SearchOptions,
} from './account/options.js';
export type { Reminder } from './account/reminders.js';
export type { ServerInfo } from './account/server-info.js';
export type { ServerTimeZone } from './account/server-time-zones.js';
export type { Photo } from './attachments/photo.js';
export type { AccessToken, GetToken, TokenRequest } from './auth/bearer.js';
export type { TransportOptions } from './auth/create-transport.js';
export {
  basic,
  type Credentials,
  clientCertificate,
  credentials,
  digest,
  kerberos,
  ntlm,
  type OwnDialogue,
  type OwnScheme,
  oauth,
  ownScheme,
  type UserNameAndPassword,
} from './auth/credentials.js';
export type { KerberosOptions } from './auth/kerberos/kerberos-scheme.js';
export { type ManagedIdentityOptions, managedIdentity } from './auth/managed-identity.js';
export { type ModernAuth, type ModernAuthOptions, modernAuth } from './auth/modern-auth.js';
export { type MsalOptions, msal, type TokenStore } from './auth/msal.js';
export type {
  AuthorizationCodeFlow,
  DeviceCodePrompt,
  InteractiveFlow,
  MsalFlow,
  MsalSettings,
  UsernamePasswordFlow,
} from './auth/msal-options.js';
export type { ChannelBinding } from './auth/ntlm/channel-binding.js';
export type { NtlmOptions } from './auth/ntlm/ntlm-scheme.js';
export type { DiscoveredSettings } from './autodiscover/answer.js';
export { type AutodiscoverCache, fileCache, memoryCache } from './autodiscover/cache.js';
export { discover } from './autodiscover/discover.js';
export type { AutodiscoverOptions, AutodiscoverResult } from './autodiscover/options.js';
export type { ResolveSrv, SrvTarget } from './autodiscover/srv.js';
export type { AutodiscoverStep } from './autodiscover/trace.js';
export type { Absolute, Bound, Every, Relative } from './calendar/build.js';
export type { ExpandSpan } from './calendar/expand.js';
export * as recur from './calendar/recur.js';
export type { RuleStart } from './calendar/rule-text.js';
export type { SeriesTime } from './calendar/series.js';
export { ConflictError } from './client/conflict-error.js';
export { type DebugLogOptions, debugLog } from './client/debug-log.js';
export { type ObserveHooks, observe } from './client/observe.js';
export { type OpenTelemetryOptions, openTelemetry, type SpanLike } from './client/open-telemetry.js';
export type { CallOptions } from './client/options.js';
export type { Affinity } from './client/request-headers.js';
export { hasCode, ResponseError, ResyncError, ServerBusyError, SoapFaultError } from './client/response-errors.js';
export { type FaultToleranceOptions, failFast, faultTolerance, type RetryPolicy } from './client/retry-policy.js';
export type { RequestEvent, ResponseEvent, RetryEvent } from './client/sight.js';
export { type KnownVersion, VersionMemory } from './client/version-memory.js';
export type { ServerVersion } from './client/versions.js';
export {
  type Boxed,
  type Edition,
  type GeneratedEdition,
  type GeneratedSchema,
  type Kind,
  type Operation,
  type PropertyTable,
  type Refused,
  type Struct,
  type StructConstructor,
  ZonedDate,
} from './codec/index.js';
export type {
  Conversation,
  ConversationChanges,
  ConversationDeleteOptions,
  ConversationRule,
  ConversationUpdateOptions,
} from './conversations/conversation.js';
export {
  AbortError,
  type Attempt,
  AuthenticationError,
  type AuthenticationErrorCode,
  AutodiscoverError,
  BulkError,
  type BulkFailure,
  DoesNotExistError,
  EwsError,
  MultipleObjectsReturnedError,
  ProtocolError,
  type ProtocolErrorCode,
  type Settled,
  type SettledId,
  TimeoutError,
  type TimeoutErrorCode,
  TransportError,
  type TransportErrorCode,
  ValidationError,
  type Violation,
  XmlError,
  type XmlErrorCode,
} from './errors.js';
export {
  type ExtendedProperty,
  extendedProperty,
  type HeaderProperty,
  type NamedProperty,
  type NumberedProperty,
  type PropertySet,
  type TaggedProperty,
} from './fields/extended-property.js';
export type { Field } from './fields/field-list.js';
export type {
  Appended,
  Attendee,
  Bodies,
  Changes,
  FieldKey,
  GivenTime,
  NewItem,
  Recipient,
  Recipients,
} from './fields/given.js';
export { globalObjectIdOf } from './fields/global-object-id.js';
export { mapi } from './fields/mapi.js';
export type { MapiValue } from './fields/mapi-value.js';
export type { AttachedFile, AttachmentFacts, Content, NewAttachment } from './fields/new-attachment.js';
export type { ExtendedFields, ExtendedValues, NoFields } from './fields/own-fields.js';
export type { BodyForms } from './fields/shape.js';
export type { Span, ViewSpan } from './fields/span.js';
export { readVotingOptions, votingOptions } from './fields/voting.js';
export type { Emptying } from './folders/contents.js';
export type { ConversationOptions } from './folders/conversations.js';
export { Folder, type FolderChange, type FolderSet } from './folders/folder.js';
export type { FolderValues } from './folders/folder-changes.js';
export type { ChildrenOptions, FolderListOptions } from './folders/folder-conditions.js';
export type { FolderChangeOptions } from './folders/folder-feed.js';
export type { FolderInfoOptions, FolderMembers } from './folders/folder-info.js';
export type { CreateOptions, FolderItems, ImportOptions } from './folders/folder-items.js';
export type { FolderList } from './folders/folder-list.js';
export type {
  FolderCreateOptions,
  FolderDeleteOptions,
  FolderFieldOptions,
  MarkOptions,
  WipeOptions,
} from './folders/folder-options.js';
export type { UploadOptions } from './folders/uploading.js';
export type { ViewChangeOptions } from './folders/view-changes.js';
export type { AxiosLike } from './http/by-axios.js';
export type { Way } from './http/connection.js';
export type { Network } from './http/network.js';
export type { ProxyOption } from './http/proxy.js';
export type { NodeTlsOptions, TlsOptions } from './http/tls-options.js';
export type {
  BodySource,
  HttpHead,
  HttpHeaders,
  HttpRequest,
  HttpResponse,
  HttpStream,
  Transport,
} from './http/transport.js';
export type { AttachOptions } from './items/attaching.js';
export {
  type AttachedItem,
  type Attachment,
  type Contents,
  FileAttachment,
  ItemAttachment,
  ReferenceAttachment,
  type SaveOptions,
} from './items/attachment.js';
export { CalendarItem } from './items/calendar-item.js';
export type { AnyItem, ItemElement } from './items/classes.js';
export { Contact, type NewPhoto } from './items/contact.js';
export { DistributionList } from './items/distribution-list.js';
export { Item, type ItemMethods, type ThreadItem, type WithItemMethods } from './items/item.js';
export type { JunkOptions, MailMethods } from './items/mail-methods.js';
export type {
  ResponseContent,
  ResponseDraft,
  ResponseMethods,
  ResponseOptions,
} from './items/meeting-answer.js';
export { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './items/meeting-messages.js';
export type { MeetingMessageMethods } from './items/meeting-of.js';
export { Message } from './items/message.js';
export type { Mixed } from './items/mixin.js';
export { PostItem, type PostReplyContent } from './items/post-item.js';
export type { DraftOptions, ForwardMethods, ReplyContent, ReplyMethods } from './items/reply.js';
export { Task } from './items/task.js';
export type { FolderKind } from './kinds/kinds.js';
export type {
  AggregateKey,
  AggregateValue,
  AnyModel,
  CalendarModel,
  Chosen,
  ContactModel,
  Distinguished,
  Extended,
  FieldName,
  FieldValue,
  GroupKey,
  ItemModel,
  MailModel,
  Model,
  Models,
  Narrowed,
  PostModel,
  SearchOf,
  TaskModel,
} from './kinds/models.js';
export type { Categories, NewCategory } from './mailbox/categories.js';
export type { Category, CategoryColor } from './mailbox/category-list.js';
export type {
  ConfigurationDictionary,
  ConfigurationValue,
  TypedConfigurationValue,
} from './mailbox/configuration-value.js';
export type {
  Delegate,
  DelegateOptions,
  DelegateRights,
  DelegateSettings,
  Delegates,
} from './mailbox/delegates.js';
export type { CurrentOutOfOffice, OutOfOffice, OutOfOfficeSettings } from './mailbox/out-of-office.js';
export type { FolderRights, Permission, PermissionLevel, Permissions } from './mailbox/permissions.js';
export type {
  RuleActions,
  RuleForwards,
  RulePeople,
  RulePlaces,
  RulePredicates,
  RuleSpan,
} from './mailbox/rule-data.js';
export type { Rule, RuleChanges, RuleData, Rules } from './mailbox/rules.js';
export type { ConfigurationData, NewConfigurationData, UserConfiguration } from './mailbox/user-configuration.js';
export {
  type Change,
  ChangeFeed,
  type ChangeOptions,
  type IgnoredItem,
  type OnlyOption,
  type Portion,
} from './notify/changes.js';
export type {
  ChangeEvent,
  EventName,
  EventOf,
  FolderEvent,
  MoveEvent,
  NewMailEvent,
  StatusEvent,
} from './notify/events.js';
export { EventPull, type PullOptions } from './notify/pull.js';
export { EventStream, type StreamOptions } from './notify/stream.js';
export type { Member } from './people/expand.js';
export type { ExpandOptions, People, PhotoOptions, ResolveOptions, RoomList } from './people/people.js';
export type { PeopleOptions, PeopleQuery, PeopleSource } from './people/people-query.js';
export { EventPush, type PushOptions } from './push/event-push.js';
export { PushReceiver } from './push/push-receiver.js';
export type { ContactNames } from './query/contacts-view.js';
export type { Group, GroupOptions } from './query/group-by.js';
export { type IdLike, ItemSet, type ItemsOrIds } from './query/item-set.js';
export type { ItemVerbs } from './query/item-verbs.js';
export type { ComparedText, Lookups, OrderLookup, TextLookup, WhereFields } from './query/lookups.js';
export type { Queries } from './query/queries.js';
export { QuerySet } from './query/query-set.js';
export type { Reading } from './query/reading.js';
export type { QueryStringOptions } from './query/search.js';
export type { SearchFolder, SearchFolderOptions } from './query/search-folder.js';
export { and, not, or } from './query/where.js';
export type { IdForm } from './requests/convert-id.js';
export type { FolderDisposal } from './requests/delete-folder.js';
export type { Exported } from './requests/export-items.js';
export type { FolderInfo } from './requests/get-folder.js';
export type { SearchableOptions } from './requests/get-searchable-mailboxes.js';
export type { ConfigurationName, ServiceConfigurations } from './requests/get-service-configuration.js';
export { Listing } from './requests/listing.js';
export type { Marking } from './requests/mark-all-items-as-read.js';
export type { JunkMarking } from './requests/mark-as-junk.js';
export type {
  BulkOptions,
  DeleteOptions,
  Disposal,
  NotifyOptions,
  OnError,
  Progress,
  ReadOptions,
  RequestOptions,
  Results,
  SendOptions,
  Settling,
  UpdateOptions,
} from './requests/options.js';
export type { FolderHandle, Place } from './requests/place.js';
export type { MailboxSearchOptions } from './requests/search-mailboxes.js';
export type { RuleOptions } from './requests/update-inbox-rules.js';
export { Sandbox } from './sandbox/sandbox.js';
export type { SandboxOptions } from './sandbox/server/options.js';
export type * from './schema-types.js';
export type { SoapFault } from './soap/fault.js';
export type { SoapHeaders } from './soap/headers.js';
export type { Day, Moment, PlainDate, PlainDateTime, WallTime } from './time/moment.js';
export type { ZoneDefinition } from './time/zone-definition.js';
export { windowsZonesLike } from './time/zone-fit.js';
export { toIanaZone, toWindowsZone } from './time/zone-names.js';
export { type ZonedTime, zoned } from './time/zoned-time.js';
export { type FoldersChangeOptions, FoldersFeed } from './watcher/catch-up.js';
export { fileStore } from './watcher/file-store.js';
export type { Watched, WatchOptions } from './watcher/options.js';
export type { StateStore } from './watcher/state-store.js';
export type { XmlElement, XmlNode } from './xml/element.js';
export type { XmlLimits } from './xml/limits.js';

import type { DiagnoseOptions, Diagnosis } from './doctor/options.js';
import type { SearchOf } from './kinds/models.js';
import type { WhereFields } from './query/lookups.js';

/** A condition on items of a class, for one that is built away from its query. */
export type Where<T> = WhereFields<SearchOf<T>>;

/**
 * Examines a server and the way to it: what is wrong, and what to do about it. Loaded when it is called, so that programs that never do
 * pay nothing for it.
 */
export const diagnose = async (options: DiagnoseOptions): Promise<Diagnosis> =>
  (await import('./doctor/diagnose.js')).diagnose(options);

export type { CheckName, Facts, Finding, FindingStatus } from './doctor/finding.js';
export type { DiagnoseOptions, Diagnosis };
