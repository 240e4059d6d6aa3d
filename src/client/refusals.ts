/** Errors among the messages of a response: which one a call throws, and whether they say that the request was written in too new a version. */
import type { Operation } from '../codec/index.js';
import { type Attempt, describe, EwsError, ValidationError } from '../errors.js';
import type { AnswerDetails } from './answers.js';
import { onlyReads } from './read-only.js';
import { errorOf } from './response-errors.js';
import { responseMessages } from './responses.js';
import { VERSION_ERRORS } from './versions.js';

/** Refuses what is no operation, such as the name of one. */
export function demandOperation(operation: Operation): void {
  const { headers, name } = Object(operation) as Partial<Operation>;
  if (Array.isArray(headers) && typeof name === 'string') return;
  const given = operation === undefined ? 'nothing' : describe(operation);
  const message = `expected an operation, such as GetItem of ewskit/raw, got ${given}`;
  throw new ValidationError('call()', [{ path: 'operation', message }]);
}

/** Refuses what is not known to only read, where nothing else is allowed. */
export function demandRead({ name }: Operation, readOnly = false): void {
  if (!readOnly || onlyReads(name)) return;
  throw new EwsError(
    'ERR_READ_ONLY',
    `${name} is not known to only read, and this account is read-only; nothing was sent.`,
    { remedy: 'Open the account without `readOnly`.' },
  );
}

/** Throws the first error among the response messages, with the tries it took. */
export function throwFirst(
  operation: string,
  response: object,
  details: AnswerDetails | undefined,
  attempts: readonly Attempt[],
): void {
  for (const [index, message] of responseMessages(response).entries()) {
    const error = errorOf(operation, index, message, response, details);
    if (error) throw attempts.length > 1 ? Object.assign(error, { attempts }) : error;
  }
}

/**
 * The refusal of a version in response messages, where it may be asked again in an older one: of a change only if no part of it was done.
 */
export function tooNewFor(operation: string, response: object, details: AnswerDetails): EwsError | undefined {
  const errors = responseMessages(response).map((message, index) => {
    const error = errorOf(operation, index, message, response, details);
    return error && VERSION_ERRORS.has(error.code) ? error : undefined;
  });
  return onlyReads(operation) || !errors.includes(undefined) ? errors.find((error) => error !== undefined) : undefined;
}
