/**
 * Fetches Services.wsdl, messages.xsd and types.xsd from a live server into a folder of its own. Who asks comes from the environment
 * (login.ts), by whatever scheme the server offers.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from '../auth/create-transport.js';
import type { Credentials } from '../auth/credentials.js';
import { AuthenticationError, TransportError } from '../errors.js';
import type { Transport } from '../http/transport.js';
import { type CliContext, UsageError } from './context.js';
import { credentialsOf, trustOf } from './login.js';

const FILES = { 'services.wsdl': 'Services.wsdl', 'messages.xsd': 'messages.xsd', 'types.xsd': 'types.xsd' } as const;

/** Ten times what Exchange's largest has. */
const MOST_BYTES = 8 * 1024 * 1024;

const MOST_FILES = 30;

/** Returns the folder; the caller removes it. `server` is a host name, or a URL whose path is ignored; `ca` goes before EWS_CA. */
export async function fetchSchemas(server: string, env: CliContext['env'], ca?: string): Promise<string> {
  const base = directoryOf(server);
  const user = await credentialsOf(env);
  const limits = { connections: 1, timeoutMs: 60_000, maxResponseBytes: MOST_BYTES };
  await using transport = createTransport({ server: base, credentials: user, ...trustOf(ca, env), ...limits });
  const wanted = new Map<string, string>(Object.entries(FILES));
  const files: [name: string, bytes: Uint8Array][] = [];
  // What they include is fetched, too; a map's iteration goes on over what is added meanwhile.
  for (const [local, remote] of wanted) {
    const bytes = await fetchFile(transport, new URL(remote, base), user);
    files.push([local, bytes]);
    for (const name of locationsIn(bytes))
      if (!wanted.has(name.toLowerCase()) && wanted.size < MOST_FILES) wanted.set(name.toLowerCase(), name);
  }
  const folder = await mkdtemp(join(tmpdir(), 'ewskit-schemas-'));
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return folder;
}

/** Files of the same directory that a document includes or imports. */
function locationsIn(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes).toString('utf8');
  return [...text.matchAll(/\b(?:schemaLocation|location)\s*=\s*["'](?:\.\/)?([\w.-]+\.(?:xsd|wsdl))["']/gi)].map(
    ([, name = '']) => name,
  );
}

/** The directory of EWS on the server. What cannot be read is not repeated: it may hold a password. */
function directoryOf(server: string): URL {
  const text = server.includes('://') ? server : `https://${server}`;
  const url = URL.canParse(text) ? new URL('/EWS/', text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) throw new UsageError('--server takes a host name or an https URL.');
  if (url.username || url.password) {
    throw new UsageError('--server takes no user name or password. Set EWS_USER and EWS_PASSWORD, or EWS_TOKEN.');
  }
  return url;
}

async function fetchFile(transport: Transport, url: URL, user: Credentials | undefined): Promise<Uint8Array> {
  try {
    const { status, body } = await transport.request({ method: 'GET', url, idempotent: true });
    if (status === 200) return body;
    throw refused(url, status, 'Download the three files and use --schemas.');
  } catch (error) {
    if (user !== undefined || !(error instanceof AuthenticationError)) throw error;
    throw refused(url, 401, 'Set EWS_USER and EWS_PASSWORD, or EWS_TOKEN.');
  }
}

function refused(url: URL, status: number, remedy: string): TransportError {
  return new TransportError('ERR_HTTP_STATUS', `${url.href} answered ${status}.`, { server: url.host, status, remedy });
}
