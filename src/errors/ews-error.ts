/**
 * The base of all errors: what each of them has, and how they are told apart. Knows none of them.
 *
 * A minifier renames classes, and two copies of this package in one process have two classes of each kind. So a class says its name
 * in text, and `instanceof` goes by that name.
 */
import { shown, shownInLine } from './mask.js';

/** What every error of this package has beside the message. */
export interface EwsErrorDetails {
  /** What the caller can do about it, a sentence. */
  remedy?: string | undefined;
  cause?: unknown;
  /** The server's id of the request (`request-id` header), for a support ticket. */
  requestId?: string | undefined;
  /** Host that answered, or that was asked. */
  server?: string | undefined;
}

/** One try of a request that was made more than once. */
export interface Attempt {
  /** When it failed. */
  readonly at: Date;
  /** Code of its error. */
  readonly code: string;
  /** HTTP status, where there was one. */
  readonly status?: number | undefined;
  /** Milliseconds that were waited before it. */
  readonly waitedMs: number;
}

/** Where the prototype of a class of ours has the name of the class; the same in every copy of the package. */
const BRAND = Symbol.for('ewskit.error');

let setResponse: (error: EwsError, response: object | undefined) => void;

/** Says of an error which response it is about. */
export function keepResponse(error: EwsError, response: object | undefined): void {
  setResponse(error, response);
}

/** Base of all errors thrown by ewskit. The remedy is part of the message. */
export class EwsError<Code extends string = string> extends Error {
  static {
    nameErrors(EwsError, 'EwsError');
    setResponse = (error, response) => {
      error.#response = response;
    };
  }

  /** Literal to switch over; stable across releases. */
  readonly code: Code;
  /** What to do about it; undefined where nobody knows. */
  readonly remedy: string | undefined;
  /** The id under which the server logged the request; undefined where it named none. */
  readonly requestId: string | undefined;
  /** The machine that answered, as it calls itself; undefined where it does not. */
  readonly server: string | undefined;
  /** Every try of the request, the last one included; absent when there was one only. */
  declare readonly attempts?: readonly Attempt[] | undefined;
  /**
   * Of a request that changes something and got no proper answer: `not done` when it certainly never was carried out, `unknown`
   * when it may have been. Absent when the server itself says what came of it.
   */
  declare readonly fate?: 'not done' | 'unknown' | undefined;
  /** Private, because it holds the content of mailboxes, which does not belong into a log. */
  #response: object | undefined;

  constructor(code: Code, message: string, details: EwsErrorDetails = {}) {
    // Whatever a server repeats of what it was sent ends here.
    super(
      shown(details.remedy ? `${message} ${details.remedy}` : message),
      details.cause === undefined ? {} : { cause: details.cause },
    );
    if (!Object.hasOwn(new.target.prototype, BRAND)) this.name = new.target.name;
    this.code = shown(code) as Code;
    this.remedy = details.remedy && shown(details.remedy);
    this.requestId = details.requestId && shownInLine(details.requestId);
    this.server = details.server && shownInLine(details.server);
  }

  /**
   * The response that the error is about, with the messages of its other parts. Of a request of many parts that broke off: as far as it is
   * known; the parts that are not settled have the code `ErrorBatchProcessingStopped` there. Undefined where nothing came.
   */
  get response(): object | undefined {
    return this.#response;
  }

  /** For logs: JSON would leave out the message otherwise. */
  toJSON(): Record<string, unknown> {
    const { name, message, ...rest } = this;
    return { name, message, ...rest };
  }

  /** `instanceof`, also for what another copy of the package has made. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: it is the class that is asked for, which may extend this one
    return isInstance(this, value);
  }
}

type ErrorClass = { readonly prototype: Error & { readonly [BRAND]?: string } };

/** A class without a brand of its own is a user's, of which there is one copy. */
function isInstance(asked: ErrorClass, value: unknown): boolean {
  if (!Object.hasOwn(asked.prototype, BRAND)) return Function.prototype[Symbol.hasInstance].call(asked, value);
  for (let at = value; typeof at === 'object' && at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, BRAND) && (at as ErrorClass['prototype'])[BRAND] === asked.prototype[BRAND]) return true;
  }
  return false;
}

/** Gives the errors of a class their name, and the class its brand. Every class of ours calls it; a user's need not. */
export function nameErrors(made: ErrorClass, name: string): void {
  // Node shows the name of the class, which bundlers change, too.
  Object.defineProperty(made, 'name', { value: name, configurable: true });
  Object.defineProperties(made.prototype, {
    name: { value: name, writable: true, configurable: true },
    [BRAND]: { value: name },
  });
}
