/** HTTP Basic (RFC 7617), UTF-8. */
import { AuthenticationError, keepLogin } from '../errors.js';
import type { HttpRequest } from '../http/transport.js';
import type { HeaderScheme, Refusal } from './authenticator.js';

export class BasicScheme implements HeaderScheme {
  readonly kind = 'header';
  readonly scheme = 'Basic';
  readonly exposes = true;
  readonly #value: string;

  constructor({ username, password }: { username: string; password: string }) {
    this.#value = username.includes(':') ? '' : `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  }

  authorization(_request: HttpRequest, refused?: Refusal): string | undefined {
    if (this.#value === '') {
      throw new AuthenticationError('ERR_CREDENTIALS', 'A user name with a colon cannot be sent by Basic.');
    }
    if (refused) return undefined;
    keepLogin(this.#value.slice('Basic '.length));
    return this.#value;
  }
}
