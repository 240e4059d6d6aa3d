/** Servers for the tests: real sockets on this machine, closed with their test. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import net, { type AddressInfo, type Socket } from 'node:net';

export interface TestServer extends AsyncDisposable {
  readonly url: URL;
  readonly port: number;
  /** Every connection ever accepted, in order. */
  readonly sockets: Socket[];
  readonly requests: {
    method: string;
    path: string;
    headers: http.IncomingHttpHeaders;
    body: string;
    socket: Socket;
  }[];
}

/** An HTTP server; the body has been read when the handler is called. */
export async function httpServer(
  handle: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<TestServer> {
  const requests: TestServer['requests'] = [];
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk);
    } catch {
      return;
    }
    const body = Buffer.concat(chunks).toString('utf8');
    requests.push({
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body,
      socket: request.socket,
    });
    handle(request, response, body);
  });
  server.keepAliveTimeout = 60_000;
  return listen(server, requests);
}

/** An HTTPS server that answers `well`, with this key and certificate, and perhaps those above it. */
export function secureServer(
  key: string,
  ...certificates: string[]
): { server: https.Server; requests: TestServer['requests'] } {
  const requests: TestServer['requests'] = [];
  const server = https.createServer({ key, cert: certificates.join('\n') }, (request, response) => {
    const { method = '', url: path = '', headers, socket } = request;
    requests.push({ method, path, headers, body: '', socket });
    response.end('well');
  });
  return { server, requests };
}

/** A server that does with the bytes of a connection what it likes. */
export function rawServer(handle: (socket: Socket) => void): Promise<TestServer> {
  return listen(
    net.createServer((socket) => {
      socket.on('error', () => undefined);
      handle(socket);
    }),
    [],
  );
}

export async function listen(
  server: net.Server,
  requests: TestServer['requests'],
  protocol = 'http',
): Promise<TestServer> {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`${protocol}://127.0.0.1:${port}/EWS/Exchange.asmx`),
    port,
    sockets,
    requests,
    async [Symbol.asyncDispose]() {
      const done = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await done;
    },
  };
}

export interface TestProxy extends TestServer {
  readonly asked: { target: string; authorization: string | undefined }[];
}

/** A proxy. Opens every tunnel to the port on this machine, whatever the name; with `login` only to those who know it; over TLS with `identity`. */
export async function proxyTo(
  port: number,
  login?: string,
  status = 200,
  identity?: { key: string; cert: string },
): Promise<TestProxy> {
  const asked: TestProxy['asked'] = [];
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    // A plain http request comes with the whole URL.
    asked.push({ target: request.url ?? '', authorization: request.headers['proxy-authorization'] });
    response.end('through the proxy');
  };
  const server = identity ? https.createServer(identity, answer) : http.createServer(answer);
  server.on('connect', (request: IncomingMessage, socket: Socket): unknown => {
    const authorization = request.headers['proxy-authorization'];
    asked.push({ target: request.url ?? '', authorization });
    socket.on('error', () => undefined);
    if (status !== 200) return socket.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    if (login && authorization !== `Basic ${Buffer.from(login).toString('base64')}`)
      return socket.end('HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic\r\nContent-Length: 0\r\n\r\n');
    const upstream = net.connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Established\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    return socket.on('close', () => upstream.destroy());
  });
  return Object.assign(await listen(server, []), { asked });
}

/** A port on which nobody listens. */
export async function closedPort(): Promise<number> {
  const server = await rawServer(() => undefined);
  await server[Symbol.asyncDispose]();
  return server.port;
}

export const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** The error that a promise rejects with; fails the test if it does not. */
export async function rejection(promise: Promise<unknown>): Promise<Error & Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    return error as Error & Record<string, unknown>;
  }
  throw new Error('it did not reject');
}
