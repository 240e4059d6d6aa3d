/** A timer for times that callers give. Must not know what for. */

/** What setTimeout can count; it takes longer ones for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

/** Runs something later; never, when that is in more than 24 days. */
export function after(ms: number, run: () => void): NodeJS.Timeout | undefined {
  return ms > LONGEST_MS ? undefined : setTimeout(run, ms);
}
