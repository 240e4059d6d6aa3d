/**
 * Ways through a proxy: which one is meant for a host (option or environment), the CONNECT tunnel with its own login, and what can
 * go wrong there. The proxy's password is in one header to the proxy and nowhere else. Must not know SOAP or EWS.
 */
import http from 'node:http';
import https from 'node:https';
import type { Socket } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { keepLogin, TransportError } from '../errors.js';
import { isLoopback } from './loopback.js';

/** URL of a proxy (`http://user:password@proxy:3128`, also `https:`), or false: none, whatever the environment says. */
export type ProxyOption = string | URL | false;

/** A proxy and how to log in there. */
export interface ProxyServer {
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Value of Proxy-Authorization. */
  readonly authorization: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

const CONNECT_TIMEOUT_MS = 30_000;

/** The proxy for a server. The option wins over HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY, in either case. */
export function proxyFor(url: URL, option: ProxyOption | undefined, environment: Environment): ProxyServer | undefined {
  if (option === false) return undefined;
  if (option !== undefined) return parseProxy(String(option), '`proxy`');
  // Nobody means this machine when they set a proxy, and tests would leave it.
  if (isLoopback(url.hostname)) return undefined;
  const read = (name: string) => environment[name.toLowerCase()] || environment[name] || '';
  // In a CGI program, HTTP_PROXY is a header of whoever asked.
  const plain = environment['REQUEST_METHOD'] ? environment['http_proxy'] : read('HTTP_PROXY');
  const text = (url.protocol === 'https:' ? read('HTTPS_PROXY') : plain) || read('ALL_PROXY');
  return !text || isExempt(url, read('NO_PROXY'))
    ? undefined
    : parseProxy(text, `the environment (${url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY'})`);
}

function parseProxy(text: string, source: string): ProxyServer {
  const url = URL.canParse(text.includes('://') ? text : `http://${text}`)
    ? new URL(text.includes('://') ? text : `http://${text}`)
    : undefined;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new TransportError('ERR_PROXY', `The proxy in ${source} is no http or https URL.`, {
      remedy: 'Write http://proxy.example.com:3128; for SOCKS pass an `agent`.',
      sent: false,
      status: 400,
    });
  }
  const secure = url.protocol === 'https:';
  const login = Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`).toString('base64');
  if (url.username) keepLogin(login);
  return {
    secure,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port) || (secure ? 443 : 80),
    authorization: url.username ? `Basic ${login}` : undefined,
  };
}

/** A percent sign that encodes nothing stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** NO_PROXY: `*`, names (and all below them), `.suffixes`, addresses, IPv4 networks, each with or without a port. */
export function isExempt(url: URL, list: string): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$|\.$/g, '');
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      const [, name = '', only] =
        /^\[?(.*?)\]?(?::(\d+))?$/.exec(/^[^[\]]*:.*:/.test(entry) ? `[${entry}]` : entry) ?? [];
      if (only !== undefined && only !== port) return false;
      if (name === '*') return true;
      if (name.includes('/')) return isInNetwork(host, name);
      const bare = name.replace(/^\*?\./, '');
      return host === bare || host.endsWith(`.${bare}`);
    });
}

function isInNetwork(host: string, network: string): boolean {
  const [base = '', bits] = network.split('/');
  const [left, right] = [addressNumber(host), addressNumber(base)];
  const size = Number(bits);
  if (left === undefined || right === undefined || !(size >= 0 && size <= 32)) return false;
  const mask = size === 0 ? 0 : (~0 << (32 - size)) >>> 0;
  return (left & mask) >>> 0 === (right & mask) >>> 0;
}

function addressNumber(host: string): number | undefined {
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(host)) return undefined;
  return host.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** Where a tunnel leads to; the host without brackets. */
export interface Place {
  readonly host: string;
  readonly port: number;
}

/**
 * Opens a tunnel to a server; `tls` is for the way to the proxy itself, `signal` ends the attempt. Rejects with ERR_PROXY; nothing of the
 * request was sent then.
 */
export function openTunnel(
  proxy: ProxyServer,
  place: Place,
  tls: ConnectionOptions,
  signal: AbortSignal,
): Promise<Socket> {
  const target = named(place);
  const where = `${proxy.hostname}:${proxy.port}`;
  return new Promise((resolve, reject) => {
    const fail = (error: TransportError) => {
      request.destroy();
      reject(error);
    };
    const request = (proxy.secure ? https : http).request({
      ...(proxy.secure && tls),
      host: proxy.hostname,
      port: proxy.port,
      method: 'CONNECT',
      path: target,
      headers: { host: target, ...(proxy.authorization ? { 'proxy-authorization': proxy.authorization } : {}) },
      agent: false,
      signal,
      timeout: CONNECT_TIMEOUT_MS,
    });
    request.once('timeout', () => fail(failure(`The proxy ${where} did not answer.`, 504)));
    request.once('connect', (answer, socket, head) => {
      socket.setTimeout(0);
      const opened = answer.statusCode !== undefined && answer.statusCode >= 200 && answer.statusCode < 300;
      // Over TLS the client speaks first: what comes at once is the proxy's own.
      if (opened && head.length === 0 && !signal.aborted) {
        resolve(socket as Socket);
        return;
      }
      socket.destroy();
      if (opened) {
        reject(ownPage(where, target));
        return;
      }
      reject(refusal(where, target, answer.statusCode ?? 0, proxy.authorization !== undefined));
    });
    // A proxy that answers CONNECT without opening anything.
    request.once('response', (answer) => fail(refusal(where, target, answer.statusCode ?? 0, false)));
    request.once('error', (error: NodeJS.ErrnoException) => reject(unreachable(where, error.code ?? 'failed')));
    request.end();
  });
}

/** What broke the handshake in a tunnel; a proxy that says yes and then speaks HTTP has opened nothing. */
export function tunnelFailure(error: unknown, proxy: ProxyServer, place: Place): unknown {
  const { code } = error as { code?: unknown };
  if (code !== 'ERR_SSL_WRONG_VERSION_NUMBER' && code !== 'ERR_SSL_PACKET_LENGTH_TOO_LONG') return error;
  return ownPage(`${proxy.hostname}:${proxy.port}`, named(place));
}

function named({ host, port }: Place): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

function unreachable(where: string, code: string): TransportError {
  if (!/CERT|^UNABLE_TO_/.test(code)) return failure(`The proxy ${where} cannot be reached (${code}).`, undefined);
  const remedy = 'Pass the certificate of its authority with `tls: { ca }`, and name it as its certificate does.';
  return failure(`The certificate of the proxy ${where} is not trusted here (${code}).`, undefined, remedy);
}

function ownPage(where: string, target: string): TransportError {
  return failure(
    `The proxy ${where} said that it opened a way to ${target}, and answered with something of its own.`,
    undefined,
    'It may want somebody to log in on a web page first; otherwise check `proxy`, HTTPS_PROXY and NO_PROXY.',
  );
}

/** The answer of a proxy to a request that was not for a tunnel. */
function refusal(where: string, target: string, status: number, loggedIn: boolean): TransportError {
  if (status === 407) {
    const remedy = 'Write user name and password into the URL of the proxy: http://user:password@proxy:3128.';
    const why = loggedIn ? 'refused the login' : 'wants a login';
    return failure(`The proxy ${where} ${why} (407).`, 407, remedy);
  }
  return failure(`The proxy ${where} did not open a way to ${target} (HTTP status ${status}).`, status);
}

function failure(
  message: string,
  status: number | undefined,
  remedy = 'Check `proxy`, HTTPS_PROXY and NO_PROXY.',
): TransportError {
  return new TransportError('ERR_PROXY', message, { status, remedy, sent: false });
}
