/** What servers that speak EWS and are not Exchange need, told by what their answers look like. */
import type { ServerVersionInfoType } from '../../generated/index.js';
import type { HttpHead, HttpHeaders } from '../http/transport.js';

/** Which server it is: Exchange, a known other one, or one that says that it is something else. */
export type ServerKind = 'Exchange' | 'gromox' | 'other';

/** What gromox says in every answer; no Exchange was ever built with that number. */
const GROMOX_BUILD = '15.0.847.4040';

/** Told by an answer; undefined where it says nothing to tell by. */
export function serverKindOf(headers: HttpHeaders, info: ServerVersionInfoType = {}): ServerKind | undefined {
  const { majorVersion, minorVersion, majorBuildNumber, minorBuildNumber } = info;
  const build = [majorVersion, minorVersion, majorBuildNumber, minorBuildNumber].join('.');
  if (build === GROMOX_BUILD || /gromox|grommunio/i.test(headers['server'] ?? '')) return 'gromox';
  if (isExchange(headers)) return 'Exchange';
  return headers['server'] ? 'other' : undefined;
}

/** Exchange and IIS say who they are in several headers; a proxy seldom removes them all. */
function isExchange(headers: HttpHeaders): boolean {
  return (
    /^microsoft-(iis|httpapi)/i.test(headers['server'] ?? '') ||
    ['x-feserver', 'x-calculatedbetarget', 'x-diaginfo', 'x-beserver', 'x-aspnet-version'].some((name) => headers[name])
  );
}

/**
 * Whether an answer says that nobody read the request: a 400 that is no document, by what reads HTTP. After a request of more than 64 KB,
 * gromox takes bytes that it left lying for the beginning of the next one.
 */
export function notRead({ status, headers }: HttpHead, body: Uint8Array): boolean {
  if (status !== 400 || isExchange(headers) || /xml/i.test(headers['content-type'] ?? '')) return false;
  return !/[<{]/.test(beginning(body, 200));
}

/**
 * Whether the connection can take another request after this answer. After a SOAP fault, gromox writes a second answer on the same
 * connection, which would be read as the answer to the next request. After a request of more than 64 KiB it says 400 to the next one.
 */
export function keepsConnection({ headers, status }: HttpHead, body: Uint8Array): boolean {
  if (isExchange(headers)) return true;
  return status < 500 && status !== 400 && !/<(?:[\w.-]+:)?Fault[\s>]/.test(beginning(body, 4000));
}

function beginning(body: Uint8Array, length: number): string {
  return Buffer.from(body.subarray(0, length)).toString('latin1');
}
