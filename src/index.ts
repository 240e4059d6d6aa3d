/** `ewskit`: the facade. First what users need; below the line what toolmakers need. */
export { Account } from './account/account.js';
export type { ConnectOptions, Impersonation } from './account/options.js';
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
export { Folder } from './folders/folder.js';
export { FolderSet } from './folders/folder-set.js';
export { QuerySet } from './query/query-set.js';
export { and, not, or } from './query/where.js';
export { Sandbox } from './sandbox/sandbox.js';

import type { DiagnoseOptions, Diagnosis } from './doctor/options.js';
import type { SearchOf } from './items/model.js';
import type { WhereFields } from './query/lookups.js';

/** A condition on items of a class, for one that is built away from its query. */
export type Where<T> = WhereFields<SearchOf<T>>;

export { ResponseError, ServerBusyError, SoapFaultError } from './client/response-errors.js';
export type { RequestOptions } from './client/session.js';
export { type KnownVersion, VersionMemory } from './client/version-memory.js';
export type { ServerVersion } from './client/versions.js';
export { ZonedDate } from './codec/zoned-date.js';
export {
  type Attempt,
  AuthenticationError,
  AutodiscoverError,
  DoesNotExistError,
  EwsError,
  MultipleObjectsReturnedError,
  TransportError,
  ValidationError,
  type Violation,
  XmlError,
} from './errors.js';
export type { BulkOptions, CreateOptions, DeleteOptions, Disposal, Invitations, UpdateOptions } from './items/bulk.js';
export { CalendarItem } from './items/calendar-item.js';
export type { AnyItem } from './items/classes.js';
export { Contact, DistributionList } from './items/contact.js';
export { type ExtendedProperty, extendedProperty } from './items/extended-property.js';
export type { Changes, NewItem, Recipient } from './items/fields.js';
export { Item } from './items/item.js';
export { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './items/meeting-messages.js';
export { Message, PostItem } from './items/message.js';
export type { CalendarModel, ContactModel, ItemModel, MailModel, Model, TaskModel } from './items/model.js';
export { Task } from './items/task.js';
export { type Change, ChangeFeed, type ChangeOptions } from './notify/changes.js';
export type { EventName, FolderEvent } from './notify/events.js';
export { EventStream, type StreamOptions } from './notify/stream.js';

/**
 * Examines a server and the way to it: what is wrong, and what to do about it. Loaded when it is called, so that programs that never do
 * pay nothing for it.
 */
export const diagnose = async (options: DiagnoseOptions): Promise<Diagnosis> =>
  (await import('./doctor/diagnose.js')).diagnose(options);

export type { Finding, FindingStatus } from './doctor/finding.js';
export type { DiagnoseOptions, Diagnosis };

// ---- for those who go below the facade ----

export * from '../generated/index.js';
export { type AutodiscoverCache, fileCache, memoryCache } from './autodiscover/cache.js';
export { discover } from './autodiscover/discover.js';
export type { AutodiscoverOptions, AutodiscoverResult } from './autodiscover/options.js';
export type { AutodiscoverStep } from './autodiscover/trace.js';
export type { CallOptions } from './client/client.js';
export { type DebugLogOptions, debugLog } from './client/debug-log.js';
export { type FaultToleranceOptions, failFast, faultTolerance, type RetryPolicy } from './client/retry-policy.js';
export type { RequestEvent, ResponseEvent, RetryEvent } from './client/sight.js';
export type { Operation } from './codec/registry.js';
export type { Kind } from './codec/struct.js';
export type { ProxyOption } from './http/proxy.js';
export type { TlsOptions } from './http/tls-options.js';
export type { Transport } from './http/transport.js';
