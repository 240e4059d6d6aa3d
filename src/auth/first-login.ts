/**
 * The first login is tried by one request while the others wait for its outcome. A wrong password is then tried once, not once for
 * every request that happens to be waiting: Active Directory locks accounts after a few failures.
 */
import { AuthenticationError, unsent } from '../errors.js';
import { abortable } from '../http/abort.js';
import { aborted } from '../http/failures.js';
import type { HttpRequest } from '../http/transport.js';

/** A server may take long over the first request for other reasons than the login; the others do not wait longer than this. */
const PATIENCE_MS = 3000;

export class FirstLogin {
  #done = false;
  /** Settles with the refusal, or with nothing. */
  #trying: Promise<AuthenticationError | undefined> | undefined;

  /** Runs `send`, which calls `admitted` as soon as the server has let it in. Fails with the refusal of the first if it waited for it. */
  async pass<T>({ signal, url }: HttpRequest, send: (admitted: () => void) => Promise<T>): Promise<T> {
    if (this.#done) return send(() => undefined);
    if (!this.#trying) return this.#lead(send);
    const refusal = await abortable(this.#trying, signal, () => unsent(aborted(url, signal)));
    if (refusal) throw refusal;
    return send(() => {
      this.#done = true;
    });
  }

  async #lead<T>(send: (admitted: () => void) => Promise<T>): Promise<T> {
    let settle: (refusal?: AuthenticationError) => void = () => undefined;
    this.#trying = new Promise((resolve) => {
      settle = resolve;
    });
    const patience = setTimeout(settle, PATIENCE_MS);
    try {
      return await send(() => {
        this.#done = true;
        settle();
      });
    } catch (error) {
      settle(error instanceof AuthenticationError ? error : undefined);
      throw error;
    } finally {
      clearTimeout(patience);
      this.#trying = undefined;
    }
  }
}
