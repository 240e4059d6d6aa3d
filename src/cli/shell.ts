/**
 * `ewskit shell`: a mailbox at a prompt of Node's, with `account`, its folders and the names of the package at hand; or one expression, whose
 * value is printed.
 */
import { Writable } from 'node:stream';
import { inspect } from 'node:util';
import type { Account } from '../index.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { addMailboxFlags, type MailboxFlags, openMailbox } from './mailbox.js';
import { type Register, writeJsonLine } from './output.js';

export interface ShellFlags extends MailboxFlags {
  eval?: string;
}

export const registerShell: Register = (program, action) => {
  const command = addMailboxFlags(
    program
      .command('shell')
      .description('a prompt with account, inbox, calendar, contacts and the names of the package; await works')
      .argument('<address>', 'address of the mailbox, or @name of a profile'),
  ).option('-e, --eval <expression>', 'print the value of an expression, such as "await inbox.count()", and end');
  command.action(action((context) => runShell(command.args[0] as string, command.opts<ShellFlags>(), context)));
};

async function runShell(address: string, flags: ShellFlags, context: CliContext): Promise<number> {
  if (flags.eval === undefined && context.stdin === undefined)
    throw new UsageError('there is no input to read from; give --eval.');
  const account = await openMailbox(address, flags, context);
  try {
    const names = await namesOf(account);
    if (flags.eval === undefined) await converse(names, context);
    else await evaluate(flags.eval, names, flags.json === true, context);
  } finally {
    await account.close();
  }
  return EXIT.ok;
}

type Names = Readonly<Record<string, unknown>>;

/** What the prompt knows. */
async function namesOf(account: Account): Promise<Names> {
  const { inbox, drafts, sent, trash, calendar, contacts, tasks, top } = account;
  return { ...(await import('../index.js')), account, inbox, drafts, sent, trash, calendar, contacts, tasks, top };
}

async function evaluate(code: string, names: Names, isJson: boolean, { stdout }: CliContext): Promise<void> {
  const { createContext, Script } = await import('node:vm');
  const scope = createContext({ ...names, console, Buffer, URL, Date });
  const value: unknown = await new Script(`(async () => (${code}\n))()`, { filename: 'eval' }).runInContext(scope);
  if (isJson) writeJsonLine(stdout, value ?? null);
  else stdout.write(`${inspect(value, { depth: 4 })}\n`);
}

/** Until the input ends, or `.exit`. */
async function converse(names: Names, { stdin, stdout }: CliContext): Promise<void> {
  const { start } = await import('node:repl');
  const output =
    stdout instanceof Writable
      ? stdout
      : new Writable({
          write: (chunk, _encoding, done) => {
            stdout.write(String(chunk));
            done();
          },
        });
  await new Promise<void>((resolve) => {
    const prompt = start({ prompt: 'ewskit> ', input: stdin as NodeJS.ReadableStream, output });
    for (const [name, value] of Object.entries(names))
      Object.defineProperty(prompt.context, name, { value, configurable: true, enumerable: true, writable: true });
    prompt.on('exit', resolve);
  });
}
