/**
 * Fetches Services.wsdl, messages.xsd and types.xsd from a live server into a folder of its own, by whatever scheme of user name and
 * password the server offers; the password comes from the environment, never from an argument that the process list would show.
 */
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from '../auth/create-transport.js';
import { type Credentials, credentials } from '../auth/credentials.js';
import { AuthenticationError, TransportError } from '../errors.js';
import type { Transport } from '../http/transport.js';

const FILES = { 'services.wsdl': 'Services.wsdl', 'messages.xsd': 'messages.xsd', 'types.xsd': 'types.xsd' } as const;

/** Returns the folder; the caller removes it. `server` is a host name, or a URL whose path is ignored. */
export async function fetchSchemas(server: string, env: Readonly<Record<string, string | undefined>>): Promise<string> {
  const base = new URL('/EWS/', server.includes('://') ? server : `https://${server}`);
  const user = credentialsOf(env);
  await using transport = createTransport({ server: base, credentials: user, connections: 1, timeoutMs: 60_000 });
  const files: [name: string, bytes: Uint8Array][] = [];
  for (const [local, remote] of Object.entries(FILES)) {
    files.push([local, await fetchFile(transport, new URL(remote, base), user)]);
  }
  const folder = await mkdtemp(join(tmpdir(), 'ewskit-schemas-'));
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
  return folder;
}

function credentialsOf(env: Readonly<Record<string, string | undefined>>): Credentials | undefined {
  const [username, password] = [env['EWS_USER'], env['EWS_PASSWORD']];
  return username === undefined || password === undefined ? undefined : credentials({ username, password });
}

async function fetchFile(transport: Transport, url: URL, user: Credentials | undefined): Promise<Uint8Array> {
  try {
    const { status, body } = await transport.request({ method: 'GET', url, idempotent: true });
    if (status === 200) return body;
    throw refused(url, status, 'Download the three files and use --schemas.');
  } catch (error) {
    if (user !== undefined || !(error instanceof AuthenticationError)) throw error;
    throw refused(url, 401, 'Set EWS_USER and EWS_PASSWORD.');
  }
}

function refused(url: URL, status: number, remedy: string): TransportError {
  return new TransportError('ERR_HTTP_STATUS', `${url.href} answered ${status}.`, { server: url.host, status, remedy });
}
