/** Waits between tries. Must not know what is tried. */

/** Longest pause before something is tried again. */
const MAX_PAUSE_MS = 60_000;
/** What setTimeout can count. */
const LONGEST_MS = 2 ** 31 - 1;

/** Longer each time, and not always the same, so that many clients do not come back at once. */
export function backOff(failures: number): number {
  return Math.min(MAX_PAUSE_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
}

/** Resolves after that time, or when the signal fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(done, Math.min(LONGEST_MS, ms));
    function done(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    }
    signal.addEventListener('abort', done, { once: true });
  });
}
