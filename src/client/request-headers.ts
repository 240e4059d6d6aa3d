/** The headers of a request, SOAP and HTTP: which of an account's own an operation takes, and those that keep it on one server. */
import type { ExchangeVersionType } from '../../generated/index.js';
import type { Operation } from '../codec/index.js';
import type { SoapHeaders } from '../soap/headers.js';

/** Those that came with Exchange 2010: the schema of 2007 has neither them nor their types. */
const SINCE_2010: ReadonlySet<string> = new Set([
  'mailboxCulture',
  'timeZoneContext',
  'dateTimePrecision',
  'managementRole',
]);

/**
 * A subscription lives in the memory of one mailbox server, and what belongs to it has to come there.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
 */
const BOUND_TO_A_SERVER: ReadonlySet<string> = new Set(['Subscribe', 'GetEvents', 'GetStreamingEvents', 'Unsubscribe']);

/**
 * The SOAP headers of a request. Exchange refuses a header that the operation does not take with a schema error, so of the client's own
 * those are left out; what the caller gives for this call is sent as it is.
 */
export function soapHeaders(
  operation: Operation,
  version: ExchangeVersionType,
  own: SoapHeaders = {},
  ofCall: SoapHeaders = {},
): SoapHeaders {
  const headers: SoapHeaders = { requestServerVersion: { version }, ...own, ...ofCall };
  const allowed = allowedBy(operation);
  const old = version.startsWith('Exchange2007');
  for (const key of Object.keys(own) as (keyof SoapHeaders)[]) {
    const fits = allowed.has(key) && !(old && SINCE_2010.has(key));
    if (!fits && ofCall[key] === undefined) delete headers[key];
  }
  return headers;
}

const allowedMembers = new WeakMap<Operation, ReadonlySet<string>>();

/** Members of the headers that an operation takes. */
function allowedBy(operation: Operation): ReadonlySet<string> {
  let names = allowedMembers.get(operation);
  if (names === undefined) {
    names = new Set(operation.headers.map((name) => name[0]?.toLowerCase() + name.slice(1)));
    allowedMembers.set(operation, names);
  }
  return names;
}

/** Subscriptions that are to live on the same server, so that one connection can tell of all of them. */
export interface Affinity {
  /** Mailbox whose server it is. */
  readonly anchorMailbox: string;
  /** What the group is called: its requests have cookies of their own. */
  readonly name: string;
}

/** The group of an operation that is bound to a server: of what is not said otherwise, a mailbox is one by itself. */
export function affinityOf(
  operation: Operation,
  anchorMailbox: string | undefined,
  affinity: Affinity | undefined,
): string | undefined {
  return BOUND_TO_A_SERVER.has(operation.name) ? (affinity?.name ?? anchorMailbox?.toLowerCase()) : undefined;
}

/**
 * The HTTP headers of a request. X-AnchorMailbox has the front end send it to the server of that mailbox at once. For what belongs to a
 * subscription X-PreferServerAffinity asks for that very server, which it names in the cookie X-BackEndOverrideCookie; the cookie jar of
 * the connection sends it back, and Exchange heeds it only together with this header.
 */
export function httpHeaders(operation: Operation, anchorMailbox: string | undefined): Record<string, string> {
  return {
    'content-type': 'text/xml; charset=utf-8',
    accept: 'text/xml',
    ...(anchorMailbox === undefined ? {} : { 'x-anchormailbox': anchorMailbox }),
    ...(BOUND_TO_A_SERVER.has(operation.name) ? { 'x-preferserveraffinity': 'True' } : {}),
  };
}
