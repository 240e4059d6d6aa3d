/** Surroundings for a command under test: what it writes is kept, and it is told to stop at once or by the test. */
import type { CliContext } from '../../src/cli/context.js';
import { written } from '../support/secrets.js';

/** A context with what was written so far. */
export interface Capture extends CliContext {
  out(): string;
  err(): string;
  /** Settles when something was written to stdout. */
  readonly firstOutput: Promise<void>;
  /** Ends {@link CliContext.untilStopped}. */
  stop(): void;
}

/** `tty` makes stderr a terminal. */
export function capture({ tty = false, env = {} }: { tty?: boolean; env?: Record<string, string> } = {}): Capture {
  const [out, err]: [string[], string[]] = [[], []];
  const { promise, resolve } = withResolvers<{ signal: string }>();
  const first = withResolvers<void>();
  return {
    stdout: {
      write(text: string) {
        out.push(text);
        written.push(text);
        first.resolve();
      },
    },
    stderr: { write: (text: string) => written.push(text) && err.push(text), isTTY: tty, columns: 100 },
    env,
    untilStopped: () => promise,
    firstOutput: first.promise,
    stop: () => resolve({ signal: 'SIGTERM' }),
    out: () => out.join(''),
    err: () => err.join(''),
  };
}

function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
