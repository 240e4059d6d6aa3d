/**
 * The loop around one call: try, judge, wait, try again. What changes something is sent again only when it certainly was not
 * carried out; a CreateItem whose answer was lost looks first. Must not know how a try is made.
 */
import { type CreateItemType, FindItem, type ResponseMessageType } from '../../generated/index.js';
import type { Operation } from '../codec/index.js';
import {
  AbortError,
  type Attempt,
  AuthenticationError,
  EwsError,
  ProtocolError,
  TimeoutError,
  TransportError,
  unsent,
  XmlError,
} from '../errors.js';
import { pause, waitBefore } from './back-off.js';
import { Batch } from './batch.js';
import { CreatedMark } from './created-mark.js';
import type { Pace } from './pace.js';
import { errorOf } from './response-errors.js';
import type { RetryPolicy } from './retry-policy.js';
import { judge, type Verdict } from './verdict.js';

/** What the loop needs of the client. */
export interface RetryContext {
  readonly policy: RetryPolicy;
  readonly pace: Pace;
  /** Whether the server has ever answered. */
  known(): boolean;
  /** One try. Errors of response messages are not thrown. */
  attempt(operation: Operation, request: object): Promise<object>;
  readonly signal: AbortSignal | undefined;
  /** Whether a response with errors in it is better than a thrown error. */
  readonly partial: boolean;
  onAbort(): AbortError | TimeoutError;
  /** Tells that a call waits and tries again. */
  onRetry(attempts: readonly Attempt[], waitMs: number, error: unknown): void;
}

/** Operations that change nothing, so that a request whose answer was lost can be sent again. */
const READS = /^(Get(?!Streaming)|Find|Resolve|Expand|Convert|Export|Sync|Search|IsUM)/;

export function isRead(operation: string): boolean {
  return READS.test(operation);
}

/** The response, and the tries it took. Throws the last error, which has the tries too. */
export async function withRetries(
  context: RetryContext,
  operation: Operation,
  request: object,
): Promise<{ response: object; attempts: readonly Attempt[] }> {
  const call = new Call(context, operation, request);
  return { response: await call.run(), attempts: call.attempts };
}

class Call {
  readonly attempts: Attempt[] = [];
  readonly #context: RetryContext;
  readonly #operation: Operation;
  readonly #read: boolean;
  readonly #mark: CreatedMark | undefined;
  readonly #batch: Batch;
  /** A try whose fate is not known has to be looked after. */
  #mustLook = false;
  /** The server may still be at work on a try: a look can find it, but it is not sent again. */
  #onlyLook = false;
  /** The last response, the last failure, and the failure that only says: too busy for these parts. */
  #last: object | undefined;
  #failure: unknown;
  #busy: unknown;
  #waited = 0;
  #waitedBefore = 0;

  constructor(context: RetryContext, operation: Operation, request: object) {
    this.#context = context;
    this.#operation = operation;
    this.#read = isRead(operation.name);
    const { maxAttempts, markCreated } = context.policy;
    const marks = operation.name === 'CreateItem' && markCreated && maxAttempts > 1;
    this.#mark = marks ? CreatedMark.for(request as CreateItemType) : undefined;
    this.#batch = new Batch(operation.name, this.#mark?.request ?? request, this.#read, this.#mark !== undefined);
  }

  async run(): Promise<object> {
    for (let number = 1; ; number++) {
      const failure = await this.#try();
      if (failure === undefined) return this.#batch.response(this.#last);
      this.#failure = failure;
      const verdict = judge(failure);
      this.#record(failure);
      const waitMs = this.#nextWait(number, verdict, failure);
      if (waitMs === undefined) return this.#giveUp(failure, verdict);
      const { signal, onAbort, onRetry } = this.#context;
      onRetry(this.attempts, waitMs, failure);
      this.#waited += waitMs;
      this.#waitedBefore = waitMs;
      try {
        await pause(waitMs, signal, () => unsent(onAbort()));
      } catch (aborted) {
        return this.#giveUp(aborted, judge(aborted));
      }
    }
  }

