/** Finds the response messages in a response, wherever its operation puts them, and holds them against what was asked. */
import type { ResponseMessageType } from '../../generated/index.js';
import { compile, type Operation, typeOf } from '../codec/index.js';
import { type EwsErrorDetails, ProtocolError } from '../errors.js';
import { messagesExpected } from './parts.js';

/** Whether a value is a response message: by its type where it has one, for its ResponseClass may be missing. */
function isMessage(value: unknown): value is ResponseMessageType {
  return typeof value === 'object' && value !== null && ('responseClass' in value || hasMember(value, 'responseClass'));
}

/** Whether the type of a value has a member. */
function hasMember(value: object, key: string): boolean {
  const type = typeOf(value);
  return type !== undefined && compile(type).byKey.has(key);
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
  if (Array.isArray(list)) return list as ResponseMessageType[];
  if (isMessage(responseMessage)) return [responseMessage];
  if (isMessage(response)) return [response];
  return Object.values(response)
    .flatMap((value: unknown) => (Array.isArray(value) ? value : [value]))
    .map((value: unknown) => (value as { responseMessage?: unknown } | null | undefined)?.responseMessage)
    .filter(isMessage);
}

/**
 * Throws {@link ProtocolError} unless there is a message for each part of the request: they have no names, only places, so that with one
 * too few or too many nobody can say which is whose.
 */
export function demandMessages(
  { name }: Operation,
  request: object | undefined,
  response: object,
  details: EwsErrorDetails = {},
): void {
  // What is a message itself may have a list beside it, of what else there is to tell: delegates.
  if (!hasMember(response, 'responseMessages') || hasMember(response, 'responseClass')) return;
  const { length } = responseMessages(response);
  const expected = request && messagesExpected(name, request);
  if (length === (expected ?? length) && length > 0) return;
  const code = length < (expected ?? 1) ? 'ERR_UNANSWERED' : 'ERR_PROTOCOL';
  const said = length === 0 ? 'an empty answer' : `${length} response messages to ${expected} parts of a request`;
  throw new ProtocolError(code, `${name}: the server gave ${said}.`, response, details);
}
