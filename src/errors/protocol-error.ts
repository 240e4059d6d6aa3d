/** The server answered, and its answer is not one to the question. Knows no SOAP. */
import { EwsError, type EwsErrorDetails, keepResponse, nameErrors } from './ews-error.js';

/** `ERR_UNANSWERED`: what was asked for is not in the answer. `ERR_PROTOCOL`: the answer contradicts the question, or itself. */
export type ProtocolErrorCode = 'ERR_UNANSWERED' | 'ERR_PROTOCOL';

/** The answer is well-formed, and still no answer to the request: response messages are missing, too many, in another order or empty. */
export class ProtocolError extends EwsError<ProtocolErrorCode> {
  static {
    nameErrors(ProtocolError, 'ProtocolError');
  }

  constructor(code: ProtocolErrorCode, message: string, response?: object, details: EwsErrorDetails = {}) {
    super(code, message, details);
    keepResponse(this, response);
  }
}
