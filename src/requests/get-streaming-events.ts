/** GetStreamingEvents: a connection on which the events of subscriptions arrive. */
import type { GetStreamingEventsResponseMessageType, GetStreamingEventsType } from '../../generated/index.js';
import type { CallOptions } from '../client/options.js';
import { errorOf, hasCode, ResponseError } from '../client/response-errors.js';
import { responseMessages } from '../client/responses.js';
import { judge } from '../client/verdict.js';
import { AuthenticationError, TransportError } from '../errors.js';
import { operationNamed } from './call.js';
import type { Session } from './session.js';

/** The server sends a sign of life about every minute; two without one mean that the connection is dead. */
export const SILENCE_MS = 120_000;

export function streamingEventsRequest(subscriptionIds: readonly string[], minutes: number): GetStreamingEventsType {
  return { subscriptionIds: [...subscriptionIds], connectionTimeout: minutes };
}

/** The response messages of a connection as they arrive. Throws the first that is an error. */
export async function* streamingEvents(
  session: Session,
  request: GetStreamingEventsType,
  options: Pick<CallOptions, 'signal' | 'timeoutMs' | 'affinity'>,
): AsyncGenerator<GetStreamingEventsResponseMessageType, void, undefined> {
  const operation = operationNamed(session.registry, 'GetStreamingEvents');
  for await (const response of session.client.stream(operation, request, { classes: session.classes, ...options })) {
    for (const [index, message] of responseMessages(response).entries()) {
      const error = errorOf('GetStreamingEvents', index, message, response);
      if (error) throw error;
    }
    yield* response.responseMessages;
  }
}

/** What the end of a connection means for its stream. */
export interface StreamEnd {
  /** It would be the same the next time. */
  readonly lasts: boolean;
  /** The server does not know the subscription any more: it restarted, moved the mailbox, or waited too long. */
  readonly forgotten?: boolean;
  /** Which those are, where it says so. */
  readonly subscriptionIds?: readonly string[] | undefined;
  /** The wait that the server asks for. */
  readonly waitMs?: number | undefined;
}

/**
 * Judges what ended a connection. A stream outlives whatever passes: a network that is away, a server that restarts, is busy or moves the
 * mailbox. It does not outlive a wrong path, a door that is shut, or a login page, and asks nobody for a password again. `heard`: the
 * server had said something on the connection, so that a page of a proxy in the middle of it is only a break.
 */
export function endOfStream(error: unknown, heard: boolean): StreamEnd {
  if (hasCode(error, 'ErrorSubscriptionNotFound', 'ErrorInvalidSubscription', 'ErrorExpiredSubscription'))
    return { lasts: false, forgotten: true, subscriptionIds: namedIn(error) };
  if (hasCode(error, 'ErrorInternalServerError')) return { lasts: false };
  if (error instanceof AuthenticationError) return { lasts: true };
  const away = error instanceof TransportError && error.code === 'ERR_HOST_NOT_FOUND';
  const page = heard && error instanceof TransportError && error.code === 'ERR_NOT_EWS';
  const { passing, waitMs } = judge(error);
  return { lasts: !(passing || away || page), waitMs };
}

/** The subscriptions that an error names. */
function namedIn(error: unknown): readonly string[] | undefined {
  if (!(error instanceof ResponseError) || error.response === undefined) return undefined;
  const messages = responseMessages(error.response) as readonly Partial<GetStreamingEventsResponseMessageType>[];
  const ids = messages.flatMap(({ errorSubscriptionIds }) => errorSubscriptionIds ?? []);
  return ids.length > 0 ? ids : undefined;
}
