/** One question of a search over a connection of its own, and what of the answer is read before its text. Must not know what is trusted. */
import type { TransportOptions } from '../auth/create-transport.js';
import type { Credentials } from '../auth/credentials.js';
import type { HttpRequest, HttpResponse, Transport } from '../http/transport.js';
import type { AutodiscoverOptions } from './options.js';

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 4 * 1024 * 1024;

export type Connect = (options: TransportOptions) => Transport;

/** `guessing`: the place is one of many where perhaps nobody answers, and gets little time. */
export async function sendRequest(
  request: HttpRequest,
  credentials: Credentials | undefined,
  guessing: boolean,
  options: AutodiscoverOptions,
  connect: Connect,
): Promise<HttpResponse> {
  const { tls, proxy, agent, axios, userAgent, allowInsecure, signal, timeoutMs = TIMEOUT_MS } = options;
  await using transport = connect({
    server: request.url,
    ...(credentials && { credentials }),
    tls,
    proxy,
    agent,
    axios,
    userAgent,
    allowInsecure,
    timeoutMs: guessing ? Math.min(timeoutMs, TIMEOUT_MS) : timeoutMs,
    maxResponseBytes: MAX_BYTES,
  });
  return await transport.request({ ...request, signal, idempotent: true });
}

/** Where an answer sends us. */
export function redirectOf({ status, headers }: HttpResponse): string | undefined {
  return [301, 302, 303, 307, 308].includes(status) ? headers['location'] : undefined;
}
