/** GetStreamingEvents: one answer that goes on, an envelope for each batch of events, until the time is up. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { type Body, failed, success } from '../base/response-message.js';
import { takeEvents } from '../notify/events.js';
import type { Subscription } from '../store/subscriptions.js';

interface StreamRequest {
  subscriptionIds?: readonly string[];
  connectionTimeout?: number;
}

const KIND = 'getStreamingEventsResponseMessage';
// Exchange writes a StatusEvent when nothing happened for a while, so that proxies keep the connection.
const QUIET_MS = 10_000;
/** How often the sandbox's clock is looked at: a test may have set it. */
const LOOK_MS = 1000;

export async function* streamEvents(request: object, context: Context, signal: AbortSignal): AsyncGenerator<Body> {
  const { subscriptionIds = [], connectionTimeout = 30 } = request as StreamRequest;
  const subscriptions: Subscription[] = [];
  const unknown: string[] = [];
  for (const id of subscriptionIds) {
    try {
      subscriptions.push(context.subscriptions.get(id, context));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      unknown.push(id);
    }
  }
  if (unknown.length > 0) {
    const error = new Failure('ErrorInvalidSubscription', 'Subscription is invalid.');
    yield { responseMessages: [failed(KIND, error, { errorSubscriptionIds: unknown, connectionStatus: 'Closed' })] };
    return;
  }
  yield { responseMessages: [success(KIND, { connectionStatus: 'OK' })] };
  const now = () => context.clock.now().getTime();
  const end = now() + connectionTimeout * 60_000;
  let spoke = now();
  while (now() < end && !signal.aborted) {
    const notifications = subscriptions.flatMap((subscription) => {
      const events = takeEvents(context, subscription).map(({ watermark: _watermark, ...event }) => event);
      return events.length > 0 ? [{ subscriptionId: subscription.id, events }] : [];
    });
    if (notifications.length === 0 && now() - spoke > QUIET_MS) {
      for (const { id } of subscriptions) notifications.push({ subscriptionId: id, events: [{ kind: 'statusEvent' }] });
    }
    if (notifications.length > 0) {
      spoke = now();
      yield { responseMessages: [success(KIND, { notifications })] };
    }
    await changeOrPause(context, Math.min(LOOK_MS, end - now()), signal);
  }
  if (!signal.aborted) yield streamClosed();
}

/** The server's last word on a connection. */
export function streamClosed(): Body {
  return { responseMessages: [success(KIND, { connectionStatus: 'Closed' })] };
}

// Resolves on the next change (after its transaction is done), when the pause is over, or when the client goes.
function changeOrPause(context: Context, pause: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const finish = () => {
      stopListening();
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const stopListening = context.store.changes.listen(() => setImmediate(finish));
    const timer = setTimeout(finish, Math.max(0, pause));
    signal.addEventListener('abort', finish);
  });
}
