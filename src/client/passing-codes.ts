/**
 * The server's codes that pass: what each says of the request, of the whole in a fault or of one part in a response message. Decides
 * nothing.
 */

/** The server turned the request away at the door: nothing of it was begun. */
const TURNED_AWAY: ReadonlySet<string> = new Set(['ErrorServerBusy', 'ErrorExceededConnectionCount']);

/** Something inside the server was not there or too much; how far the request had come by then, nobody says. */
const BROKE_OFF: ReadonlySet<string> = new Set([
  'ErrorTooManyObjectsOpened',
  'ErrorInternalServerTransientError',
  'ErrorTimeoutExpired',
  'ErrorMailboxStoreUnavailable',
  'ErrorMailboxMoveInProgress',
  'ErrorConnectionFailed',
  'ErrorADUnavailable',
  'ErrorInsufficientResources',
  'ErrorNoRespondingCASInDestinationSite',
  'ErrorProxyTokenExpired',
]);

export function isTurnedAway(code: string | undefined): boolean {
  return code !== undefined && TURNED_AWAY.has(code);
}

export function brokeOff(code: string | undefined): boolean {
  return code !== undefined && BROKE_OFF.has(code);
}

/** The server asks for less: slow down. */
export function isBusyCode(code: string | undefined): boolean {
  return isTurnedAway(code) || code === 'ErrorTooManyObjectsOpened';
}

/** So many at a time are too many. */
export function isTooMany(code: string | undefined): boolean {
  return code === 'ErrorExceededConnectionCount';
}
