/**
 * A TLS relay before one of the lab's web servers, one connection behind each one in front: with the server's certificate it is an
 * SSL bridge as administrators build it, with another a man in the middle; it can alter a login on its way, or hang up in it.
 */
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { pem, SERVERS, type ServerName } from './lab.js';

export interface RelayOptions {
  to: ServerName | { port: number; certificate: string };
  /** Default: the server's own. */
  certificate?: string;
  /** Sees the Authorization value and gives the one to send on. */
  alter?: (authorization: string) => string;
  /** Sees the token of the server's challenge and gives the one to send back. */
  forge?: (challenge: string) => string;
  /** Whether to close the connection after this answer. */
  hangUp?: (status: number, challenge: string) => boolean;
}

export interface Relay extends AsyncDisposable {
  readonly port: number;
  readonly certificate: string;
  /** Connections so far, and how many of them resumed a TLS session. */
  readonly connections: () => number;
  readonly resumed: () => number;
}

export async function startRelay({ to, certificate, alter, forge, hangUp }: RelayOptions): Promise<Relay> {
  const server = typeof to === 'string' ? SERVERS[to] : to;
  const name = certificate ?? server.certificate;
  const behind = new Map<Socket, https.Agent>();
  const ca = pem(`${server.certificate}.pem`);
  const web = https.createServer({ key: pem(`${name}.key`), cert: pem(`${name}.pem`) }, (request, response) => {
    const { socket, method, url: path, headers } = request;
    const { authorization } = headers;
    const sent = { ...headers, ...(authorization && alter && { authorization: alter(authorization) }) };
    const agent = behind.get(socket) as https.Agent;
    const forwarded = https.request(
      { agent, ca, host: 'localhost', port: server.port, method, path, headers: sent },
      (answer) => {
        const status = answer.statusCode ?? 502;
        if (hangUp?.(status, String(answer.headers['www-authenticate'] ?? ''))) {
          response.once('finish', () => socket.destroySoon());
        }
        const offered = [answer.headers['www-authenticate'] ?? []].flat();
        if (forge && offered.length > 0) answer.headers['www-authenticate'] = offered.map(forge).join(', ');
        response.writeHead(status, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  let connections = 0;
  let resumed = 0;
  web.on('secureConnection', (socket) => {
    connections++;
    if (socket.isSessionReused()) resumed++;
    const agent = new https.Agent({ keepAlive: true, maxSockets: 1 });
    behind.set(socket, agent);
    socket.on('error', () => undefined);
    socket.once('close', () => agent.destroy());
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  return {
    port: (web.address() as AddressInfo).port,
    certificate: name,
    connections: () => connections,
    resumed: () => resumed,
    async [Symbol.asyncDispose]() {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    },
  };
}

/** Turns over one bit of the message integrity code in the third message of NTLM. */
export function flipMic(authorization: string): string {
  const [scheme, token = ''] = authorization.split(' ');
  const message = Buffer.from(token, 'base64');
  if (message.toString('latin1', 0, 7) !== 'NTLMSSP' || message.readUInt32LE(8) !== 3) return authorization;
  message.writeUInt8(message.readUInt8(72) ^ 1, 72);
  return `${scheme} ${message.toString('base64')}`;
}
