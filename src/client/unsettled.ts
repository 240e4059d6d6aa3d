/**
 * Which response messages we have written ourselves, because a request of many parts broke off before these were answered, and what
 * it broke off with. So an error made of one says what became of its part.
 */
import type { ResponseMessageType } from '../../generated/index.js';
import type { EwsError } from '../errors.js';

const reasons = new WeakMap<object, unknown>();

export function unsettled(failure: unknown): ResponseMessageType {
  const text = failure instanceof Error ? failure.message : String(failure);
  const message: ResponseMessageType = {
    responseClass: 'Error',
    responseCode: 'ErrorBatchProcessingStopped',
    messageText: text,
  };
  reasons.set(message, failure);
  return message;
}

/** What a message of ours stands for; undefined for those of the server. */
export function reasonOf(message: object): Partial<Pick<EwsError, 'fate'>> | undefined {
  return reasons.get(message) as Partial<Pick<EwsError, 'fate'>> | undefined;
}
