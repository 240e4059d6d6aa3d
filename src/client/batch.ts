/**
 * A request of many parts and its response of as many messages. When the server was busy for some parts, or something inside it was
 * not there, only those are asked for again; the response that comes out has a message for each part, in order.
 */
import type { ResponseMessageType } from '../../generated/index.js';
import { partsOf } from './parts.js';
import { responseMessages } from './responses.js';
import { isBusyCode, isTransientCode } from './verdict.js';

function isBusy(message: ResponseMessageType): boolean {
  return message.responseClass === 'Error' && isBusyCode(message.responseCode);
}

function isTransient(message: ResponseMessageType): boolean {
  return message.responseClass === 'Error' && isTransientCode(message.responseCode);
}

export class Batch {
  readonly #request: object;
  readonly #read: boolean;
  /** Parts whose fate is open may be asked for again. */
  readonly #again: boolean;
  readonly #key: string | undefined;
  readonly #parts: readonly unknown[];
  readonly #messages: (ResponseMessageType | undefined)[] = [];
  #pending: number[];

  /** `looks`: what became of a part can be looked up before it is sent again. */
  constructor(operation: string, request: object, read: boolean, looks = false) {
    this.#request = request;
    this.#read = read;
    this.#again = read || looks;
    const { key, parts = [] } = partsOf(operation, request) ?? {};
    this.#key = key;
    this.#parts = parts;
    this.#pending = this.#parts.map((_, index) => index);
  }

  /** Indices of the parts that have no final message yet. */
  get pending(): readonly number[] {
    return this.#pending;
  }

  /** Whether some parts are settled, and others not. */
  get partly(): boolean {
    return this.#pending.length > 0 && this.#pending.length < this.#parts.length;
  }

  /** The request for what is still to be done. */
  request(): object {
    if (this.#key === undefined || this.#pending.length === this.#parts.length) return this.#request;
    return { ...this.#request, [this.#key]: this.#pending.map((index) => this.#parts[index]) };
  }

  /** Takes what an answer settles, and returns the message that says why the rest is to be asked for again. */
  take(response: object): ResponseMessageType | undefined {
    const messages = responseMessages(response);
    const passing = messages.filter((message) => this.#passes(message));
    // That which leaves the most open says what is to be done before it.
    const reason = passing.find(isTransient) ?? passing[0];
    if (this.#key === undefined || messages.length !== this.#pending.length) {
      // What cannot be taken apart is asked again as a whole: a read always, anything else if nothing at all was done.
      return reason && (this.#read || messages.every(isBusy)) ? reason : undefined;
    }
    const asked = this.#pending;
    for (const [at, index] of asked.entries()) this.#messages[index] = messages[at];
    this.#pending = asked.filter((_, at) => {
      const message = messages[at] as ResponseMessageType;
      return this.#passes(message) || (reason && message.responseCode === 'ErrorBatchProcessingStopped');
    });
    return reason;
  }

  #passes(message: ResponseMessageType): boolean {
    return isBusy(message) || (this.#again && isTransient(message));
  }

  /** A part was found to be done already. */
  settle(index: number, message: ResponseMessageType): void {
    this.#messages[index] = message;
    this.#pending = this.#pending.filter((each) => each !== index);
  }

  /** The response with a message for each part; `rest` for those that are not settled. */
  response(last: object | undefined, rest?: () => ResponseMessageType): object {
    if (this.#key === undefined || this.#messages.length === 0) return last ?? {};
    const pending = new Set(rest ? this.#pending : []);
    const responseMessages = this.#parts.map((_, index) => (pending.has(index) ? rest?.() : this.#messages[index]));
    return Object.assign(last ?? {}, { responseMessages });
  }
}
