/** GetStreamingEvents: a connection on which the events of subscriptions arrive. */
import {
  GetStreamingEvents,
  type GetStreamingEventsResponseMessageType,
  type GetStreamingEventsType,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import type { Session } from './session.js';

/** The server sends a sign of life about every minute; two without one mean that the connection is dead. */
const SILENCE_MS = 120_000;

export function streamingEventsRequest(subscriptionIds: readonly string[], minutes: number): GetStreamingEventsType {
  return { subscriptionIds: [...subscriptionIds], connectionTimeout: minutes };
}

/** The response messages of a connection as they arrive. Throws the first that is an error. */
export async function* streamingEvents(
  session: Session,
  request: GetStreamingEventsType,
  signal: AbortSignal,
): AsyncGenerator<GetStreamingEventsResponseMessageType, void, undefined> {
  const options = { classes: session.classes, signal, timeoutMs: SILENCE_MS };
  for await (const response of session.client.stream(GetStreamingEvents, request, options)) {
    for (const [index, message] of responseMessages(response).entries()) {
      const error = errorOf('GetStreamingEvents', index, message, response);
      if (error) throw error;
    }
    yield* response.responseMessages;
  }
}
