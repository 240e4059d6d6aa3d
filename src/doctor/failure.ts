/** What a socket failed with, as the error that a request over it would have failed with. */
import { EwsError } from '../errors.js';
import { transportFailure } from '../http/failures.js';

/** `thrown` is what node:net, node:tls or a proxy gave. An EwsError stays what it is. */
export function socketFailure(thrown: unknown, url: URL): EwsError {
  if (thrown instanceof EwsError) return thrown;
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  // Made anew: errors of Node are not always of this realm's Error.
  const plain = Object.assign(new Error(String(message ?? thrown)), typeof code === 'string' ? { code } : {});
  return transportFailure(plain, url, 'head');
}
