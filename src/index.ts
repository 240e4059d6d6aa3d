/**
 * `ewskit`: the facade, and every type that stands in its signatures. Operations, the types of the schema and the codec are in
 * `ewskit/raw`.
 */
export { Account, Exchange } from './account/account.js';
export type { Impersonation } from './account/identity.js';
export type {
  AccountOptions,
  ConnectOptions,
  ExchangeOptions,
  ProtocolOptions,
  SearchOptions,
} from './account/options.js';
export type { ServerInfo } from './account/server-info.js';
export {
  basic,
  type Credentials,
  credentials,
  digest,
  kerberos,
  ntlm,
  oauth,
  type UserNameAndPassword,
} from './auth/credentials.js';
export { type ModernAuth, modernAuth } from './auth/modern-auth.js';
export { type MsalOptions, msal, type TokenStore } from './auth/msal.js';
export { type AutodiscoverCache, fileCache, memoryCache } from './autodiscover/cache.js';
export { discover } from './autodiscover/discover.js';
export type { AutodiscoverOptions, AutodiscoverResult } from './autodiscover/options.js';
export type { AutodiscoverStep } from './autodiscover/trace.js';
export { ConflictError } from './client/conflict-error.js';
export { type DebugLogOptions, debugLog } from './client/debug-log.js';
export type { CallOptions } from './client/options.js';
export { hasCode, ResponseError, ServerBusyError, SoapFaultError } from './client/response-errors.js';
export { type FaultToleranceOptions, failFast, faultTolerance, type RetryPolicy } from './client/retry-policy.js';
export type { RequestEvent, ResponseEvent, RetryEvent } from './client/sight.js';
export { type KnownVersion, VersionMemory } from './client/version-memory.js';
export type { ServerVersion } from './client/versions.js';
export type { Kind, Operation } from './codec/index.js';
export { ZonedDate } from './codec/index.js';
export {
  AbortError,
  type Attempt,
  AuthenticationError,
  AutodiscoverError,
  BulkError,
  DoesNotExistError,
  EwsError,
  MultipleObjectsReturnedError,
  type Settled,
  TimeoutError,
  TransportError,
  ValidationError,
  type Violation,
  XmlError,
} from './errors.js';
export { type ExtendedProperty, extendedProperty } from './fields/extended-property.js';
export type { Attendee, Changes, NewItem, Recipient } from './fields/given.js';
export { mapi } from './fields/mapi.js';
export { Folder, type FolderSet } from './folders/folder.js';
export type {
  FolderCreateOptions,
  FolderDeleteOptions,
  FolderFieldOptions,
  MarkOptions,
  WipeOptions,
} from './folders/folder-options.js';
export { CalendarItem } from './items/calendar-item.js';
export type { AnyItem } from './items/classes.js';
export { Contact } from './items/contact.js';
export { DistributionList } from './items/distribution-list.js';
export { Item } from './items/item.js';
export type { ResponseContent, ResponseOptions } from './items/meeting-answer.js';
export { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './items/meeting-messages.js';
export { Message } from './items/message.js';
export { PostItem } from './items/post-item.js';
export type { DraftOptions, ReplyContent } from './items/reply.js';
export { Task } from './items/task.js';
export type { FolderKind } from './kinds/kinds.js';
export type {
  AnyModel,
  CalendarModel,
  ContactModel,
  ItemModel,
  MailModel,
  Model,
  Models,
  PostModel,
  TaskModel,
} from './kinds/models.js';
export { type Change, ChangeFeed, type ChangeOptions } from './notify/changes.js';
export type { EventName, FolderEvent } from './notify/events.js';
export { EventStream, type StreamOptions } from './notify/stream.js';
export { type IdLike, ItemSet, type ItemsOrIds } from './query/item-set.js';
export { QuerySet } from './query/query-set.js';
export { and, not, or } from './query/where.js';
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
  UpdateOptions,
} from './requests/options.js';
export type { FolderHandle, Place } from './requests/place.js';
export type { Day, Moment, WallTime } from './time/moment.js';

import type { DiagnoseOptions, Diagnosis } from './doctor/options.js';
import type { SearchOf } from './kinds/models.js';
import type { WhereFields } from './query/lookups.js';
import type { Sandbox as RunningSandbox, SandboxOptions } from './sandbox.js';

/** A condition on items of a class, for one that is built away from its query. */
export type Where<T> = WhereFields<SearchOf<T>>;

/**
 * An embedded Exchange, for trying and testing; `ewskit/sandbox` has the class itself. It is loaded when it is started, so that
 * programs that never do pay nothing for it.
 */
export const Sandbox = {
  start: async (options?: SandboxOptions): Promise<RunningSandbox> =>
    (await import('./sandbox.js')).Sandbox.start(options),
};

/**
 * Examines a server and the way to it: what is wrong, and what to do about it. Loaded when it is called, so that programs that never do
 * pay nothing for it.
 */
export const diagnose = async (options: DiagnoseOptions): Promise<Diagnosis> =>
  (await import('./doctor/diagnose.js')).diagnose(options);

export type { Finding, FindingStatus } from './doctor/finding.js';
export type { DiagnoseOptions, Diagnosis };
