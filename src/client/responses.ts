/** Finds the response messages in a response, wherever its operation puts them. */
import type { ResponseMessageType } from '../../generated/index.js';

/** Whether a value looks like a response message. */
function isMessage(value: unknown): value is ResponseMessageType {
  return typeof value === 'object' && value !== null && 'responseClass' in value;
}

/**
 * The response messages, in order. Most operations have an array of them; some are one themselves (GetUserPhoto), and
 * availability and out-of-office wrap theirs.
 */
export function responseMessages(response: object): ResponseMessageType[] {
  const { responseMessages: list, responseMessage } = response as {
    responseMessages?: unknown;
    responseMessage?: unknown;
  };
  if (Array.isArray(list)) return list.filter(isMessage);
  if (isMessage(responseMessage)) return [responseMessage];
  if (isMessage(response)) return [response];
  return Object.values(response)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .map((value: unknown) => (value as { responseMessage?: unknown } | null | undefined)?.responseMessage)
    .filter(isMessage);
}
