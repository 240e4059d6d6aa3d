/**
 * One connection after another for the same subscriptions: the server closes each after a while, and it is opened again after a pause. Must not
 * know how subscriptions are made, nor who hears what is told.
 */
import type { NotificationType } from '../../generated/index.js';
import type { Affinity } from '../client/request-headers.js';
import { endOfStream, streamingEvents, streamingEventsRequest } from '../requests/get-streaming-events.js';
import type { Session } from '../requests/session.js';
import { backOff, pause } from './pause.js';

/** Something may have happened that is not told. */
export const GAP: unique symbol = Symbol('ewskit.gap');

/** A connection that lasted so long was a good one, with or without events. */
const GOOD_MS = 60_000;
/** So often a server is asked for a connection within a minute, whatever it says on them. */
const MOST_PER_MINUTE = 10;

/** When the last connections were opened. Whoever shares one asks no more often together. */
export class Openings {
  readonly #at: number[] = [];

  note(): void {
    this.#at.push(performance.now());
    if (this.#at.length > MOST_PER_MINUTE) this.#at.shift();
  }

  /** How many were opened within the last minute, of the last ten. */
  get recent(): number {
    return this.#at.filter((at) => performance.now() - at < 60_000).length;
  }

  /** Milliseconds until there may be another. */
  get waitMs(): number {
    const [oldest = 0] = this.#at;
    return this.#at.length < MOST_PER_MINUTE ? 0 : Math.max(0, oldest + 60_000 - performance.now());
  }
}

/** How connections are kept. */
export interface Keeping {
  /** Before each: by whom it is opened, and for which subscriptions. */
  readonly prepare: () => Promise<{ readonly session: Session; readonly subscriptionIds: readonly string[] }>;
  /** The server has forgotten these, or does not say which. */
  readonly forgotten: (subscriptionIds: readonly string[] | undefined) => void;
  readonly connectionMinutes: number;
  readonly silenceMs: number;
  readonly signal: AbortSignal;
  readonly openings: Openings;
  /** The first connection is for subscriptions that never had one: whatever was opened before, they are not to blame. */
  readonly isFirst: boolean;
  readonly affinity?: Affinity | undefined;
}

/** What is told, and where something may be missing. Ends with the signal; throws what would be the same the next time. */
export async function* connections(
  keeping: Keeping,
): AsyncGenerator<readonly NotificationType[] | typeof GAP, void, undefined> {
  const { signal, forgotten, openings } = keeping;
  let failures = 0;
  // What a connection that broke had been told is lost, and so is what it is told until the server sees that nobody listens.
  let hasGap = true;
  for (let isFirst = keeping.isFirst; !signal.aborted; isFirst = false) {
    while (!isFirst && openings.waitMs > 0 && !signal.aborted) await pause(openings.waitMs, signal);
    openings.note();
    const opened = performance.now();
    const connection = new Connection(keeping);
    let waitMs = 0;
    try {
      for await (const notifications of connection.run()) {
        if (hasGap) yield GAP;
        hasGap = false;
        if (notifications.some(tellsSomething)) failures = 0;
        yield notifications;
      }
    } catch (error) {
      if (signal.aborted) return;
      const end = endOfStream(error, connection.heard);
      if (end.lasts) throw error;
      if (end.forgotten) forgotten(end.subscriptionIds);
      waitMs = end.waitMs ?? 0;
    }
    if (!connection.isClosed) {
      hasGap = true;
      yield GAP;
    }
    if (performance.now() - opened >= GOOD_MS) failures = 0;
    // Also after a good end: a server that closes every connection at once would be asked without a pause.
    await pause(waitMs + backOff(++failures), signal);
  }
}

class Connection {
  readonly #keeping: Keeping;
  /** Whether the server has said anything on it. */
  heard = false;
  /** Whether it has said that it closes it: it then keeps what happens until the next one. */
  isClosed = false;

  constructor(keeping: Keeping) {
    this.#keeping = keeping;
  }

  /** The notifications of each message. */
  async *run(): AsyncGenerator<readonly NotificationType[], void, undefined> {
    const { prepare, connectionMinutes, silenceMs, signal, affinity } = this.#keeping;
    const { session, subscriptionIds } = await prepare();
    const request = streamingEventsRequest(subscriptionIds, connectionMinutes);
    for await (const message of streamingEvents(session, request, { signal, timeoutMs: silenceMs, affinity })) {
      this.heard = true;
      yield message.notifications ?? [];
      this.isClosed = message.connectionStatus === 'Closed';
      if (this.isClosed) return;
    }
  }
}

function tellsSomething({ events = [] }: NotificationType): boolean {
  return events.some(({ kind }) => kind !== 'statusEvent');
}
