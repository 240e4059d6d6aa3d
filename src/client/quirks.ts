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
 * Whether an answer says that nobody read the request: a 400 without SOAP, by what reads HTTP. After a request of more than 64 KB, gromox
 * takes bytes that it left lying for the beginning of the next one.
 */
export function notRead({ status }: HttpHead, body: Uint8Array): boolean {
  return status === 400 && !/<(?:[\w.-]+:)?Envelope[\s>]/.test(beginning(body));
}

/**
 * Whether the connection can take another request after this answer. After a SOAP fault, gromox writes a second answer on the same
 * connection, which would be read as the answer to the next request.
 */
export function keepsConnection({ headers, status }: HttpHead, body: Uint8Array): boolean {
  if (isExchange(headers)) return true;
  return status < 500 && !/<(?:[\w.-]+:)?Fault[\s>]/.test(beginning(body));
}

function beginning(body: Uint8Array): string {
  return Buffer.from(body.subarray(0, 4000)).toString('latin1');
}
