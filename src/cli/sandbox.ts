/**
 * `ewskit sandbox`: an EWS server on this machine, for trying and testing. Prints one line of JSON when it listens and runs
 * until it is told to stop. The server itself is src/sandbox.
 */
import { readFileSync } from 'node:fs';
import type { AuthScheme, ChannelBindingMode, FaultKind, SandboxOptions, ServerVersionName } from '../sandbox.js';
import { type CliContext, EXIT, UsageError } from './context.js';
import { describeError, type Register, writeJsonLine } from './output.js';

/** The flags as commander gives them. */
export interface SandboxFlags {
  host: string;
  port: string;
  tls?: boolean;
  user: string[];
  data?: string;
  serverVersion: string;
  auth?: string;
  jwks?: string;
  audience?: string;
  channelBinding?: string;
  clientCa?: string;
  impersonator?: string[];
  faults?: string;
  faultSeed?: string;
  maxConnections?: string;
  requestsPerMinute?: string;
  now?: string;
  strict?: boolean;
  exact?: boolean;
}

/** Named here as well, so that `--help` need not load the server. */
const VERSIONS = [
  'ExchangeSE',
  'Exchange2016',
  'Exchange2013_SP1',
  'Exchange2010_SP2',
  'Exchange2007_SP1',
] as const satisfies readonly ServerVersionName[];
const SCHEMES = ['basic', 'ntlm', 'bearer', 'certificate'] as const satisfies readonly AuthScheme[];
const BINDINGS = ['off', 'accept', 'require'] as const satisfies readonly ChannelBindingMode[];
const FAULTS = ['busy', 'reset', 'delay', 'unavailable', 'html', 'lost'] as const satisfies readonly FaultKind[];

export const registerSandbox: Register = (program, action) => {
  const command = program
    .command('sandbox')
    .description('run an EWS server on this machine; prints one JSON line with its addresses')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <number>', 'port to listen on, 0 for a free one', '0')
    .option('--tls', 'serve https with a certificate of its own')
    .option(
      '--user <address:password>',
      'a mailbox, may be repeated (default: alice, bob and carol@example.test:secret)',
      collect,
      [],
    )
    .option('--data <file>', 'keep the mailboxes in this file instead of in memory')
    .option('--server-version <name>', `server to play: ${VERSIONS.join(', ')}`, 'ExchangeSE')
    .option('--auth <schemes>', `ways to log in, with commas: ${SCHEMES.join(', ')} (default: basic)`)
    .option('--jwks <file or URL>', 'keys that bearer tokens are checked against (default: keys of its own)')
    .option('--audience <aud>', 'who bearer tokens must be made for')
    .option('--channel-binding <mode>', `Extended Protection of NTLM: ${BINDINGS.join(', ')}`)
    .option('--client-ca <file>', 'authority of client certificates, in PEM; with --tls and --auth certificate')
    .option('--impersonator <address>', 'who may act as anybody, may be repeated', collect, [])
    .option('--faults <rate:kinds>', `share of requests that fail, as 0.05 or 0.05:busy,reset (${FAULTS.join(', ')})`)
    .option('--fault-seed <number>', 'the same seed gives the same faults')
    .option('--max-connections <number>', 'requests of one user at a time')
    .option('--requests-per-minute <number>', 'requests of one user within a minute; then it is busy')
    .option('--now <time>', 'the time at which its clock starts, as 2025-03-03T08:00Z')
    .option('--strict', "refuse every request that Microsoft's schema does not allow, whatever the server to play")
    .option('--exact', 'answer as Exchange does where that differs from its schema');
  command.action(action((context) => runSandbox(command.opts<SandboxFlags>(), context)));
};

function collect(value: string, previous: string[]): string[] {
  return [...previous, value];
}

/** Serves until stopped. */
export async function runSandbox(flags: SandboxFlags, context: CliContext): Promise<number> {
  const options = sandboxOptions(flags);
  const stopped = context.untilStopped();
  const { Sandbox } = await import('../sandbox.js');
  const onInternalError = reportOnce(context);
  await using sandbox = await Sandbox.start({ ...options, onInternalError });
  writeJsonLine(context.stdout, {
    ews: sandbox.endpoint,
    autodiscover: sandbox.autodiscoverUrl,
    ca: sandbox.ca ?? null,
    users: sandbox.users,
  });
  await stopped;
  return EXIT.ok;
}

