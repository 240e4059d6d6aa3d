/**
 * `ewskit watch`: prints what changes in a mailbox as it happens, or runs a command for each change. The watch itself is `account.watch()`;
 * a change counts as taken when its line is written and its command has ended well.
 */
import { spawn } from 'node:child_process';
import type { Account, StateStore } from '../index.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { credentialsOf } from './login.js';
import { plain, type Register, writeJsonLine } from './output.js';
import { addServerFlags, type ServerFlags, serverOptions, urlOf, userOf } from './server-flags.js';

export interface WatchFlags extends ServerFlags {
  endpoint?: string;
  folder?: string[];
  from?: string;
  state?: string;
  json?: boolean;
  exec?: string;
}

export const registerWatch: Register = (program, action) => {
  const command = addServerFlags(
    program
      .command('watch')
      .description('print what changes in a mailbox, as it happens, until it is stopped')
      .argument('<address>', 'address of the mailbox'),
  )
    .option('--endpoint <url>', 'URL of Exchange.asmx, instead of finding it')
    .option(
      '--folder <path>',
      'folder to watch, such as Inbox/Projects; may be repeated (default: all)',
      (value: string, previous: string[] = []) => [...previous, value],
    )
    .option('--from <when>', 'where it begins without a state: now or beginning (default: now)')
    .option('--state <file>', 'file that keeps how far it has come; the next run goes on there')
    .option('--json', 'a line of JSON for each change')
    .option('--exec <command>', 'command to run for each change, which gets it as JSON; one that fails ends the watch');
  command.action(action((context) => runWatch(command.args[0] as string, command.opts<WatchFlags>(), context)));
};

/** Exit code 0 when it is stopped, 1 when a command failed. */
async function runWatch(email: string, flags: WatchFlags, context: CliContext): Promise<number> {
  const { from = 'now' } = flags;
  if (!/^[^@\s]+@[^@\s/:?#]+$/.test(email)) throw new UsageError(`"${email}" is not an email address.`);
  if (from !== 'now' && from !== 'beginning') throw new UsageError(`--from takes now or beginning, not "${from}".`);
  const { tls, proxy, timeoutMs, allowRedirect } = serverOptions(flags, context.env);
  const endpoint = flags.endpoint === undefined ? undefined : urlOf(flags.endpoint, '--endpoint');
  const login = context.env['EWS_TOKEN']
    ? await credentialsOf(context.env)
    : await userOf(flags, context, { otherwise: email, ask: true });
  if (login === undefined)
    throw new UsageError('Nobody logs in: set EWS_PASSWORD or EWS_TOKEN, or run it at a terminal.');
  const stop = new AbortController();
  void context.untilStopped().then(({ signal }) => stop.abort(new Error(signal)));
  const { Account, fileStore } = await import('../index.js');
  const store = flags.state === undefined ? memoryStore() : fileStore(flags.state);
  await using account = await Account.connect({
    ...{ email, credentials: login, endpoint, tls, proxy, timeoutMs, signal: stop.signal },
    ...(allowRedirect && { autodiscover: { allowRedirect } }),
  });
  for await (const change of placeOf(account, flags.folder).watch({ store, from, signal: stop.signal })) {
    const { folder, ...rest } = change;
    const record = { ...rest, folder: folder.label };
    if (flags.json) writeJsonLine(context.stdout, record);
    else context.stdout.write(`${lineOf(record)}\n`);
    if (flags.exec === undefined) continue;
    const code = await execute(flags.exec, record, context);
    if (code === 0) continue;
    context.stderr.write(`ewskit: the command failed (exit code ${code}); the change is told again next time.\n`);
    return EXIT.notOk;
  }
  return EXIT.ok;
}

function placeOf(account: Account, paths: readonly string[] = []): Pick<Account, 'watch'> {
  if (paths.length === 0) return account;
  return account.folders(...paths.map((path) => account.folder(path)));
}

function memoryStore(): StateStore {
  const states = new Map<string, string>();
  return {
    load: async (key) => states.get(key),
    save: async (key, state) => {
      states.set(key, state);
    },
  };
}

interface Told {
  readonly kind: string;
  readonly folder: string;
  readonly id?: { readonly id: string };
  readonly item?: object;
  readonly isRead?: boolean;
}

function lineOf({ kind, folder, id, item, isRead }: Told): string {
  const { subject } = (item ?? {}) as { subject?: string };
  const what = item
    ? (subject ?? '')
    : isRead === undefined
      ? (id?.id ?? '')
      : `${isRead ? 'read' : 'unread'} ${id?.id}`;
  return plain(`${kind.padEnd(8)}  ${folder}  ${what}`).trimEnd();
}

/** By the shell. Nothing of the change stands in the command: what it says comes from strangers. */
function execute(command: string, record: Told, { stdout, stderr, env }: CliContext): Promise<number | string> {
  const { EWS_PASSWORD: _password, EWS_TOKEN: _token, ...rest } = env;
  return new Promise((resolve, reject) => {
    const child = spawn(command, { shell: true, env: { ...rest, EWSKIT_KIND: record.kind }, stdio: 'pipe' });
    child.stdout.on('data', (text) => stdout.write(String(text)));
    child.stderr.on('data', (text) => stderr.write(String(text)));
    // Whoever does not read what it is given may have ended before.
    child.stdin.on('error', () => undefined);
    child.stdin.end(`${JSON.stringify(record)}\n`);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal ?? 1));
  });
}
