/**
 * How the time of a function grows with its input, as a ratio: what takes time in proportion to a text takes about 16 times as long for
 * 16 times the text, and what begins anew at each letter 256 times. No seconds are compared with, so a busy machine does not matter much.
 */
import { expect } from '@jest/globals';

const SIZE = 4_000;
const FACTOR = 16;
/** Between the two, as far from either: garbage collectors and compilers add their own. */
const MOST = FACTOR ** 1.5;
/** So long a run is repeated, that what a clock adds does not count. */
const LEAST_MS = 4;

/** Of one run, in milliseconds: the best of some. */
function timeOf(run: () => unknown): number {
  run();
  let best = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 3; turn++) {
    let [runs, spent] = [0, 0];
    for (const started = performance.now(); spent < LEAST_MS; spent = performance.now() - started, runs++) run();
    best = Math.min(best, spent / runs);
  }
  return best;
}

/** Fails where `run` takes far more than its share for 16 times the input. `make` is given a number of letters. */
export function expectLinear<Input>(make: (size: number) => Input, run: (input: Input) => unknown): void {
  const [small, large] = [make(SIZE), make(SIZE * FACTOR)];
  const ratio = () => timeOf(() => run(large)) / timeOf(() => run(small));
  // Once more where somebody else had the processor.
  expect(ratio() < MOST || ratio() < MOST || ratio() < MOST).toBe(true);
}
