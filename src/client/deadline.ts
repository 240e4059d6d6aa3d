/** The end of a call: the caller's signal or its deadline, whichever comes first. Leaves no timer and no listener behind. */
import { AbortError, TimeoutError, unsent } from '../errors.js';
import { after, type Timer } from '../http/timer.js';

export class Deadline implements Disposable {
  /** Aborted by either. */
  readonly signal: AbortSignal | undefined;
  /** Set when it was the deadline. */
  error: TimeoutError | undefined;
  readonly #outer: AbortSignal | undefined;
  readonly #controller: AbortController | undefined;
  readonly #timer: Timer | undefined;
  readonly #forward = () => this.#controller?.abort(this.#outer?.reason);

  constructor(ms: number | undefined, outer: AbortSignal | undefined, endpoint: URL) {
    this.#outer = outer;
    this.signal = outer;
    if (ms === undefined) return;
    this.#controller = new AbortController();
    this.signal = this.#controller.signal;
    if (outer?.aborted) this.#forward();
    outer?.addEventListener('abort', this.#forward, { once: true });
    this.#timer = after(ms, () => {
      this.error = new TimeoutError('ERR_DEADLINE', `The call to ${endpoint.host} did not end within ${ms} ms.`, {
        server: endpoint.host,
        remedy: 'Raise `deadlineMs`, or ask for less at once.',
      });
      this.#controller?.abort(this.error);
    });
  }

  /** The deadline's error instead of the abort that it caused. */
  instead(error: unknown): unknown {
    const ended = error instanceof AbortError || (error instanceof TimeoutError && error.code === 'ERR_ABORTED');
    if (!this.error || !ended) return error;
    return error.sent === false ? unsent(this.error) : this.error;
  }

  [Symbol.dispose](): void {
    this.#timer?.clear();
    this.#outer?.removeEventListener('abort', this.#forward);
  }
}
