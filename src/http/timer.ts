/** A timer for times that callers give. Must not know what for. */

/** What setTimeout can count; it takes longer ones for 1 ms. */
const LONGEST_MS = 2 ** 31 - 1;

export interface Timer {
  /** Ends it; harmless when it has run. */
  clear(): void;
}

/** Runs something later, however much later; never, when that is in an infinite time. */
export function after(ms: number, run: () => void): Timer {
  let timer: NodeJS.Timeout | undefined;
  const wait = (left: number): void => {
    const portion = Math.min(left, LONGEST_MS);
    timer = setTimeout(() => (left > portion ? wait(left - portion) : run()), portion);
  };
  if (ms !== Number.POSITIVE_INFINITY) wait(ms);
  return { clear: () => clearTimeout(timer) };
}
