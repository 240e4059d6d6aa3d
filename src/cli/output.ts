/**
 * How commands speak: an error as one line, a record as one line of JSON, and the shape in which a command registers
 * itself. Knows no command.
 */
import type { Command } from 'commander';
import { shown, withoutControls } from '../errors.js';
import type { CliContext } from './context.js';
import type { Output } from './stream.js';

/** The body of a command: gets the surroundings, gives the exit code. */
export type Action = (context: CliContext) => Promise<number>;

/** Adds a command to the program; `action` wraps its body for commander. */
export type Register = (program: Command, action: (run: Action) => () => Promise<void>) => void;

/** One record per line, for machines. */
export function writeJsonLine(out: Output, record: unknown): void {
  // JSON leaves the controls of C1, and those that turn the direction of text, as they are.
  const text = JSON.stringify(record).replace(/[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g, (sign) => {
    return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
  out.write(`${text}\n`);
}

/** What went wrong, in one line; with EWSKIT_DEBUG set, the stack and the causes too. */
export function describeError(error: unknown, env: CliContext['env']): string {
  if (!(error instanceof Error)) return shown(String(error));
  if (!env['EWSKIT_DEBUG']) return shown(messageOf(error));
  const cause = error.cause === undefined ? '' : `\n  caused by: ${describeError(error.cause, env)}`;
  return `${shown(error.stack ?? messageOf(error))}${cause}`;
}

/** What a server or a file says, in one line of a report. */
export function plain(text: string): string {
  return withoutControls(text.replace(/\s/g, ' '));
}

/** The message; for Node's errors of several attempts, which have none, those of the attempts. */
function messageOf(error: Error): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(String).join('; ');
  return error.message === '' ? error.name : error.message;
}
