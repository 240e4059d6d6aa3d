/**
 * How often a login is tried. Where nobody is at it, one request proves who we are while the others wait for its outcome, and what was
 * refused is not tried again by requests that came before: a wrong password is tried once, not once for every request that happens to
 * be waiting, whether it was wrong from the start or was changed since. Active Directory locks accounts after a few failures.
 */
import { AuthenticationError, unsent } from '../errors.js';
import { abortable } from '../http/abort.js';
import { aborted } from '../http/failures.js';
import type { HttpRequest } from '../http/transport.js';

/** A server may take long over a request for other reasons than the login; the others do not wait longer than this. */
const PATIENCE_MS = 3000;

/** How long a refused password rests, doubled with each further refusal: four tries in ten minutes, where domains lock after five. */
const REST_MS = 60_000;
const LONGEST_REST_MS = 16 * REST_MS;

/** What became of the one that was waited for: `open` where it ended without a verdict. */
type Outcome = 'let in' | 'slow' | 'open' | AuthenticationError;

export class LoginGate {
  /** Whether a server counts failures: a password, not a token. */
  readonly #locks: boolean;
  readonly #now: () => number;
  #letIn = false;
  #proving = 0;
  #leader: Promise<Outcome> | undefined;
  #refusal: AuthenticationError | undefined;
  #refusedAt = 0;
  #restsUntil = 0;
  #inARow = 0;
  #refusals = 0;

  /** `now` is for tests. */
  constructor(locks: boolean, now: () => number = Date.now) {
    this.#locks = locks;
    this.#now = now;
  }

  /** How many refusals there were so far, to be kept by a request that begins. */
  get refusals(): number {
    return this.#refusals;
  }

  /**
   * Runs `send`, which proves who we are and throws an AuthenticationError when that is refused. `since`: the refusals when the request
   * began; one that came later is the answer to it, too.
   */
  async prove<T>({ signal, url }: HttpRequest, since: number, send: () => Promise<T>): Promise<T> {
    if (this.#letIn && !this.#locks) return send();
    for (;;) {
      this.#check(since);
      if (!this.#leader) return this.#proving === 0 ? this.#lead(send) : this.#follow(send);
      const outcome = await abortable(this.#leader, signal, () => unsent(aborted(url, signal)));
      if (outcome instanceof AuthenticationError) throw outcome;
      if (outcome !== 'open') return this.#follow(send);
    }
  }

  #check(since: number): void {
    const refusal = this.#refusal;
    if (!refusal) return;
    if (since < this.#refusals) throw refusal;
    const left = this.#restsUntil - this.#now();
    if (left > 0) throw resting(refusal, this.#now() - this.#refusedAt, left);
  }

  async #lead<T>(send: () => Promise<T>): Promise<T> {
    let settle: (outcome: Outcome) => void = () => undefined;
    this.#leader = new Promise<Outcome>((resolve) => {
      settle = (outcome) => {
        this.#leader = undefined;
        resolve(outcome);
      };
    });
    const patience = setTimeout(() => settle('slow'), PATIENCE_MS);
    try {
      const answer = await this.#follow(send);
      settle('let in');
      return answer;
    } catch (error) {
      settle(error instanceof AuthenticationError ? error : 'open');
      throw error;
    } finally {
      clearTimeout(patience);
    }
  }

  async #follow<T>(send: () => Promise<T>): Promise<T> {
    this.#proving++;
    try {
      const answer = await send();
      this.#letIn = true;
      this.#refusal = undefined;
      this.#inARow = 0;
      return answer;
    } catch (error) {
      if (error instanceof AuthenticationError) this.#remember(error);
      throw error;
    } finally {
      this.#proving--;
    }
  }

  #remember(refusal: AuthenticationError): void {
    const now = this.#now();
    // Those that were under way together were refused together.
    const again = this.#refusal !== undefined && now < this.#restsUntil;
    this.#refusal = refusal;
    this.#refusals++;
    if (!this.#locks || refusal.code !== 'ERR_UNAUTHORIZED' || again) return;
    this.#refusedAt = now;
    this.#restsUntil = now + Math.min(REST_MS * 2 ** this.#inARow, LONGEST_REST_MS);
    this.#inARow++;
  }
}

function resting(refusal: AuthenticationError, agoMs: number, leftMs: number): AuthenticationError {
  const { offered, server, requestId, remedy } = refusal;
  const seconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
  return new AuthenticationError(
    'ERR_UNAUTHORIZED',
    `${server ?? 'The server'} refused this login ${seconds(agoMs)} ago; so that the account is not locked, it is not tried again for ${seconds(leftMs)}. Nothing was sent.`,
    {
      offered,
      server,
      requestId,
      cause: refusal,
      remedy: `${remedy ?? ''} Other credentials are tried at once.`.trim(),
    },
  );
}
