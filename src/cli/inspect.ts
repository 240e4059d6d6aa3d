/**
 * `ewskit inspect FILE...`: reads EWS documents and says of each what it is and whether this package can read it, one line a
 * file. With --roundtrip it also writes each again and compares; with --validate it names what no schema has.
 */
import { readFile } from 'node:fs/promises';
import { withoutControls } from '../errors.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { type InspectMode, inspectDocument } from './inspect-document.js';
import { describeError, plain, type Register, writeJsonLine } from './output.js';

/** One line of the report. */
export interface InspectLine {
  file: string;
  /** Local name of what the Body holds: `FindItemResponse`, `Fault`, '' for an empty one. */
  operation: string;
  ok: boolean;
  error: string | null;
}

interface InspectFlags {
  json?: boolean;
  roundtrip?: boolean;
  validate?: boolean;
}

export const registerInspect: Register = (program, action) => {
  const command = program
    .command('inspect')
    .description('say of each EWS document what it is and whether it can be read')
    .argument('<file...>', 'XML files')
    .option('--json', 'one line of JSON per file')
    .option('--roundtrip', 'also write each document again and compare canonical XML')
    .option('--validate', 'also refuse what the schema does not have');
  command.action(action((context) => runInspect(command.args, command.opts<InspectFlags>(), context)));
};

/** Inspects the files in order; exit code 1 if any is not ok. */
export async function runInspect(files: readonly string[], flags: InspectFlags, context: CliContext): Promise<number> {
  if (flags.roundtrip && flags.validate)
    throw new UsageError('--roundtrip and --validate are two questions; ask one at a time.');
  const mode: InspectMode = flags.roundtrip ? 'roundtrip' : flags.validate ? 'validate' : 'decode';
  let failed = 0;
  for (const file of files) {
    const line = await inspectFile(file, mode);
    if (!line.ok) failed++;
    if (flags.json) writeJsonLine(context.stdout, line);
    else context.stdout.write(humanLine(line));
  }
  if (!flags.json) context.stderr.write(`${files.length - failed} ok, ${failed} not ok\n`);
  return failed === 0 ? EXIT.ok : EXIT.notOk;
}

/** Never throws: what goes wrong is the line's error. */
async function inspectFile(file: string, mode: InspectMode): Promise<InspectLine> {
  try {
    const { operation, error } = await inspectDocument(await readFile(file), mode);
    return { file, operation, ok: error === undefined, error: error ?? null };
  } catch (error) {
    return { file, operation: '', ok: false, error: describeError(error, {}) };
  }
}

function humanLine(line: InspectLine): string {
  return line.ok
    ? `ok      ${plain(line.file)}  ${plain(line.operation)}\n`
    : `not ok  ${plain(line.file)}  ${plain(line.operation && `${line.operation}: `)}${withoutControls(line.error ?? '')}\n`;
}
