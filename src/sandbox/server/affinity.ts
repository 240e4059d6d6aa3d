/**
 * The cookies by which a load balancer and the front end of Exchange have a client come back to the same servers, as Exchange sets
 * them, and which of the servers behind the front end gets a request. Knows nothing of operations.
 * https://learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
 */
import { randomBytes } from 'node:crypto';
import type { Mailboxes } from '../store/mailboxes.js';
import type { Call } from './http-server.js';

const DAY_MS = 86_400_000;
/** As Exchange writes a server: its name and its version as one number. */
const nameOf = (backEnd: number): string => `sandbox${backEnd === 0 ? '' : backEnd}.ewskit.test~1942063490`;
const NAMED = /(?:^|; )X-BackEndOverrideCookie=sandbox(\d*)\.ewskit\.test~/;

/**
 * The server that answers, of so many: the one that the cookie names, where affinity is asked for; else that of the anchor mailbox, or of
 * whoever asks. Mailboxes lie on them in turn.
 */
export function backEndOf({ headers, login }: Call, mailboxes: Mailboxes, count: number): number {
  const named = NAMED.exec(headers.cookie ?? '');
  if (isAskedFor(headers) && named !== null && Number(named[1]) < count) return Number(named[1]);
  const mailbox = mailboxes.byAddress(String(headers['x-anchormailbox'])) ?? mailboxes.byLogin(login);
  return mailbox === undefined ? 0 : mailbox.id % count;
}

function isOther(name: string, value: string | undefined, backEnd: number): boolean {
  return name.startsWith('X-BackEnd') && value !== nameOf(backEnd);
}

function isAskedFor(headers: Call['headers']): boolean {
  return /^true$/i.test(String(headers['x-preferserveraffinity']));
}

/** The Set-Cookie fields of an answer: those that the client does not send already, or that name another server. */
export function affinityCookies({ headers }: Call, secure: boolean, backEnd: number): string[] {
  const pairs = (headers.cookie ?? '').split('; ').map((pair) => pair.split('=') as [string, string?]);
  const sent = new Set(pairs.flatMap(([name, value]) => (isOther(name, value, backEnd) ? [] : [name])));
  const flags = `${secure ? 'secure; ' : ''}HttpOnly`;
  const until = (ms: number) => new Date(Date.now() + ms).toUTCString();
  const cookies: Record<string, string> = {
    // Of Exchange 2010 for load balancers, a year; later versions still set it.
    exchangecookie: `${randomBytes(16).toString('hex')}; expires=${until(365 * DAY_MS)}; path=/; HttpOnly`,
    // Which server has the mailbox, for ten minutes.
    'X-BackEndCookie': `${nameOf(backEnd)}; expires=${until(600_000)}; path=/EWS; ${flags}`,
    // Which server has the subscription.
    ...(isAskedFor(headers) && {
      'X-BackEndOverrideCookie': `${nameOf(backEnd)}; path=/; ${flags}`,
    }),
  };
  return Object.entries(cookies).flatMap(([name, rest]) => (sent.has(name) ? [] : [`${name}=${rest}`]));
}
