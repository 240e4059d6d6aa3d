/**
 * What a command gets from the process, so that tests can give it something else: streams, environment, the signal to stop.
 * No command touches `process` itself.
 */
import { type AskSecret, secretReader } from './secret.js';
import type { Output } from './stream.js';

/** The surroundings of one run of the command line. */
export interface CliContext {
  stdout: Output;
  stderr: Output;
  env: Readonly<Record<string, string | undefined>>;
  /** Settles when the user asks to stop (SIGTERM, SIGINT); `signal` names what was caught. */
  untilStopped(): Promise<{ signal: string }>;
  /** Asks for a password and shows nothing of it. Absent where nobody sits at a terminal. Rejects when the user stops. */
  readSecret?: AskSecret | undefined;
  /** What is typed, for a prompt. */
  stdin?: NodeJS.ReadableStream | undefined;
}

/** Exit codes of every command. */
export const EXIT = { ok: 0, notOk: 1, usage: 2 } as const;

/** The arguments make no sense together: exit code 2, unlike every other error. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The real surroundings. */
export function processContext(): CliContext {
  ignoreClosedPipe(process.stdout);
  const { stdin, stdout, stderr, env } = process;
  return { stdin, stdout, stderr, env, untilStopped, readSecret: secretReader(stdin, stderr) };
}

/** `ewskit inspect … | head` closes our output early; that is no error. */
function ignoreClosedPipe(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
}

/** `once`, so that a second signal ends a process that hangs while it stops. */
function untilStopped(): Promise<{ signal: string }> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve({ signal }));
  });
}
