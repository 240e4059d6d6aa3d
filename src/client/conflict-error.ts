/** Somebody else was quicker. Must not know how the two versions are found. */
import { type EwsErrorDetails, nameErrors } from '../errors.js';
import { ResponseError } from './response-errors.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * The item has changed since it was read. A {@link ResponseError} with the code by which the server says the same, also where it was found
 * out before the server was asked to write. `theirs` and `mine` are the members as they are on the server, and as they were to be; the
 * message names them, and nothing of what is in them.
 */
export class ConflictError extends ResponseError {
  static {
    nameErrors(ConflictError, 'ConflictError');
  }

  /** The code by which the server says the same. */
  declare readonly code: 'ErrorIrresolvableConflict';
  /** The members as the server has them. */
  readonly theirs: Members;
  /** The members as they were to be written. */
  readonly mine: Members;

  constructor(
    operation: string,
    sides: { readonly theirs: Members; readonly mine: Members },
    details: EwsErrorDetails & { index?: number; response?: object | undefined } = {},
  ) {
    const names = Object.keys(sides.mine).join(', ');
    const messageText = `The item has changed since it was read${names && ` (to be written: ${names})`}.`;
    const message = { responseClass: 'Error', responseCode: 'ErrorIrresolvableConflict', messageText } as const;
    super(operation, details.index ?? 0, message, details.response, details);
    this.theirs = sides.theirs;
    this.mine = sides.mine;
  }
}
