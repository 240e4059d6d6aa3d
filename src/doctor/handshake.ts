/** One TLS handshake, looked at: every certificate is let through here, because nothing is sent on the connection. */
import { isIP } from 'node:net';
import tls, { type CipherNameAndProtocol, type DetailedPeerCertificate, type SecureVersion } from 'node:tls';
import { abortable } from '../http/abort.js';
import { aborted, timedOut } from '../http/failures.js';
import { after } from '../http/timer.js';
import type { Visit } from './visit.js';

export interface Handshake {
  /** `TLSv1.3` */
  readonly protocol: string;
  readonly cipher: CipherNameAndProtocol;
  /** The server's certificate; it has those above it that were sent or are known here. */
  readonly certificate: DetailedPeerCertificate;
  /** OpenSSL's code for why nobody vouches for it; undefined when somebody does. */
  readonly distrust: string | undefined;
}

/** Settings for a server that knows nothing newer: TLS 1.0 and ciphers that OpenSSL 3 has put away. */
export const ANCIENT = { minVersion: 'TLSv1' as SecureVersion, ciphers: 'DEFAULT@SECLEVEL=0' };

/** Rejects with what ended the handshake, as Node and OpenSSL say it. `more` replaces settings of the user. */
export async function shakeHands(url: URL, visit: Visit, more: Partial<typeof ANCIENT> = {}): Promise<Handshake> {
  const { proxy, tls: wanted = {} } = visit.options;
  const { signal, timeoutMs } = visit;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const { pins: _pins, insecureHosts: _hosts, servername = isIP(host) ? undefined : host, ...own } = wanted;
  const raw = await visit.world.openSocket(url, { proxy, tls: wanted, timeoutMs, signal });
  const socket = tls.connect({
    ...own,
    ...more,
    ...(servername !== undefined && { servername }),
    socket: raw,
    rejectUnauthorized: false,
    checkServerIdentity: () => undefined,
  });
  const limit = new AbortController();
  const timer = after(timeoutMs, () => limit.abort());
  const stopped = () => (signal.aborted ? aborted(url, signal) : timedOut(url, timeoutMs, 'head'));
  try {
    const done = new Promise<void>((resolve, reject) => {
      socket.once('secureConnect', resolve).on('error', reject);
      socket.once('close', () => reject(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    });
    await abortable(done, AbortSignal.any([signal, limit.signal]), stopped);
    return {
      protocol: socket.getProtocol() ?? '',
      cipher: socket.getCipher(),
      certificate: socket.getPeerCertificate(true),
      distrust: socket.authorized ? undefined : String(socket.authorizationError),
    };
  } finally {
    timer.clear();
    socket.destroy();
    raw.destroy();
  }
}
