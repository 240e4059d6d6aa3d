/** Keeps a stream of hints open, and says what is to be looked into because of it. Must not know what is done about it. */
import { ValidationError } from '../errors.js';
import type { EventName } from '../notify/events.js';
import { pause } from '../notify/pause.js';
import { EventStream, type StreamOptions } from '../notify/stream.js';
import type { Session } from '../requests/session.js';
import type { Targets } from '../requests/subscribe.js';
import type { Hints } from './hints.js';

const NAMES: readonly EventName[] = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied'];
/** How often everything is looked into while there is no stream. */
const POLL_MS = 30_000;
/** A stream that was refused, because there are too many, say, is asked for again after that time. */
const AGAIN_MS = 300_000;

/** Runs until the signal fires. Never fails: without a stream, everything is looked into often. */
export async function listen(
  session: Session,
  targets: () => Promise<Targets>,
  hints: Hints,
  { everyMs, signal, ...options }: StreamOptions & { readonly everyMs: number; readonly signal: AbortSignal },
  pollMs = Math.min(everyMs, POLL_MS),
): Promise<void> {
  while (!signal.aborted) {
    try {
      const heard = (): void => {
        hints.everyMs = everyMs;
        hints.addAll();
      };
      const stream = new EventStream(session, targets, NAMES, { ...options, signal }, heard);
      for await (const event of stream) hints.hear(event);
    } catch (error) {
      if (signal.aborted) return;
      hints.everyMs = pollMs;
      // The server is older than streams are.
      if (error instanceof ValidationError) return;
      await pause(AGAIN_MS, signal);
    }
  }
}