/** What the sandbox itself fails at, once each: a full disk fails every request in the same way. */
function reportOnce({ stderr, env }: CliContext): (error: unknown, operation: string) => void {
  const told = new Set<string>();
  return (error, operation) => {
    const text = describeError(error, env);
    if (told.has(text)) return;
    told.add(text);
    stderr.write(`ewskit: ${operation} failed within the sandbox: ${text}\n`);
  };
}

/** Flags to options; throws {@link UsageError} for a flag that makes no sense. */
export function sandboxOptions(flags: SandboxFlags): SandboxOptions {
  const port = Number(flags.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port takes 0 to 65535, not "${flags.port}".`);
  return {
    host: flags.host,
    port,
    tls: flags.tls ?? false,
    serverVersion: serverVersion(flags.serverVersion),
    ...(flags.user.length > 0 && { mailboxes: Object.fromEntries(flags.user.map(parseUser)) }),
    ...(flags.data !== undefined && { data: flags.data }),
    ...loginOptions(flags),
    ...troubleOptions(flags),
    ...(flags.now !== undefined && { now: time(flags.now) }),
    ...(flags.strict && { strict: true }),
    ...(flags.exact && { exact: true }),
  };
}

function loginOptions(flags: SandboxFlags): SandboxOptions {
  const { jwks, audience, channelBinding, clientCa, impersonator = [] } = flags;
  const auth = flags.auth?.split(',').map((name) => oneOf(SCHEMES, name.trim(), '--auth'));
  if (auth?.includes('certificate') && !(flags.tls && clientCa))
    throw new UsageError('--auth certificate needs --tls and --client-ca.');
  return {
    ...(auth && { auth }),
    ...((jwks || audience) && { bearer: { jwks, audience } }),
    ...(channelBinding && { channelBinding: oneOf(BINDINGS, channelBinding, '--channel-binding') }),
    ...(clientCa && { clientCa: readFileSync(clientCa, 'utf8') }),
    ...(impersonator.length > 0 && { impersonators: impersonator }),
  };
}

function troubleOptions(flags: SandboxFlags): SandboxOptions {
  const { faults, faultSeed, maxConnections, requestsPerMinute } = flags;
  const connections = maxConnections && whole(maxConnections, '--max-connections');
  const perMinute = requestsPerMinute && whole(requestsPerMinute, '--requests-per-minute');
  return {
    ...(faults && { faults: { ...parseFaults(faults), ...(faultSeed && { seed: whole(faultSeed, '--fault-seed') }) } }),
    ...((connections || perMinute) && {
      throttling: { ...(connections && { connections }), ...(perMinute && { requestsPerMinute: perMinute }) },
    }),
  };
}

/** `0.05` or `0.05:busy,reset`. */
export function parseFaults(text: string): { rate: number; kinds?: FaultKind[] } {
  const [share = '', kinds] = text.split(':');
  const rate = Number(share);
  if (share === '' || !(rate >= 0 && rate <= 1))
    throw new UsageError(`--faults takes a share from 0 to 1, not "${share}".`);
  return { rate, ...(kinds && { kinds: kinds.split(',').map((kind) => oneOf(FAULTS, kind.trim(), '--faults')) }) };
}

function oneOf<T extends string>(known: readonly T[], name: string, flag: string): T {
  const found = known.find((one) => one === name);
  if (found === undefined) throw new UsageError(`${flag} takes ${known.join(', ')}, not "${name}".`);
  return found;
}

function whole(text: string, flag: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1)
    throw new UsageError(`${flag} takes a whole number from 1, not "${text}".`);
  return number;
}

function time(text: string): Date {
  const date = new Date(text);
  if (Number.isNaN(date.getTime()))
    throw new UsageError(`--now takes a time such as 2025-03-03T08:00Z, not "${text}".`);
  return date;
}

function serverVersion(name: string): ServerVersionName {
  const known = VERSIONS.find((version) => version === name);
  if (known === undefined) throw new UsageError(`--server-version takes one of ${VERSIONS.join(', ')}, not "${name}".`);
  return known;
}

/** `address:password` as an entry of the mailboxes; the password may hold colons. */
export function parseUser(text: string): [address: string, mailbox: { password: string }] {
  const colon = text.indexOf(':');
  const [address, password] = [text.slice(0, colon), text.slice(colon + 1)];
  if (colon < 1 || !address.includes('@') || password === '') {
    throw new UsageError('--user takes address:password, such as alice@example.test:secret.');
  }
  return [address, { password }];
}
