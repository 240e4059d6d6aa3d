/**
 * A progress bar of one line on stderr: drawn only on a terminal, at most ten times a second, without colour where NO_COLOR
 * is set. Knows nothing of what is being counted.
 */
import type { CliContext } from './context.js';

/** A running bar. */
export interface Progress {
  /** Counts `amount` more. */
  tick(amount?: number): void;
  /** Draws the last state and ends the line. */
  done(): void;
}

const BAR_WIDTH = 24;
const INTERVAL_MS = 100;

/** Starts a bar for `total` things; silent where stderr is no terminal. */
export function progress(
  { stderr, env }: Pick<CliContext, 'stderr' | 'env'>,
  label: string,
  total: number,
  now: () => number = Date.now,
): Progress {
  const coloured = !env['NO_COLOR'] && env['TERM'] !== 'dumb';
  let count = 0;
  let drawnAt = Number.NEGATIVE_INFINITY;

  const draw = (): void => {
    if (!stderr.isTTY) return;
    drawnAt = now();
    stderr.write(`\r${bar(label, count, total, coloured)}`);
  };
  draw();
  return {
    tick(amount = 1) {
      count = Math.min(total, count + amount);
      if (now() - drawnAt >= INTERVAL_MS) draw();
    },
    done() {
      draw();
      if (stderr.isTTY) stderr.write('\n');
    },
  };
}

/** `Messages [#####-----] 125/250`; a total of nothing is full. */
export function bar(label: string, count: number, total: number, coloured: boolean): string {
  const filled = total === 0 ? BAR_WIDTH : Math.round((BAR_WIDTH * count) / total);
  const full = '#'.repeat(filled);
  const body = `${coloured ? `\x1b[32m${full}\x1b[0m` : full}${'-'.repeat(BAR_WIDTH - filled)}`;
  return `${label.padEnd(14)} [${body}] ${String(count).padStart(String(total).length)}/${total}`;
}
