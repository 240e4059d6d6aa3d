/**
 * How patient a client is. Reads are repeated; what changes something is repeated only when it certainly was not carried out, or
 * when a look at the server can tell. Must not know how a request is sent.
 */
import { COUNT, checkOptions, MILLISECONDS, type Rules, rule, TRUE_OR_FALSE } from '../errors.js';

/** Made by {@link failFast} and {@link faultTolerance}. */
export interface RetryPolicy {
  /** Milliseconds that one call may spend waiting between its tries, all together. 0: no second try. */
  readonly maxWaitMs: number;
  /** Tries of one call, at most. */
  readonly maxAttempts: number;
  /** Wait before the second try; doubles from try to try. */
  readonly firstWaitMs: number;
  /** Longest wait that is not the server's own wish. */
  readonly longestWaitMs: number;
  /** For how long a server may be at work on a request whose answer was lost. */
  readonly atWorkMs: number;
  /** Whether created items get a mark by which a repeated CreateItem finds what already exists. */
  readonly markCreated: boolean;
}

/** How long, and how often, a call is tried. */
export interface FaultToleranceOptions {
  /**
   * Milliseconds that one call may spend waiting between its tries, all together. A wait that the server asks for and that does not
   * fit is not begun. Default 30 000: outlasts a failover and a restarted application pool, and a person still waits for it. A
   * nightly job takes 3 600 000.
   */
  maxWaitMs?: number | undefined;
  /** Tries of one call, at most. Default 8. */
  maxAttempts?: number | undefined;
  /** Wait before the second try, in milliseconds; doubles from try to try, with jitter. Default 400. */
  firstWaitMs?: number | undefined;
  /**
   * Created items carry an extended property (`PublicStrings`, `ewskit-created-by`) with a random id, so that a CreateItem whose
   * answer was lost can be looked for. False: they carry nothing, and it is not looked for. Default true.
   */
  markCreated?: boolean | undefined;
  /**
   * Milliseconds for which the server may still be at work on a request whose answer was lost. Created items are looked for until they
   * are found or this time is over, and only then created again; where `maxWaitMs` is less, the call ends with an error whose `fate` is
   * `unknown`. Default 120 000: ASP.NET, in which Exchange runs, ends what takes longer than 110 seconds.
   */
  atWorkMs?: number | undefined;
}

/** Every failure is reported at once. */
export function failFast(): RetryPolicy {
  return { maxWaitMs: 0, maxAttempts: 1, firstWaitMs: 0, longestWaitMs: 0, atWorkMs: 0, markCreated: false };
}

/**
 * Waits and asks again when the server is busy, restarts, or the connection breaks. The default, with a small budget.
 *
 * What changes something is sent again only where it is proven that it did not arrive. All calls of a client share one quota of
 * retries, as in the mode "standard" of the AWS SDKs: of 500 tokens a retry takes 5, one after a time-out 10, and a call that goes well
 * gives back what its last retry took, or 1. When they are used up, failures are reported at once.
 */
export function faultTolerance(options: FaultToleranceOptions = {}): RetryPolicy {
  checkOptions('The retry policy', options, RULES);
  const { maxWaitMs = 30_000, maxAttempts = 8, firstWaitMs = 400, markCreated = true, atWorkMs = 120_000 } = options;
  const longestWaitMs = Math.max(firstWaitMs, 10_000);
  return { maxWaitMs, maxAttempts, firstWaitMs, longestWaitMs, atWorkMs, markCreated };
}

const RULES: Rules<FaultToleranceOptions> = {
  maxWaitMs: MILLISECONDS,
  maxAttempts: rule(
    `${COUNT.expected}, or Infinity`,
    (value) => value === Number.POSITIVE_INFINITY || COUNT.holds(value),
  ),
  firstWaitMs: MILLISECONDS,
  markCreated: TRUE_OR_FALSE,
  atWorkMs: MILLISECONDS,
};

/** Whether a value is what the two functions make; their options are not. */
export function isRetryPolicy(value: unknown): boolean {
  const policy = value as Partial<Record<keyof RetryPolicy, unknown>> | null;
  if (typeof policy !== 'object' || policy === null) return false;
  const { maxWaitMs, maxAttempts, firstWaitMs, longestWaitMs, atWorkMs, markCreated } = policy;
  const numbers = [maxWaitMs, maxAttempts, firstWaitMs, longestWaitMs, atWorkMs];
  return numbers.every((each) => typeof each === 'number' && each >= 0) && typeof markCreated === 'boolean';
}