  /** One try; returns what went wrong. */
  async #try(): Promise<unknown> {
    const { pace, policy, signal, attempt, onAbort } = this.#context;
    if (signal?.aborted) return unsent(onAbort());
    try {
      this.#waited += await pace.enter(policy.maxWaitMs - this.#waited, signal, () => unsent(onAbort()));
    } catch (aborted) {
      return aborted;
    }
    try {
      if (this.#mustLook && (await this.#look())) return undefined;
      if (this.#onlyLook) return this.#failure;
      const response = await attempt(this.#operation, this.#batch.request());
      this.#last = response;
      const passing = this.#batch.take(response);
      if (!passing) {
        pace.fine();
        return undefined;
      }
      this.#busy = errorOf(this.#operation.name, 0, passing);
      const { busy, waitMs } = judge(this.#busy);
      if (busy) pace.busy(waitMs);
      return this.#busy;
    } catch (error) {
      const { busy, waitMs } = judge(error);
      if (busy) pace.busy(waitMs);
      return error;
    } finally {
      pace.leave();
    }
  }

  /** Whether everything is there already. */
  async #look(): Promise<boolean> {
    const mark = this.#mark as CreatedMark;
    const response = await this.#context.attempt(FindItem, mark.query());
    // A folder that did not answer leaves the question open.
    const refused = errorOfFirst(response);
    if (refused) throw refused;
    for (const [index, message] of mark.found(response)) this.#batch.settle(index, message);
    this.#mustLook = this.#onlyLook;
    return this.#batch.pending.length === 0;
  }

  #record(failure: unknown): void {
    const { code, status, name } = failure as { code?: string; status?: number; name?: string };
    const attempt = { at: new Date(), code: code ?? name ?? 'Error', waitedMs: this.#waitedBefore };
    this.attempts.push(status === undefined ? attempt : { ...attempt, status });
  }

  /** Milliseconds to wait before the next try; undefined when there is to be none. */
  #nextWait(number: number, verdict: Verdict, failure: unknown): number | undefined {
    const { policy, signal } = this.#context;
    if (!verdict.passing || signal?.aborted) return undefined;
    const unknown = verdict.done === 'unknown' && !this.#read;
    if (unknown && !this.#mark) return undefined;
    const { tries = Number.POSITIVE_INFINITY, triesIfUnknown = tries } = verdict;
    const most = Math.min(policy.maxAttempts, this.#context.known() ? tries : Math.min(tries, triesIfUnknown));
    const waitMs = waitBefore(number + 1, policy, verdict.waitMs);
    const ended = number >= most || this.#waited + waitMs > policy.maxWaitMs;
    if (unknown) {
      this.#mustLook = true;
      this.#onlyLook ||= failure instanceof TimeoutError;
    }
    return ended ? undefined : waitMs;
  }

  /** Throws the failure, or returns the response when it says more: busy parts as they are, or what was done before the failure. */
  #giveUp(failure: unknown, verdict: Verdict): object {
    if (failure === this.#busy) return this.#batch.response(this.#last);
    this.#decorate(failure, verdict);
    const { partial, signal } = this.#context;
    if (partial && this.#batch.partly && !signal?.aborted)
      return this.#batch.response(this.#last, () => notDone(failure));
    throw failure;
  }

  /** Adds the history and, for what changes something, its fate. */
  #decorate(error: unknown, { done }: Verdict): void {
    if (!(error instanceof EwsError)) return;
    const own = error as { -readonly [K in keyof EwsError]: EwsError[K] };
    if (this.attempts.length > 1 || error !== this.#failure) own.attempts = this.attempts;
    if (this.#read || own.fate) return;
    const kinds = [TransportError, AbortError, XmlError, ProtocolError, AuthenticationError];
    const silent = kinds.some((kind) => error instanceof kind);
    if (!silent && !this.#mustLook) return;
    own.fate = done === 'unknown' || this.#mustLook ? 'unknown' : 'not done';
    if (own.fate === 'unknown')
      own.message += ` Whether the server carried out ${this.#operation.name} is not known; look before you repeat it.`;
  }
}

function errorOfFirst(response: object): unknown {
  const { responseMessages: list = [] } = response as { responseMessages?: ResponseMessageType[] };
  for (const [index, message] of list.entries()) {
    const error = errorOf('FindItem', index, message, response);
    if (error) return error;
  }
  return undefined;
}

function notDone(failure: unknown): ResponseMessageType {
  const text = failure instanceof Error ? failure.message : String(failure);
  return { responseClass: 'Error', responseCode: 'ErrorBatchProcessingStopped', messageText: text };
}
