/**
 * The measuring itself: rivals take turns in one process, so that what disturbs the machine disturbs all of them, and each one's
 * figure is the median of its turns after a warm-up. Ratios are taken between rivals of one run only.
 */
import { spawnSync } from 'node:child_process';

/** Milliseconds, median of `rounds`, for each of the named functions, which may be asynchronous. */
export async function race(rivals, { rounds = 40, warmUp = 15 } = {}) {
  const times = Object.fromEntries(Object.keys(rivals).map((name) => [name, []]));
  for (let round = 0; round < warmUp + rounds; round++) {
    for (const [name, run] of Object.entries(rivals)) {
      const start = process.hrtime.bigint();
      const result = run();
      if (result instanceof Promise) await result;
      const took = Number(process.hrtime.bigint() - start) / 1e6;
      if (round >= warmUp) times[name].push(took);
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, took]) => [name, median(took)]));
}

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[sorted.length >> 1];
}

/** Milliseconds that a process takes from start to end, median; undefined when it fails. */
export function timeProcess(command, args, { rounds = 15, options = {} } = {}) {
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const start = process.hrtime.bigint();
    const { status } = spawnSync(command, args, { stdio: 'ignore', ...options });
    if (status !== 0) return undefined;
    times.push(Number(process.hrtime.bigint() - start) / 1e6);
  }
  return median(times);
}

/** Bytes of values and buffers, after the garbage is gone; undefined without `node --expose-gc`. */
export function held() {
  if (!globalThis.gc) return undefined;
  // Twice: buffers let go of their memory only after the first.
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
