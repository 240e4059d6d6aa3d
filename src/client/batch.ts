/**
 * A request of many parts and its response of as many messages. When some parts met a server that was busy or not well, only those are
 * asked for again; the response that comes out has a message for each part, in order.
 */
import type { ResponseMessageType } from '../../generated/index.js';
import { partsOf } from './parts.js';
import { brokeOff, isTurnedAway } from './passing-codes.js';
import { responseMessages } from './responses.js';

/** The server did not begin with the part. */
function isAway({ responseClass, responseCode }: ResponseMessageType): boolean {
  return responseClass === 'Error' && isTurnedAway(responseCode);
}

/** It began, and broke off. */
function isBroken({ responseClass, responseCode }: ResponseMessageType): boolean {
  return responseClass === 'Error' && brokeOff(responseCode);
}

export class Batch {
  readonly #request: object;
  readonly #reads: boolean;
  readonly #canLook: boolean;
  readonly #key: string | undefined;
  readonly #parts: readonly unknown[];
  readonly #messages: (ResponseMessageType | undefined)[] = [];
  #pending: number[];

  /** `reads`: asking again does no harm; `canLook`: whether a part was done can be found out. */
  constructor(operation: string, request: object, reads: boolean, canLook: boolean) {
    this.#request = request;
    this.#reads = reads;
    this.#canLook = canLook;
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

  /** Takes what an answer settles, and returns a message that says why the rest is to be asked for again: of parts that broke off, one of those. */
  take(response: object): ResponseMessageType | undefined {
    const messages = responseMessages(response);
    if (this.#key === undefined || messages.length !== this.#pending.length) {
      // What cannot be taken apart is asked again as a whole: a read always, anything else if nothing at all was begun.
      const again = this.#reads
        ? messages.find((message) => isAway(message) || isBroken(message))
        : messages.find(isAway);
      return again && (this.#reads || messages.every(isAway)) ? again : undefined;
    }
    const isOpen = (message: ResponseMessageType): boolean =>
      isAway(message) || (isBroken(message) && (this.#reads || this.#canLook));
    const again = messages.find((message) => isOpen(message) && !isAway(message)) ?? messages.find(isAway);
    const asked = this.#pending;
    for (const [at, index] of asked.entries()) this.#messages[index] = messages[at];
    this.#pending = asked.filter((_, at) => {
      const message = messages[at] as ResponseMessageType;
      return isOpen(message) || (again !== undefined && message.responseCode === 'ErrorBatchProcessingStopped');
    });
    return again;
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
