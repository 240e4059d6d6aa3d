/**
 * Flags of the commands that talk to a server: who logs in, and how to get there. The password comes from the environment or a prompt,
 * never from an argument, which the process list would show to everybody.
 */
import type { Command } from 'commander';
import type { UserNameAndPassword } from '../auth/credentials.js';
import type { AutodiscoverOptions } from '../autodiscover/options.js';
import { type CliContext, UsageError } from './context.js';
import { PASSWORD, trustOf } from './login.js';

/** As commander gives them. */
export interface ServerFlags {
  user?: string;
  ca?: string;
  /** False for `--no-proxy`. */
  proxy?: string | false;
  timeout?: string;
  allowRedirect?: string[];
}

type ServerOptions = Pick<AutodiscoverOptions, 'tls' | 'proxy' | 'timeoutMs' | 'allowRedirect'>;

export function addServerFlags(command: Command): Command {
  return command
    .option('--user <name>', `who logs in, as user@domain or DOMAIN\\user; password from ${PASSWORD} or a prompt`)
    .option('--ca <file>', 'authority to trust, in PEM, beside those of Node; EWS_CA says the same')
    .option('--proxy <url>', 'proxy, instead of what HTTPS_PROXY and NO_PROXY say')
    .option('--no-proxy', 'no proxy, whatever the environment says')
    .option('--timeout <seconds>', 'silence to bear of each server (default: 10, which is the most in a search)')
    .option(
      '--allow-redirect <host>',
      'host of another domain that may get the login, and then no other may; may be repeated',
      (value: string, previous: string[] = []) => [...previous, value],
    );
}

/** How to get to the server. Throws {@link UsageError} for a flag that makes no sense. */
export function serverOptions(
  { ca, proxy, timeout, allowRedirect }: ServerFlags,
  env: CliContext['env'],
): ServerOptions {
  const allowed = new Set(allowRedirect?.map((host) => host.toLowerCase()));
  return {
    ...trustOf(ca, env),
    ...(proxy !== undefined && { proxy }),
    ...(timeout !== undefined && { timeoutMs: seconds(timeout, '--timeout') }),
    ...(allowRedirect && { allowRedirect: ({ hostname }: URL) => allowed.has(hostname) }),
  };
}

/**
 * Who logs in; undefined when nobody does. Without `--user` it is `otherwise`, if there is a password for it: nobody is logged in on a
 * server that may be foreign because the environment happens to name him. Asks for the password where somebody sits at a terminal.
 */
export async function userOf(
  { user }: ServerFlags,
  { env, readSecret }: CliContext,
  { otherwise, ask }: { otherwise: string | undefined; ask: boolean },
): Promise<UserNameAndPassword | undefined> {
  const username = user ?? otherwise;
  if (username === undefined) return undefined;
  const known = env[PASSWORD];
  if (known) return { username, password: known };
  const password = ask || user !== undefined ? await readSecret?.(`Password of ${username}: `) : undefined;
  if (password) return { username, password };
  if (user !== undefined) throw new UsageError(`--user needs a password: set ${PASSWORD}, or run it at a terminal.`);
  return undefined;
}

/** Milliseconds of a flag that takes seconds. */
export function seconds(text: string, flag: string): number {
  const number = Number(text);
  if (text.trim() === '' || !(number > 0 && number < 86_400))
    throw new UsageError(`${flag} takes seconds, such as 10, not "${text}".`);
  return Math.ceil(number * 1000);
}

/** A URL that a flag names, as it was written. */
export function urlOf(text: string, flag: string): URL {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return new URL(text);
  throw new UsageError(`${flag} takes an https URL.`);
}
