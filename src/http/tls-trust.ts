/**
 * Whom to believe over TLS beyond what Node checks: pinned keys, and the loud exception for single hosts. Looks at a connection after
 * its handshake and before a byte of a request is on it. Must not know what is sent.
 */
import { createHash, X509Certificate } from 'node:crypto';
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, type DetailedPeerCertificate, TLSSocket } from 'node:tls';
import { TransportError } from '../errors.js';
import type { TlsOptions } from './tls-options.js';

/** As long as a proxy may take to open a tunnel: a socket that nobody waits for any more is not held longer. */
const HANDSHAKE_TIMEOUT_MS = 30_000;

/** Certificates that are looked at above that of the server; real chains have three. */
const MAX_DEPTH = 10;

/** Hosts that were warned of: a warning for each request would be no warning. */
const warned = new Set<string>();

/** Whether the certificate of a host is not to be checked; warns of it, once for each host in this process. */
export function isInsecureHost(host: string, tls: TlsOptions): boolean {
  const name = plain(host);
  if (!tls.insecureHosts?.some((one) => plain(one) === name)) return false;
  if (!warned.has(name)) {
    warned.add(name);
    process.emitWarning(
      `The certificate of ${name} is not checked (tls.insecureHosts): whoever is on the way can read and change everything.`,
      { type: 'SecurityWarning', code: 'EWSKIT_INSECURE_HOST' },
    );
  }
  return true;
}

/**
 * TLS towards a proxy on the way: whom to trust, and how strictly, is the account's word, and no environment variable's. The rest of its
 * settings (a name, pins, a certificate of one's own) are about the server behind it.
 */
export function tlsTowards(proxy: string, tls: TlsOptions): ConnectionOptions {
  const { ca, minVersion, maxVersion, ciphers, checkServerIdentity } = tls;
  const given = Object.entries({ ca, minVersion, maxVersion, ciphers, checkServerIdentity });
  return {
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    // Node would take it from the Host header, which names the server behind.
    servername: isIP(proxy) ? '' : proxy,
    rejectUnauthorized: !isInsecureHost(proxy, tls),
  };
}

function plain(host: string): string {
  return host.toLowerCase().replace(/^\[|\]$|\.$/g, '');
}

/**
 * The socket once its handshake is done and a pinned key was seen. Rejects with what broke the handshake, or with ERR_PIN, and
 * closes it. `leafOnly` where nobody vouches for the certificates above: then they prove nothing.
 */
export async function pinned(
  socket: Socket,
  host: string,
  pins: readonly string[],
  leafOnly: boolean,
): Promise<Socket> {
  await secured(socket);
  const seen = socket instanceof TLSSocket ? pinsOf(socket.getPeerCertificate(true)) : [];
  const counted = leafOnly ? seen.slice(0, 1) : seen;
  if (counted.some((pin) => pins.includes(pin))) return socket;
  socket.destroy();
  throw unpinned(host, seen[0]);
}

/** Done when the handshake is; rejects with what broke it, which would otherwise be an error event that nobody listens for yet. */
export function secured(socket: Socket): Promise<void> {
  // Node's own flag; getProtocol() has an answer before the handshake is done.
  const { secureConnecting = false } = socket as { secureConnecting?: boolean };
  if (!(socket instanceof TLSSocket) || !(socket.connecting || secureConnecting)) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const closed = () =>
      settle(() => reject(Object.assign(new Error('The connection was closed.'), { code: 'ECONNRESET' })));
    const slow = () => socket.destroy(Object.assign(new Error('The handshake took too long.'), { code: 'ETIMEDOUT' }));
    const timer = setTimeout(slow, HANDSHAKE_TIMEOUT_MS).unref();
    const settle = (done: () => void) => {
      clearTimeout(timer);
      socket.off('secureConnect', secure).off('error', failed).off('close', closed);
      done();
    };
    const secure = () => settle(resolve);
    // Stays on: a socket that is destroyed afterwards may have more to say.
    const failed = (error: Error) => settle(() => reject(error));
    socket.once('secureConnect', secure).once('error', failed).once('close', closed);
    socket.on('error', () => undefined);
  });
}

/**
 * Pins of the server's certificate and of those above it, each only if it has really signed the one below: a server can send any
 * certificate along, and Node links them by their names.
 */
export function pinsOf(leaf: DetailedPeerCertificate | undefined): string[] {
  const pins: string[] = [];
  let below: X509Certificate | undefined;
  for (let at = leaf; at?.raw && pins.length < MAX_DEPTH; at = at.issuerCertificate) {
    const certificate = new X509Certificate(at.raw);
    if (below && (!certificate.ca || !below.checkIssued(certificate) || !below.verify(certificate.publicKey))) break;
    pins.push(pinOf(certificate));
    // A root is its own issuer.
    if (at.issuerCertificate === at) break;
    below = certificate;
  }
  return pins;
}

function pinOf({ publicKey }: X509Certificate): string {
  const key = publicKey.export({ type: 'spki', format: 'der' });
  return `sha256/${createHash('sha256').update(key).digest('base64')}`;
}

function unpinned(host: string, seen: string | undefined): TransportError {
  const key = seen === undefined ? 'shows no certificate' : `has the key ${seen}`;
  return new TransportError('ERR_PIN', `${host} ${key}, and no pinned key vouches for it; nothing was sent.`, {
    server: host,
    sent: false,
    remedy:
      'If its certificate was replaced, have the administrator confirm that key before it is added to `tls.pins`; otherwise somebody stands between here and the server.',
  });
}
