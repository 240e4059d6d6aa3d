/**
 * The cookies by which a load balancer and the front end of Exchange have a client come back to the same servers, as Exchange sets
 * them; there is one server here, so nothing follows from them. Knows nothing of operations.
 */
import { randomBytes } from 'node:crypto';
import type { Call } from './http-server.js';

const DAY_MS = 86_400_000;
/** As Exchange writes a server: its name and its version as one number. */
const BACK_END = 'sandbox.ewskit.test~1942063490';

/** The Set-Cookie fields of an answer: those that the client does not send already. */
export function affinityCookies({ headers }: Call, secure: boolean): string[] {
  const sent = new Set((headers.cookie ?? '').split('; ').map((pair) => pair.split('=')[0]));
  const flags = `${secure ? 'secure; ' : ''}HttpOnly`;
  const until = (ms: number) => new Date(Date.now() + ms).toUTCString();
  const cookies: Record<string, string> = {
    // Of Exchange 2010 for load balancers, a year; later versions still set it.
    exchangecookie: `${randomBytes(16).toString('hex')}; expires=${until(365 * DAY_MS)}; path=/; HttpOnly`,
    // Which server has the mailbox, for ten minutes.
    'X-BackEndCookie': `${BACK_END}; expires=${until(600_000)}; path=/EWS; ${flags}`,
    // Which server has the subscription.
    ...(/^true$/i.test(String(headers['x-preferserveraffinity'])) && {
      'X-BackEndOverrideCookie': `${BACK_END}; path=/; ${flags}`,
    }),
  };
  return Object.entries(cookies).flatMap(([name, rest]) => (sent.has(name) ? [] : [`${name}=${rest}`]));
}
