/**
 * The loop around one call: try, judge, wait, try again. What changes something is sent again only when it certainly was not
 * carried out; a CreateItem whose answer was lost is looked for instead, until it is found or can no longer come. Must not know how a
 * try is made.
 */
import type { CreateItemType } from '../../generated/index.js';
import type { Operation, Registry } from '../codec/index.js';
import {
  AbortError,
  type Attempt,
  AuthenticationError,
  EwsError,
  keepResponse,
  ProtocolError,
  TimeoutError,
  TransportError,
  unsent,
  XmlError,
} from '../errors.js';
import type { Turn } from './allowance.js';
import { pause, waitBefore } from './back-off.js';
import { Batch } from './batch.js';
import { CreatedMark } from './created-mark.js';
import type { Pace } from './pace.js';
import { isRead } from './read-only.js';
import { errorOf } from './response-errors.js';
import { responseMessages } from './responses.js';
import type { RetryPolicy } from './retry-policy.js';
import type { RetryQuota } from './retry-quota.js';
import { unsettled } from './unsettled.js';
import { judge, type Verdict } from './verdict.js';

/** What the loop needs of the client. */
export interface RetryContext {
  readonly policy: RetryPolicy;
  /** Has the operation that looks for what was created. */
  readonly registry: Registry;
  readonly pace: Pace;
  readonly quota: RetryQuota;
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

/** The response, and the tries it took. Throws the last error, which has the tries too. */
export async function withRetries(
  context: RetryContext,
  operation: Operation,
  request: object,
): Promise<{ response: object; attempts: readonly Attempt[] }> {
  const call = new Call(context, operation, request);
  return { response: await call.run(), attempts: call.attempts };
}

/** What a step came to that did not bring the end: an error, of the request or of a look, or a look that found not everything. */
type Step = { readonly of: 'request' | 'look' | 'not found'; readonly failure: unknown };

/** A request whose answer was lost. */
interface Lost {
  readonly failure: unknown;
  /** Whether it passes; if not, one look is enough. */
  readonly passing: boolean;
  /** Whether it may be sent again, when it is sure that it did not arrive. */
  readonly again: boolean;
  /** From when on, by the monotonic clock, the server cannot be at work on it any more. */
  readonly overAt: number;
}

class Call {
  readonly attempts: Attempt[] = [];
  readonly #context: RetryContext;
  readonly #operation: Operation;
  readonly #read: boolean;
  readonly #mark: CreatedMark | undefined;
  readonly #batch: Batch;
  /** Set while it is not known what became of the request. */
  #lost: Lost | undefined;
  /** The last response, and the failure that only says that some parts are to be asked for again. */
  #last: object | undefined;
  #partly: unknown;
  #failure: unknown;
  /** Requests, and looks that failed. */
  #tries = 0;
  #waited = 0;
  #waitedBefore = 0;
  /** What the last retry took of the quota. */
  #cost: number | undefined;
  #spent = false;
  /** The server was too busy for the last try. */
  #refused = false;

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
    for (let round = 1; ; round++) {
      const step = await this.#step();
      if (step === undefined) {
        this.#context.quota.give(this.#cost);
        return this.#batch.response(this.#last);
      }
      const { failure } = step;
      const verdict = judge(failure, this.#context.known());
      if (step.of !== 'not found') this.#record(failure);
      const waitMs = this.#nextWait(round, step, verdict);
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

  /** A look, the request, or both; undefined when everything is done. */
  async #step(): Promise<Step | undefined> {
    const { pace, policy, signal, attempt, onAbort } = this.#context;
    if (signal?.aborted) return { of: 'request', failure: unsent(onAbort()) };
    let turn: Turn;
    try {
      turn = await pace.enter(policy.maxWaitMs - this.#waited, signal, () => unsent(onAbort()), this.#refused);
      this.#waited += turn.waitedMs;
    } catch (failure) {
      return { of: 'request', failure };
    }
    let of: Step['of'] = 'request';
    try {
      if (this.#lost) {
        of = 'look';
        const { failure, again, overAt } = this.#lost;
        const begun = performance.now();
        if (await this.#look()) return undefined;
        if (begun < overAt || !again) return { of: 'not found', failure };
        of = 'request';
        this.#lost = undefined;
      }
      this.#last = await attempt(this.#operation, this.#batch.request());
      const again = this.#batch.take(this.#last);
      if (!again) {
        pace.fine(turn);
        return undefined;
      }
      this.#partly = errorOf(this.#operation.name, 0, again);
      this.#tell(turn, judge(this.#partly));
      return { of, failure: this.#partly };
    } catch (failure) {
      this.#tell(turn, judge(failure));
      return { of, failure };
    } finally {
      pace.leave(turn);
    }
  }

  #tell(turn: Turn, { busy = false, waitMs, tooMany, heard }: Verdict): void {
    const { pace } = this.#context;
    if (busy) pace.busy(turn, { waitMs, tooMany, again: this.#refused });
    else if (heard) pace.fine(turn);
    this.#refused = busy;
  }

  /** Whether everything is there already. */
  async #look(): Promise<boolean> {
    const mark = this.#mark as CreatedMark;
    const find = this.#context.registry.operations.get('FindItem') as Operation;
    for (let offset: number | undefined = 0; offset !== undefined; ) {
      const response = await this.#context.attempt(find, mark.query(offset));
      // A folder that did not answer leaves the question open.
      const refused = errorOfFirst(response);
      if (refused) throw refused;
      for (const [index, message] of mark.found(response)) this.#batch.settle(index, message);
      if (this.#batch.pending.length === 0) return true;
      offset = mark.next(response, offset);
    }
    return false;
  }

  #record(failure: unknown): void {
    const { code, status, name } = failure as { code?: string; status?: number; name?: string };
    const attempt = { at: new Date(), code: code ?? name ?? 'Error', waitedMs: this.#waitedBefore };
    this.#failure = failure;
    this.attempts.push(status === undefined ? attempt : { ...attempt, status });
    this.#tries++;
  }

  /** Milliseconds to wait before the next step; undefined when there is to be none. */
  #nextWait(round: number, { of, failure }: Step, verdict: Verdict): number | undefined {
    const { policy, signal, known, quota } = this.#context;
    const { passing, done, waitMs: wished, tries = Number.POSITIVE_INFINITY, triesIfUnknown = tries } = verdict;
    // A look does not make anything twice: only the requests, and the looks that fail, are counted.
    const most = Math.min(policy.maxAttempts, known() ? tries : Math.min(tries, triesIfUnknown));
    const more = this.#tries < most;
    const unknown = of === 'request' && done === 'unknown' && !this.#read;
    const looks = unknown && this.#mark !== undefined && !(failure instanceof AbortError);
    const overAt = performance.now() + policy.atWorkMs;
    if (looks) this.#lost = { failure, passing, again: passing && more, overAt };
    if (signal?.aborted || !(looks || this.#goesOn(of, passing && more, done))) return undefined;
    // What the server wished for when it refused the request has passed when it has answered a look.
    const waitMs = waitBefore(round + 1, policy, of === 'not found' ? undefined : wished);
    if (this.#waited + waitMs > policy.maxWaitMs) return undefined;
    if (of === 'not found') return waitMs;
    this.#cost = quota.take(failure instanceof TimeoutError);
    this.#spent = this.#cost === undefined;
    return this.#spent ? undefined : waitMs;
  }

  #goesOn(of: Step['of'], again: boolean, done: Verdict['done']): boolean {
    if (of === 'not found') {
      const { passing, again: resend, overAt } = this.#lost as Lost;
      return passing && (resend || performance.now() < overAt);
    }
    return again && (of === 'look' || this.#read || done === 'no');
  }

  /** Throws the failure, or returns the response when it says more: messages as they are, or what was done before the failure. */
  #giveUp(failure: unknown, verdict: Verdict): object {
    if (failure === this.#partly) return this.#batch.response(this.#last);
    this.#decorate(failure, verdict);
    const { partial, signal } = this.#context;
    if (this.#batch.partly) {
      const response = this.#batch.response(this.#last, () => unsettled(failure));
      if (partial && !signal?.aborted) return response;
      if (failure instanceof EwsError) keepResponse(failure, response);
    }
    throw failure;
  }

  /** Adds the history and, for what changes something, its fate. */
  #decorate(error: unknown, { done }: Verdict): void {
    if (!(error instanceof EwsError)) return;
    const own = error as { -readonly [K in keyof EwsError]: EwsError[K] };
    if (this.attempts.length > 1 || error !== this.#failure) own.attempts = this.attempts;
    if (this.#spent)
      own.message += ' It was not tried again: the retries that all calls of this client share are used up for now.';
    if (this.#read || own.fate) return;
    const kinds = [TransportError, AbortError, XmlError, ProtocolError, AuthenticationError];
    const silent = kinds.some((kind) => error instanceof kind);
    if (this.#lost || done === 'unknown') own.fate = 'unknown';
    else if (silent && done === 'no') own.fate = 'not done';
    if (own.fate === 'unknown')
      own.message += ` Whether the server carried out ${this.#operation.name} is not known; look before you repeat it.`;
  }
}

function errorOfFirst(response: object): unknown {
  for (const [index, message] of responseMessages(response).entries()) {
    const error = errorOf('FindItem', index, message, response);
    if (error) return error;
  }
  return undefined;
}
