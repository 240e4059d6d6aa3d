/** The login failed. Knows no scheme; never holds what was tried. */
import { EwsError, type EwsErrorDetails, nameErrors } from './ews-error.js';
import { shownInLine } from './mask.js';

/** Why a login failed: refused by the server; nothing in common with it; something missing here, and nothing sent. */
export type AuthenticationErrorCode = 'ERR_UNAUTHORIZED' | 'ERR_NO_COMMON_SCHEME' | 'ERR_CREDENTIALS';

/** The server refused the credentials, or offers no scheme that they fit. `offered` are the scheme names it named. */
export class AuthenticationError extends EwsError<AuthenticationErrorCode> {
  static {
    nameErrors(AuthenticationError, 'AuthenticationError');
  }

  /** Names of the schemes that the server offered: `Negotiate`, `NTLM`, `Basic`. */
  readonly offered: readonly string[];

  constructor(
    code: AuthenticationErrorCode,
    message: string,
    details: EwsErrorDetails & { offered?: readonly string[] } = {},
  ) {
    super(code, message, details);
    this.offered = (details.offered ?? []).map(shownInLine);
  }
}
