/** What the SOAP headers of a request ask for: in which version, whose mailbox, in which zone and language, how exact. Knows no operation. */
import type { Envelope } from '../base/codec.js';
import { Fault } from '../base/failure.js';
import { type ServerVersionName, takesVersion } from '../base/versions.js';
import { zoneKeyOf } from '../calendar/own-zone.js';
import { ianaOf } from '../calendar/zones.js';
import type { ZoneData } from '../store/item-data.js';
import { copyValue } from '../store/json.js';
import { type Mailbox, type Mailboxes, sidOf } from '../store/mailboxes.js';

/** Who is to be acted as; undefined without the header. */
export function impersonatedOf({ headers }: Envelope, mailboxes: Mailboxes): Mailbox | undefined {
  const { principalName, sid, primarySmtpAddress, smtpAddress } = headers.exchangeImpersonation?.connectingSID ?? {};
  const names = [principalName, sid, primarySmtpAddress, smtpAddress].filter((name) => name?.value);
  if (names.length === 0) return undefined;
  if (names.length > 1) throw new Fault('ErrorSchemaValidation', 'ConnectingSID has more than one name of a user.');
  const found = sid?.value
    ? mailboxes.all().find((mailbox) => sidOf(mailbox) === sid.value)
    : (mailboxes.byAddress(names[0]?.value) ?? mailboxes.byLogin(String(principalName?.value)));
  if (found) return found;
  // Learn, "ResponseCode": there is a code for each kind of name.
  if (sid?.value) throw new Fault('ErrorInvalidUserSid', 'The SID is not associated with a user.');
  if (principalName?.value)
    throw new Fault('ErrorInvalidUserPrincipalName', 'The user principal name is not associated with a user.');
  throw new Fault('ErrorNonExistentMailbox');
}

/** Name of the zone in which times without one are meant; undefined without the header. One with rules of its own may have any id. */
export function timeZoneOf({ headers }: Envelope): string | undefined {
  const zone = headers.timeZoneContext?.timeZoneDefinition;
  const id = zone?.id;
  if (id === undefined) return undefined;
  if (zone?.periods !== undefined) return zoneKeyOf(copyValue(zone) as ZoneData);
  // Clients write Windows ids, IANA names, and this for UTC.
  if (ianaOf(id) === 'Etc/UTC' && !/^(utc|etc\/utc|tzone:\/\/microsoft\/utc)$/i.test(id))
    throw new Fault('ErrorTimeZone');
  return id;
}

/** Whether times are wanted with their milliseconds; Exchange answers in seconds without the header ([MS-OXWSCDATA] DateTimePrecision). */
export function wantsMilliseconds({ headers }: Envelope): boolean {
  return headers.dateTimePrecision === 'Milliseconds';
}

/** Refuses a version that is newer than the server. */
export function demandVersion({ headers }: Envelope, server: ServerVersionName): void {
  const asked = headers.requestServerVersion?.version;
  if (asked !== undefined && !takesVersion(server, asked)) throw new Fault('ErrorInvalidServerVersion');
}

/** Refuses a language that there is none of. The sandbox itself speaks English only. */
export function demandCulture({ headers }: Envelope): void {
  const culture = headers.mailboxCulture?.value;
  if (!culture) return;
  try {
    if (Intl.DateTimeFormat.supportedLocalesOf(culture).length > 0) return;
  } catch {
    // No language tag at all.
  }
  throw new Fault('ErrorUnsupportedCulture', `The culture '${culture}' is not supported.`);
}
