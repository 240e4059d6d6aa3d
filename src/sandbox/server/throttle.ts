/**
 * Throttling by user, as Exchange's policies do it: so many requests at a time (EWSMaxConcurrency), so many a minute. The budget of
 * a minute comes back evenly, so a client is told how long to wait.
 */
import { Fault } from '../base/failure.js';
import type { ThrottlingOptions } from './options.js';
import { serverBusy } from './trouble.js';

interface Budget {
  open: number;
  streams: number;
  /** Requests that may be sent at once, as of `at`. */
  left: number;
  at: number;
}

export class Throttle {
  readonly #options: ThrottlingOptions;
  readonly #budgets = new Map<string, Budget>();

  constructor(options: ThrottlingOptions = {}) {
    this.#options = options;
  }

  /** Everybody has all of their budget. Who is under way is counted out of what they were counted into. */
  reset(): void {
    this.#budgets.clear();
  }

  /** Counts the request in, and gives the way to count it out; throws the fault that refuses it. */
  enter(user: string): () => void {
    const { connections = Infinity, requestsPerMinute = Infinity } = this.#options;
    const budget = this.#budgetOf(user);
    if (budget.open >= connections) throw new Fault('ErrorExceededConnectionCount', TOO_MANY);
    if (requestsPerMinute !== Infinity) spend(budget, requestsPerMinute);
    budget.open++;
    return () => {
      budget.open--;
    };
  }

  /** Counts a stream in: of whose mailbox it is opened, who may be impersonated. */
  enterStream(mailbox: string): () => void {
    const budget = this.#budgetOf(mailbox);
    if (budget.streams >= (this.#options.streams ?? Infinity))
      throw new Fault('ErrorExceededConnectionCount', TOO_MANY);
    budget.streams++;
    return () => {
      budget.streams--;
    };
  }

  #budgetOf(user: string): Budget {
    const { requestsPerMinute = Infinity } = this.#options;
    const budget = this.#budgets.get(user) ?? { open: 0, streams: 0, left: requestsPerMinute, at: Date.now() };
    this.#budgets.set(user, budget);
    return budget;
  }
}

const TOO_MANY =
  'You have exceeded the available concurrent connections for your account.  Try again once your other requests have completed.';

function spend(budget: Budget, perMinute: number): void {
  const now = Date.now();
  budget.left = Math.min(perMinute, budget.left + ((now - budget.at) * perMinute) / 60_000);
  budget.at = now;
  if (budget.left < 1) throw serverBusy(Math.ceil(((1 - budget.left) * 60_000) / perMinute));
  budget.left--;
}
