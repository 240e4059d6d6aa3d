/**
 * Stands between Apache, which says in X-Remote-User who has logged in, and the sandbox, which knows Basic only. Exchange has the
 * same seam, between its front end and its back end.
 */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { Sandbox } from '../../../src/sandbox.js';
import { decoded } from './lab.js';

const PASSWORD = 'secret';
/** Mailbox by the name of the account, without its domain. */
const MAILBOXES: Record<string, string> = {
  alice: 'alice@example.test',
  bob: 'bob@example.test',
  jürgen: 'carol@example.test',
};

/** Starts the sandbox and the front before it. */
export async function startFront(port: number): Promise<AsyncDisposable> {
  const sandbox = await Sandbox.start();
  const target = new URL(sandbox.endpoint);
  const agent = new http.Agent({ keepAlive: true });
  const server = http.createServer((request, response) => {
    const mailbox = MAILBOXES[accountOf(decoded(request.headers['x-remote-user'] as string | undefined))];
    const headers: http.OutgoingHttpHeaders = { ...request.headers, host: target.host };
    if (mailbox) headers['authorization'] = `Basic ${Buffer.from(`${mailbox}:${PASSWORD}`).toString('base64')}`;
    const { method } = request;
    const forwarded = http.request({ agent, port: target.port, path: target.pathname, method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  if ((server.address() as AddressInfo).port !== port) throw new Error('not the port that was asked for');
  return {
    async [Symbol.asyncDispose]() {
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await sandbox[Symbol.asyncDispose]();
    },
  };
}

/** `ADEX\alice` and `alice@AD.EXAMPLE.TEST` are alice. */
function accountOf(user: string): string {
  return user.replace(/^.*\\/, '').replace(/@.*$/, '').toLowerCase();
}
