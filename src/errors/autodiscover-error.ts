/** No endpoint was found. Knows not how one is searched for. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';

/** No endpoint was found for the address. `steps` are the lines of what was tried and what came of it. */
export class AutodiscoverError extends EwsError<'ERR_AUTODISCOVER'> {
  static {
    nameErrors(AutodiscoverError, 'AutodiscoverError');
  }

  /** What was tried, one line each. */
  readonly steps: readonly string[];

  constructor(message: string, details: EwsErrorDetails & { steps?: readonly string[] } = {}) {
    super('ERR_AUTODISCOVER', message, details);
    this.steps = details.steps ?? [];
  }
}
