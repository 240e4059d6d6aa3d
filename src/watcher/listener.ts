/** Keeps a stream of hints open, and says what is to be looked into because of it. Must not know what is done about it. */
import type { NotificationType } from '../../generated/index.js';
import { ValidationError } from '../errors.js';
import { type EventName, eventsOf, eventTypesOf } from '../notify/events.js';
import { pause } from '../notify/pause.js';
import { SILENCE_MS } from '../requests/get-streaming-events.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { streamingRequest, type Targets } from '../requests/subscribe.js';
import type { Hints } from './hints.js';

const NAMES: readonly EventName[] = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied'];
/** How often everything is looked into while there is no stream. */
const POLL_MS = 30_000;
/** A stream that was refused, because there are too many, say, is asked for again after that time. */
const AGAIN_MS = 300_000;

/** How it is listened. */
export interface ListenOptions extends RequestOptions {
  readonly everyMs: number;
  readonly silenceMs: number | undefined;
  readonly signal: AbortSignal;
}

/** Runs until the signal fires. Never fails: without a stream, everything is looked into often. */
export async function listen(
  session: Session,
  targets: () => Promise<Targets>,
  hints: Hints,
  { everyMs, silenceMs = SILENCE_MS, signal, ...options }: ListenOptions,
  pollMs = Math.min(everyMs, POLL_MS),
): Promise<void> {
  const listener = {
    ...{ session, options, silenceMs, signal },
    request: async () => streamingRequest({ targets: await targets(), eventTypes: eventTypesOf(NAMES) }),
    hear(notification: NotificationType): void {
      for (const event of eventsOf(notification, NAMES)) hints.hear(event);
    },
    miss(): void {
      hints.everyMs = everyMs;
      hints.addAll();
    },
  };
  while (!signal.aborted) {
    try {
      await session.watches.listen(listener);
    } catch (error) {
      if (signal.aborted) return;
      hints.everyMs = pollMs;
      // The server is older than streams are.
      if (error instanceof ValidationError) return;
      await pause(AGAIN_MS, signal);
    }
  }
}
