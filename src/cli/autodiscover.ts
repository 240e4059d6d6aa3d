/**
 * `ewskit autodiscover`: where the mailbox of an address is, and with `--explain` how that was found: each question, its answer, whom it
 * trusted and why. A search that fails shows that in any case. The search itself is src/autodiscover.
 */
import type { AutodiscoverResult } from '../autodiscover/options.js';
import type { AutodiscoverStep } from '../autodiscover/trace.js';
import { AutodiscoverError } from '../errors.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { plain, type Register, writeJsonLine } from './output.js';
import { addServerFlags, type ServerFlags, serverOptions, urlOf, userOf } from './server-flags.js';
import type { Output } from './stream.js';

export interface AutodiscoverFlags extends ServerFlags {
  url?: string[];
  internal?: boolean;
  settings?: boolean;
  explain?: boolean;
  json?: boolean;
}

export const registerAutodiscover: Register = (program, action) => {
  const command = addServerFlags(
    program
      .command('autodiscover')
      .description('find the server of a mailbox, and show how')
      .argument('<address>', 'address of the mailbox'),
  )
    .option(
      '--url <url>',
      'service to ask instead of searching, may be repeated',
      (value: string, previous: string[] = []) => [...previous, value],
    )
    .option('--internal', 'take the URL for inside the network where there is one')
    .option('--settings', 'print all user settings')
    .option('--explain', 'print each step: what was asked, the answer, whom it trusted and why, the time')
    .option('--json', 'one line of JSON');
  command.action(
    action((context) => runAutodiscover(command.args[0] as string, command.opts<AutodiscoverFlags>(), context)),
  );
};

/** Exit code 0; throws AutodiscoverError, after the trace is printed. */
async function runAutodiscover(email: string, flags: AutodiscoverFlags, context: CliContext): Promise<number> {
  if (!/^[^@\s]+@[^@\s/:?#]+$/.test(email)) throw new UsageError(`"${email}" is not an email address.`);
  const { stdout, stderr } = context;
  const urls = flags.url?.map((url) => urlOf(url, '--url'));
  const options = serverOptions(flags, context.env);
  const credentials = await userOf(flags, context, { otherwise: email, ask: true });
  const trace: AutodiscoverStep[] = [];
  const onTrace = (step: AutodiscoverStep) => {
    trace.push(step);
    if (flags.explain && !flags.json) writeStep(stdout, step, trace.length);
  };
  const stop = new AbortController();
  void context.untilStopped().then(({ signal }) => stop.abort(new Error(signal)));
  const [{ discover }, auth] = await Promise.all([
    import('../autodiscover/discover.js'),
    import('../auth/credentials.js'),
  ]);
  try {
    const found = await discover({
      ...options,
      email,
      url: urls,
      preferInternal: flags.internal,
      credentials: credentials && auth.credentials(credentials),
      cache: false,
      onTrace,
      signal: stop.signal,
    });
    if (flags.json) writeJsonLine(stdout, { ok: true, ...jsonOf(found), ...(flags.explain && { trace }) });
    else writeFound(stdout, found, flags);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof AutodiscoverError)) throw error;
    const { code, message } = error;
    if (flags.json) writeJsonLine(stdout, { ok: false, email, error: { code, message }, trace });
    // The trace is what helps now, asked for or not.
    else if (!flags.explain) for (const [index, step] of trace.entries()) writeStep(stderr, step, index + 1);
    throw error;
  }
}

function jsonOf({ steps: _steps, trace: _trace, ...found }: AutodiscoverResult): object {
  return found;
}

/** Two lines: the question, and what came of it. */
function writeStep(out: Output, step: AutodiscoverStep, number: number): void {
  const { kind, question, outcome, result, credentials, durationMs } = step;
  const notes = [...(kind === 'trust' ? [] : [`${durationMs} ms`]), ...(credentials ? ['with the login'] : [])];
  const asked = kind === 'trust' ? `may ${question} be asked?` : question;
  out.write(`${String(number).padStart(3)}  ${asked}${notes.length > 0 ? `  (${notes.join(', ')})` : ''}\n`);
  out.write(`     ${result}: ${outcome}\n`);
}

function writeFound(out: Output, found: AutodiscoverResult, flags: AutodiscoverFlags): void {
  const { ewsUrl, email, displayName, serverVersion, newestSchema, source } = found;
  const server = [serverVersion, newestSchema && `requests up to ${newestSchema}`].filter(Boolean).join(', ');
  if (flags.explain) out.write('\n');
  writePairs(out, [
    ['EWS', ewsUrl],
    ['Mailbox', displayName === undefined ? email : `${email} (${displayName})`],
    ['Server', server || 'not said'],
    ['Found at', source],
  ]);
  if (!flags.settings) return;
  out.write('\n');
  writePairs(
    out,
    Object.entries(found.settings).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function writePairs(out: Output, pairs: readonly (readonly [name: string, value: string])[]): void {
  const width = Math.max(...pairs.map(([name]) => name.length));
  for (const [name, value] of pairs) out.write(`${plain(name).padEnd(width)}  ${plain(value)}\n`);
}
