/** The mailbox that a command works on: logged in as the flags and the environment say. */
import type { Command } from 'commander';
import type { Account } from '../index.js';
import { type CliContext, UsageError } from './context.js';
import { credentialsOf } from './login.js';
import { profileOf } from './profiles.js';
import { addServerFlags, type ServerFlags, serverOptions, urlOf, userOf } from './server-flags.js';

export interface MailboxFlags extends ServerFlags {
  endpoint?: string;
  json?: boolean;
}

export function addMailboxFlags(command: Command): Command {
  return addServerFlags(command)
    .option('--endpoint <url>', 'URL of Exchange.asmx, instead of finding it')
    .option('--json', 'one line of JSON');
}

/** An address, or `@name` of a profile, whose flags are those that are not given. Who logs in is `--user`, else EWS_TOKEN or EWS_USER, else the address itself. */
export async function openMailbox(mailbox: string, given: MailboxFlags, context: CliContext): Promise<Account> {
  const { address = '', ...profile } = profileOf(mailbox, context.env);
  const flags: MailboxFlags = { ...profile, ...given };
  const named = flags.user === undefined ? await credentialsOf(context.env).catch(() => undefined) : undefined;
  const credentials = named ?? (await userOf(flags, context, { otherwise: address, ask: true }));
  if (credentials === undefined) throw new UsageError('nobody logs in: set EWS_PASSWORD, or run it at a terminal.');
  const { Account } = await import('../index.js');
  const { tls, proxy, timeoutMs, allowRedirect } = serverOptions(flags, context.env);
  return Account.connect({
    email: address,
    credentials,
    ...(flags.endpoint !== undefined && { endpoint: urlOf(flags.endpoint, '--endpoint') }),
    ...(tls && { tls }),
    ...(proxy !== undefined && { proxy }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(allowRedirect && { autodiscover: { allowRedirect } }),
  });
}
