/** What servers that speak EWS and are not Exchange need, told by what their answers look like. */
import type { HttpHead, HttpHeaders } from '../http/transport.js';

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
