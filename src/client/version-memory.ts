/**
 * Which version an endpoint took, so that the next account there does not begin with a request that is refused. In memory, for as
 * long as it is held; an object, so that whoever wants none of it, or one for each tenant, can say so.
 */
import type { ExchangeVersionType } from '../../generated/index.js';

/** What is remembered of a mailbox, or of an endpoint for mailboxes that are not known yet. */
export interface KnownVersion {
  /** The version of the schema that it takes. */
  readonly version: ExchangeVersionType;
  /** Newer ones were refused for this mailbox, whatever the build of the server that answers: it lives on an older one. */
  readonly refusesNewer: boolean;
}

interface Entry extends KnownVersion {
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A mailbox moves, a server is replaced: not remembered for longer than this. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Versions by endpoint and mailbox. No secret is in it, and nothing that a server has not said itself. */
export class VersionMemory {
  readonly #entries = new Map<string, Entry>();
  readonly #most: number;

  /** `maxEntries`: the oldest are forgotten beyond that. Default 1000. */
  constructor(maxEntries = 1000) {
    this.#most = maxEntries;
  }

  /**
   * What is known of the mailbox; else of the endpoint, as a first guess, which the answer corrects. Undefined when neither is known,
   * or for more than a day.
   */
  recall(endpoint: URL, mailbox = '', now = Date.now()): KnownVersion | undefined {
    const own = this.#entries.get(keyOf(endpoint, mailbox));
    if (own && now - own.at < DAY_MS) return own;
    const any = this.#entries.get(keyOf(endpoint, ''));
    return any && now - any.at < DAY_MS ? { version: any.version, refusesNewer: false } : undefined;
  }

  /** Keeps what was found out with a mailbox; undefined where the client was told of none. */
  remember(endpoint: URL, mailbox: string | undefined, known: KnownVersion, now = Date.now()): void {
    this.#keep(keyOf(endpoint, mailbox), { ...known, at: now });
    // One mailbox on an old server says nothing of the others, unless nothing else is known.
    const any = keyOf(endpoint, '');
    if (!known.refusesNewer || !this.#entries.has(any)) this.#keep(any, { ...known, at: now });
  }

  #keep(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#most && oldest !== undefined) this.#entries.delete(oldest);
  }
}

/** IIS takes paths in any case. */
function keyOf(endpoint: URL, mailbox = ''): string {
  return `${endpoint.origin}${endpoint.pathname.toLowerCase()} ${mailbox.toLowerCase()}`;
}
