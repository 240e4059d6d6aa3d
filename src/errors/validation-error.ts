/** What the caller gave is wrong, and nothing was sent. Knows no rule. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';
import { shown } from './mask.js';

/** One thing wrong with a request: where (`items[3].start`) and what (`expected a Date, got "tomorrow"`). */
export interface Violation {
  /** Where: `items[3].start`. */
  path: string;
  /** What: `expected a Date, got "tomorrow"`. */
  message: string;
}

/** How many violations a message spells out; `violations` has them all. */
const SPELLED_OUT = 8;

/** What was given is wrong; nothing was sent. Every violation is listed, by path; the message has the first ones. */
export class ValidationError extends EwsError<'ERR_INVALID_REQUEST'> {
  static {
    nameErrors(ValidationError, 'ValidationError');
  }

  /** Everything that is wrong, by path. */
  readonly violations: readonly Violation[];

  constructor(subject: string, violations: readonly Violation[], details: EwsErrorDetails = {}) {
    const lines = violations.slice(0, SPELLED_OUT).map(({ path, message }) => `${path}: ${message}`);
    const more = violations.length - lines.length;
    const list = more > 0 ? `${lines.join('; ')}; and ${more} more in \`violations\`` : lines.join('; ');
    super('ERR_INVALID_REQUEST', `${subject} is not valid, and nothing was sent: ${list}.`, details);
    // What was given is quoted, and may be a URL with a password in it.
    this.violations = violations.map(({ path, message }) => ({ path: shown(path), message: shown(message) }));
  }
}
