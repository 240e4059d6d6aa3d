/** The end of a call: the caller's signal or its deadline, whichever comes first. Leaves no timer and no listener behind. */
import { TransportError } from '../errors.js';

export class Deadline implements Disposable {
  /** Aborted by either. */
  readonly signal: AbortSignal | undefined;
  /** Set when it was the deadline. */
  error: TransportError | undefined;
  readonly #outer: AbortSignal | undefined;
  readonly #controller: AbortController | undefined;
  readonly #timer: NodeJS.Timeout | undefined;
  readonly #forward = () => this.#controller?.abort(this.#outer?.reason);

  constructor(ms: number | undefined, outer: AbortSignal | undefined, endpoint: URL) {
    this.#outer = outer;
    this.signal = outer;
    if (ms === undefined || !Number.isFinite(ms)) return;
    this.#controller = new AbortController();
    this.signal = this.#controller.signal;
    outer?.addEventListener('abort', this.#forward, { once: true });
    this.#timer = setTimeout(() => {
      this.error = new TransportError('ERR_DEADLINE', `The call to ${endpoint.host} did not end within ${ms} ms.`, {
        server: endpoint.host,
        remedy: 'Raise `deadlineMs`, or ask for less at once.',
      });
      this.#controller?.abort(this.error);
    }, ms);
  }

  /** The deadline's error instead of the abort that it caused. */
  instead(error: unknown): unknown {
    if (!this.error || !(error instanceof TransportError) || error.code !== 'ERR_ABORTED') return error;
    return error.sent === false ? Object.assign(this.error, { sent: false }) : this.error;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#forward);
  }
}
