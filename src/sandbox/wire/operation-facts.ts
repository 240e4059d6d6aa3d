/** What the schema says of an operation: since when there is one, and whether it answers with response messages. */
import { camelCase, compile, editionIndex, operationByName, typeOf } from '../base/codec.js';

/** Whether the edition has the operation. */
export function hasOperation(name: string, edition: number): boolean {
  const operation = operationByName(name);
  return operation !== undefined && editionIndex(operation.since) <= edition;
}

/**
 * The element of the operation's response messages. Undefined where its answer has none, or has messages of single parts only: then
 * an error of the whole can only be a SOAP fault.
 */
export function messageKindOf(operation: string): string | undefined {
  const responseType = operationByName(operation)?.responseType;
  const answer = responseType && typeOf(new responseType());
  const kind = camelCase(`${operation}ResponseMessage`);
  const messages = answer && compile(answer).byKey.get('responseMessages');
  if (messages === undefined || !('slots' in messages)) return undefined;
  const listed = messages.slots.flatMap(({ type }) => (type ? compile(type).members : []));
  return listed.some(({ slots }) => slots.some((slot) => slot.kind === kind)) ? kind : undefined;
}

/** Whether the operation's answer is itself a response message. */
export function isResponseMessage(operation: string): boolean {
  const responseType = operationByName(operation)?.responseType;
  const answer = responseType && typeOf(new responseType());
  return answer !== undefined && compile(answer).byKey.has('responseClass');
}
