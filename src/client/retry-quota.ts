/**
 * How many retries all calls of a client may make together: the token bucket of the AWS SDKs' retry mode "standard". While a server is
 * well, a success pays for one retry in five; when it is down, the retries of many calls end after a hundred instead of multiplying
 * its load. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */

const CAPACITY = 500;
const RETRY_COST = 5;
/** A server that does not answer costs more than one that says no. */
const TIMEOUT_COST = 10;
const SUCCESS = 1;

export class RetryQuota {
  #tokens = CAPACITY;

  /** What is left, of 500. */
  get tokens(): number {
    return this.#tokens;
  }

  /** Takes what a retry costs, and says how much that was; undefined when too little is left, and there is to be no retry. */
  take(afterTimeout: boolean): number | undefined {
    const cost = afterTimeout ? TIMEOUT_COST : RETRY_COST;
    if (cost > this.#tokens) return undefined;
    this.#tokens -= cost;
    return cost;
  }

  /** A call went well: gives back what its last retry cost, or a little if there was none. */
  give(cost = SUCCESS): void {
    this.#tokens = Math.min(CAPACITY, this.#tokens + cost);
  }
}
