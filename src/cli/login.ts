/**
 * Who logs in, and whom to trust, as the environment says: EWS_TOKEN, a bearer token; or EWS_USER and EWS_PASSWORD; EWS_CA, a PEM file
 * with the authority of a private certificate. Passwords and tokens never come from an argument, which the process list would show to
 * everybody, and no error repeats them.
 */
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { Credentials } from '../auth/credentials.js';
import type { TlsOptions } from '../http/tls-options.js';
import { type CliContext, UsageError } from './context.js';

type Environment = CliContext['env'];

/** Environment variable of the password. */
export const PASSWORD = 'EWS_PASSWORD';

/** Of a token, or of a user and a password; undefined when nobody logs in. An empty variable is an unset one: scripts and CI write both. */
export async function credentialsOf(env: Environment): Promise<Credentials | undefined> {
  const { EWS_TOKEN: token, EWS_USER: username, [PASSWORD]: password } = env;
  const { credentials, oauth } = await import('../auth/credentials.js');
  if (token) return oauth({ getToken: () => token });
  if (Boolean(username) !== Boolean(password))
    throw new UsageError(`${username ? PASSWORD : 'EWS_USER'} is not set, and the other one is.`);
  return username && password ? credentials({ username, password }) : undefined;
}

/** Trust in the authority of that PEM file, by default of EWS_CA, beside those of Node. */
export function trustOf(file: string | undefined, env: Environment): { tls: TlsOptions } | undefined {
  const from = file || env['EWS_CA'];
  return from ? { tls: { ca: [...rootCertificates, pemIn(from, file ? '--ca' : 'EWS_CA')] } } : undefined;
}

function pemIn(file: string, source: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${source}: ${file} cannot be read (${(error as { code?: string }).code}).`);
  }
  if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  throw new UsageError(`${source}: ${file} holds no certificate in PEM.`);
}
