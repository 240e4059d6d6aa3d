/**
 * Requests that met a connection which was no longer there. Who logs in connections must tell this from every other failure: nothing
 * was done, and a new connection helps. Must not know what opens sockets, so that nobody loads Node's HTTP for an error's sake.
 */

/** The request was bound to a connection that is gone; nothing was sent. */
export class ConnectionGone extends Error {
  readonly code = 'EWSKIT_CONNECTION_GONE';
}

/** Failures on a kept-alive socket before any byte of an answer: the server most likely closed it before the request came. */
const stale = new WeakSet<Error>();

export function markDeadSocket(error: Error): void {
  stale.add(error);
}

/** Whether the request can be sent again on a new socket, if it is idempotent. */
export function metDeadSocket(error: unknown): boolean {
  return error instanceof Error && stale.has(error);
}
