/** What an answer has to hold where it says that all went well. */
import { ResponseError } from '../client/response-errors.js';
import { ProtocolError } from '../errors.js';

/**
 * The one response message of an operation that has one. How many there are was looked at when the answer came in.
 */
export function onlyMessage<Message>({ responseMessages }: { responseMessages: readonly Message[] }): Message {
  return responseMessages[0] as Message;
}

/** What a good answer cannot be without. Throws {@link ProtocolError} where it is: an empty result would hide that nothing was said. */
export function demand<T>(operation: string, what: string, value: T | null | undefined, response?: object): T {
  if (value !== undefined && value !== null) return value;
  throw new ProtocolError(
    'ERR_UNANSWERED',
    `${operation}: the server says that it succeeded, and does not say ${what}.`,
    response,
  );
}

/** Whether it is what the server said of one of several things, which says nothing of the others. */
export function isOfOne(error: unknown): error is ResponseError {
  return error instanceof ResponseError;
}
