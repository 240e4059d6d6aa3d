/** What a handler is given beside the request: the store, the time, and who asks. Knows nothing of HTTP. */
import type { Clock } from '../base/clock.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Store } from '../store/store.js';
import type { Subscriptions } from '../store/subscriptions.js';

/** A message that left the sandbox: to addresses that have no mailbox here. */
export interface ExternalMessage {
  /** Addresses without a mailbox here. */
  to: string[];
  /** Undefined where it has none. */
  subject: string | undefined;
}

export interface Context {
  readonly store: Store;
  readonly clock: Clock;
  /** The mailbox whose user asks; with impersonation, the impersonated user's. */
  readonly mailbox: Mailbox;
  /** Who is logged in, whomever he impersonates: an address, or the name of an application. */
  readonly caller: string;
  /** Which of the servers behind the front end answers: subscriptions live on one. */
  readonly backEnd: number;
  /** Where mail to addresses outside goes, for tests to look at. */
  readonly external: ExternalMessage[];
  readonly subscriptions: Subscriptions;
  /** URL of Exchange.asmx, for links in answers. */
  readonly url: string;
  /** Place of the played server's edition among those of the codec; what came later does not exist for it. */
  readonly edition: number;
  /** The zone in the request's TimeZoneContext header: its id, or of one that has no name all of it (see calendar/own-zone.ts). */
  readonly timeZone: string | undefined;
  /** Times of items are answered with their milliseconds, which a header of the request asks for. */
  readonly milliseconds: boolean;
}
