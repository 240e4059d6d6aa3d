/** The lab as its runner sees it: names.sh once more, as values, and what one login comes to. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createTransport, type TransportOptions } from '../../../src/auth/create-transport.js';
import type { Credentials } from '../../../src/auth/credentials.js';
import type { HttpResponse, Transport } from '../../../src/http/transport.js';

const folder = process.env['LAB'] ?? '';

export const REALM = 'AD.EXAMPLE.TEST';
export const FRONT_PORT = 18450;
export const MODES = ['off', 'accept', 'require'] as const;
export type Mode = (typeof MODES)[number];

/** Web servers by name: the three modes, and one for each kind of certificate, in the mode `require`. */
export const SERVERS = {
  off: { port: 18441, certificate: 'rsa256' },
  accept: { port: 18442, certificate: 'rsa256' },
  require: { port: 18443, certificate: 'rsa256' },
  rsa384: { port: 18444, certificate: 'rsa384' },
  pss512: { port: 18445, certificate: 'pss512' },
  ecdsa256: { port: 18446, certificate: 'ecdsa256' },
  ecdsa384: { port: 18447, certificate: 'ecdsa384' },
} as const;
export type ServerName = keyof typeof SERVERS;

export const ALICE = { username: 'ADEX\\alice', password: 'Passw0rd-a' };
export const BOB = { username: 'ADEX\\bob', password: 'pässwörd€ü' };
export const JURGEN = { username: 'ADEX\\jürgen', password: 'Secret-123' };

export const file = (name: string): string => join(folder, name);
export const pem = (name: string): string => readFileSync(file(`tls/${name}`), 'utf8');
export const url = (port: number, path = '/EWS/Exchange.asmx'): URL => new URL(`https://localhost:${port}${path}`);

const GET_INBOX = Buffer.from(`<?xml version="1.0" encoding="utf-8"?>
<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"
  xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"
  xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
  <s:Body><m:GetFolder><m:FolderShape><t:BaseShape>IdOnly</t:BaseShape></m:FolderShape>
  <m:FolderIds><t:DistinguishedFolderId Id="inbox"/></m:FolderIds></m:GetFolder></s:Body>
</s:Envelope>`);

/** One EWS request. Throws unless the sandbox answered it. */
export async function getInbox(transport: Transport, target: URL): Promise<HttpResponse> {
  const headers = { 'content-type': 'text/xml; charset=utf-8' };
  const answer = await transport.request({ method: 'POST', url: target, body: GET_INBOX, headers, idempotent: true });
  const text = Buffer.from(answer.body).toString('utf8');
  if (answer.status !== 200 || !text.includes('ResponseClass="Success"')) throw new Error(`status ${answer.status}`);
  return answer;
}

export interface Attempt extends Omit<Partial<TransportOptions>, 'credentials'> {
  port: number;
  as?: Credentials | undefined;
  certificate?: string;
  path?: string;
}

export function connect({ port, as, certificate = 'rsa256', path: _, ...options }: Attempt): Transport {
  const tls = { ca: pem(`${certificate}.pem`), ...options.tls };
  return createTransport({ ...options, server: url(port), credentials: as, tls });
}

/** `in as NAME`, or the code of the error. */
export async function logIn(attempt: Attempt): Promise<string> {
  try {
    await using transport = connect(attempt);
    const { headers } = await getInbox(transport, url(attempt.port, attempt.path));
    return `in as ${decoded(headers['x-remote-user'])}`;
  } catch (error) {
    return outcomeOf(error);
  }
}

/** What must never be seen: the passwords of this lab, tickets, and NTLM messages. */
const SECRET = /Passw0rd-a|p\u00e4ssw\u00f6rd|Secret-123|TlRMTVNT|YII[\w+/]{20}/;

export function outcomeOf(error: unknown): string {
  if (SECRET.test(inspect(error, { depth: 9, showHidden: true }))) return 'an error that shows a secret';
  const { code, message } = error as { code?: string; message?: string };
  return code ?? `${message}`;
}

/** Apache writes UTF-8 into header fields; Node reads them as Latin-1. */
export function decoded(value: string | undefined): string {
  return Buffer.from(value ?? '', 'latin1').toString('utf8');
}

/** What a web server saw: for each request its connection, status, and message of a login. It writes that after it has answered. */
export async function accessLog(server: ServerName): Promise<{ connection: string; status: number; token: string }[]> {
  await new Promise((resolve) => setTimeout(resolve, 200));
  const lines = readFileSync(file(`run/${server}/access.log`), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [connection = '', status, token = '-'] = line.split(' ');
    return { connection, status: Number(status), token };
  });
}
