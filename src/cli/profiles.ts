/**
 * Mailboxes by a short name: `@work` for an address with the flags that go with it, from a JSON file, so that a command line need not repeat
 * them. No password stands there: it comes from where it always comes from.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type CliContext, UsageError } from './context.js';

/** What a profile may say. */
const KEYS = ['address', 'endpoint', 'user', 'ca', 'proxy', 'timeout'] as const;

/** A mailbox, and flags for it. */
export type Profile = { readonly [K in (typeof KEYS)[number]]?: string };

/** EWSKIT_PROFILES, or `ewskit/profiles.json` where programs keep what is configured. */
function fileOf(env: CliContext['env']): string {
  const { EWSKIT_PROFILES: file, XDG_CONFIG_HOME: config } = env;
  return file || join(config || join(homedir(), '.config'), 'ewskit', 'profiles.json');
}

/** The profile that `@name` names; an address is one by itself. Throws {@link UsageError} for what is not there, or has what it must not. */
export function profileOf(named: string, env: CliContext['env']): Profile {
  if (!named.startsWith('@')) return { address: named };
  const file = fileOf(env);
  const profiles = read(file);
  const name = named.slice(1);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (typeof profile !== 'object' || profile === null) {
    const known = Object.keys(profiles).map((one) => `@${one}`);
    throw new UsageError(
      `${file} has no profile "${name}"; ${known.length > 0 ? `it has ${known.join(', ')}` : 'it has none'}.`,
    );
  }
  for (const [key, value] of Object.entries(profile)) {
    if (!KEYS.includes(key as 'user'))
      throw new UsageError(
        `${file}: ${name}.${key} is none of ${KEYS.join(', ')}; passwords and tokens come from the environment or a prompt.`,
      );
    if (typeof value !== 'string') throw new UsageError(`${file}: ${name}.${key} has to be a text.`);
  }
  if (!('address' in profile)) throw new UsageError(`${file}: ${name}.address is missing.`);
  return profile as Profile;
}

function read(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read (${(error as { code?: string }).code}); it holds the profiles.`);
  }
  try {
    return Object(JSON.parse(text)) as Record<string, unknown>;
  } catch {
    throw new UsageError(`${file} is no JSON.`);
  }
}
