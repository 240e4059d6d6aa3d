/**
 * The errors a caller can meet, one class per layer; `code` is a literal that can be switched over. This is the door of src/errors/.
 *
 *   Error
 *   └─ EwsError                        code, remedy, cause
 *      ├─ TransportError               the bytes did not get there or back
 *      │  └─ TimeoutError              in time: the silence, the whole call, or the clock of the caller's signal
 *      ├─ AbortError                   the caller's signal fired, or what was in use was closed
 *      ├─ AuthenticationError          the server refused the credentials, or none fits its offer
 *      ├─ AutodiscoverError            no endpoint found; `steps` says what was tried
 *      ├─ XmlError                     the answer is not XML; `offset` in bytes
 *      ├─ ValidationError              what was given is wrong, nothing was sent; `violations` by path
 *      ├─ SoapFaultError               the server refused the whole request
 *      ├─ ResponseError                the server refused one part of it; `code` is its ResponseCode
 *      │  ├─ ServerBusyError           `backOffMs`
 *      │  ├─ ResyncError               a feed has to begin again without its state
 *      │  └─ ConflictError             the item has changed meanwhile: `theirs`, `mine`
 *      ├─ ProtocolError                the answer is none to the request: messages missing, too many, empty
 *      ├─ BulkError                    some of many failed: `failures`, `results`
 *      ├─ DoesNotExistError            get(), folder(): nothing there
 *      └─ MultipleObjectsReturnedError get(): more than one
 *
 * No message, property or cause of these ever holds a password, a token or an Authorization header. Beside them, the words that
 * complaints are made of: what a value looks like, what a wrong name was meant to be, what an option must be.
 */
export { AbortError, abortedBy, unsent } from './errors/abort-error.js';
export { AuthenticationError, type AuthenticationErrorCode } from './errors/authentication-error.js';
export { AutodiscoverError } from './errors/autodiscover-error.js';
export { BulkError, type BulkFailure, type Settled, type SettledId } from './errors/bulk-error.js';
export {
  checkOptions,
  isPlain,
  optionViolations,
  type Rule,
  type Rules,
  violationsOf,
} from './errors/check-options.js';
export { DoesNotExistError, MultipleObjectsReturnedError } from './errors/count-errors.js';
export { describe } from './errors/describe.js';
export { type Attempt, EwsError, type EwsErrorDetails, keepResponse, nameErrors } from './errors/ews-error.js';
export {
  HIDDEN,
  keepLogin,
  keepSecret,
  maskText,
  shown,
  shownIn,
  shownInLine,
  withoutControls,
} from './errors/mask.js';
export { ProtocolError, type ProtocolErrorCode } from './errors/protocol-error.js';
export {
  A_DATE,
  A_URL,
  COUNT,
  FUNCTION,
  having,
  isUrl,
  listOf,
  MILLISECONDS,
  number,
  OBJECT,
  oneOf,
  recordOf,
  rule,
  SIGNAL,
  secret,
  shapeOf,
  TEXT,
  TRUE_OR_FALSE,
  wholeNumber,
} from './errors/rules.js';
export { didYouMean, suggest } from './errors/suggest.js';
export {
  TimeoutError,
  type TimeoutErrorCode,
  TransportError,
  type TransportErrorCode,
} from './errors/transport-error.js';
export { ValidationError, type Violation } from './errors/validation-error.js';
export { XmlError, type XmlErrorCode } from './errors/xml-error.js';
