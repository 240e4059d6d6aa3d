/**
 * A web server whose NTLM logins are judged by Samba's ntlm_auth, one helper process for each connection: code of other people than
 * that behind Apache. It knows no channel binding, but the MIC, and the users of the same domain.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import https from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { file, pem } from './lab.js';

interface Helper {
  readonly process: ChildProcess;
  /** One line for one line. */
  ask(line: string): Promise<string>;
  /** Set once it has let somebody in. */
  user?: string;
}

/** Bytes, not text: Node would write the header field before a text in UTF-8 once more. */
const SUCCESS = Buffer.from('ResponseClass="Success"');

function startHelper(): Helper {
  const process = spawn(
    'ntlm_auth',
    [`--configfile=${file('dc/etc/smb.conf')}`, '--helper-protocol=squid-2.5-ntlmssp'],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  const lines = createInterface({ input: process.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  return {
    process,
    async ask(line) {
      process.stdin?.write(`${line}\n`);
      return (await lines.next()).value ?? '';
    },
  };
}

/** Answers every request of somebody it knows with an empty success of GetFolder. */
export async function startSecondJudge(certificate: string): Promise<AsyncDisposable & { port: number }> {
  const helpers = new Map<Socket, Helper>();
  const web = https.createServer(
    { key: pem(`${certificate}.key`), cert: pem(`${certificate}.pem`) },
    async (request, response) => {
      for await (const _ of request);
      const helper = helpers.get(request.socket) as Helper;
      const admit = () =>
        response.setHeader('x-remote-user', Buffer.from(helper.user ?? '').toString('latin1')).end(SUCCESS);
      const refuse = (challenge = 'NTLM') => response.writeHead(401, { 'www-authenticate': challenge }).end();
      const token = /^NTLM (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (!token) return helper.user === undefined ? refuse() : admit();
      const opening = Buffer.from(token, 'base64').readUInt32LE(8) === 1;
      const [verdict, value] = (await helper.ask(`${opening ? 'YR' : 'KK'} ${token}`)).split(/ (.*)/);
      if (verdict === 'TT') return refuse(`NTLM ${value}`);
      if (verdict !== 'AF') return refuse();
      helper.user = value ?? '';
      return admit();
    },
  );
  web.on('secureConnection', (socket) => {
    const helper = startHelper();
    helpers.set(socket, helper);
    socket.on('error', () => undefined);
    socket.once('close', () => helper.process.kill());
  });
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve));
  return {
    port: (web.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      web.closeAllConnections();
      await new Promise((resolve) => web.close(resolve));
    },
  };
}
