/**
 * A strict NTLM server for the tests: it logs in sockets, wants the full headers, every pair of its own back, a MIC, the right
 * channel binding and the right target name, and says why it refuses. It knows the NT hash of one password.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** MD4 of "Password" in UTF-16, from [MS-NLMP] 4.2. */
const PASSWORD = Buffer.from('a4f49c406510bdcab6824ee7c30fd852', 'hex');

export interface AcceptorOptions {
  scheme?: 'NTLM' | 'Negotiate';
  /** SHA-256 of the server's certificate; the binding is then checked as Exchange does it in this mode. */
  certificateHash?: Buffer;
  protection?: 'allow' | 'require';
  /** Without it, neither timestamp nor MIC. */
  timestamp?: boolean;
  /** Called after a challenge was sent, before the answer can come. */
  afterChallenge?: (socket: Socket) => void;
}

export interface Acceptor {
  readonly logins: { user: string; domain: string; host: string }[];
  readonly refusals: string[];
  /** Whether the request may be answered; otherwise the 401 has been sent. */
  admits(request: IncomingMessage, response: ServerResponse, body: string): boolean;
  /** The password is another one from now on; who is logged in on a socket stays so. */
  changePassword(): void;
  /** Forgets who is logged in on a socket. */
  forget(socket: Socket): void;
}

interface Dialogue {
  readonly negotiate: Buffer;
  readonly challenge: Buffer;
}

const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const pair = (id: number, value: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};
const hmac = (key: Buffer, ...parts: Buffer[]) =>
  parts.reduce((h, part) => h.update(part), createHmac('md5', key)).digest();

export function acceptor(options: AcceptorOptions = {}): Acceptor {
  const { scheme = 'NTLM', timestamp = true } = options;
  const dialogues = new WeakMap<Socket, Dialogue>();
  const known = new WeakSet<Socket>();
  const logins: Acceptor['logins'] = [];
  const refusals: string[] = [];
  let hash = PASSWORD;
  const time = randomBytes(8);
  const targetInfo = Buffer.concat([
    pair(2, utf16('EXAMPLE')),
    pair(1, utf16('MAIL')),
    pair(4, utf16('example.test')),
    ...(timestamp ? [pair(7, time)] : []),
    pair(99, Buffer.from('unknown pair')),
    pair(0, Buffer.alloc(0)),
  ]);

  function challengeFor(negotiate: Buffer): Buffer {
    const name = utf16('EXAMPLE');
    const message = Buffer.alloc(56);
    message.write('NTLMSSP\0', 'latin1');
    message.writeUInt32LE(2, 8);
    message.writeUInt16LE(name.length, 12);
    message.writeUInt16LE(name.length, 14);
    message.writeUInt32LE(56, 16);
    message.writeUInt32LE((negotiate.readUInt32LE(12) & ~0x2) >>> 0, 20);
    randomBytes(8).copy(message, 24);
    message.writeUInt16LE(targetInfo.length, 40);
    message.writeUInt16LE(targetInfo.length, 42);
    message.writeUInt32LE(56 + name.length, 44);
    return Buffer.concat([message, name, targetInfo]);
  }

  /** The reason to refuse, if there is one. */
  function judge({ negotiate, challenge }: Dialogue, message: Buffer, host: string): string | undefined {
    const field = (at: number) => {
      const offset = message.readUInt32LE(at + 4);
      if (offset < 88) throw new Error('payload inside the header');
      return message.subarray(offset, offset + message.readUInt16LE(at));
    };
    const [lm, nt] = [field(12), field(20)];
    const [domain, user] = [field(28).toString('utf16le'), field(36).toString('utf16le')];
    const key = hmac(hash, utf16(user.toUpperCase() + domain));
    const proof = hmac(key, challenge.subarray(24, 32), nt.subarray(16));
    if (!proof.equals(nt.subarray(0, 16))) return 'wrong password';
    const pairs = pairsOf(nt.subarray(44));
    for (const [id, value] of pairsOf(targetInfo)) {
      if (!pairs.get(id)?.equals(value)) return `pair ${id} did not come back`;
    }
    if (pairs.get(9)?.toString('utf16le') !== `HTTP/${host}`) return 'wrong target name';
    if (timestamp) {
      if (!lm.equals(Buffer.alloc(24))) return 'an LM response beside a timestamp';
      if (!nt.subarray(24, 32).equals(time)) return 'not my timestamp';
      if (((pairs.get(6)?.readUInt32LE(0) ?? 0) & 2) === 0) return 'no MIC announced';
      const unsigned = Buffer.from(message);
      unsigned.fill(0, 72, 88);
      const mic = hmac(hmac(key, proof), negotiate, challenge, unsigned);
      if (!mic.equals(message.subarray(72, 88))) return 'wrong MIC';
    }
    const reason = judgeBinding(pairs.get(10));
    if (!reason) logins.push({ user, domain, host });
    return reason;
  }

  function judgeBinding(sent: Buffer | undefined): string | undefined {
    if (!options.certificateHash) return undefined;
    if (!sent) return options.protection === 'require' ? 'no channel binding' : undefined;
    const data = Buffer.concat([Buffer.from('tls-server-end-point:'), options.certificateHash]);
    const head = Buffer.alloc(20);
    head.writeUInt32LE(data.length, 16);
    const expected = createHash('md5').update(head).update(data).digest();
    return sent.equals(expected) ? undefined : 'wrong channel binding';
  }

  return {
    logins,
    refusals,
    changePassword: () => {
      hash = randomBytes(16);
    },
    forget: (socket) => {
      known.delete(socket);
    },
    admits(request, response, body) {
      const { socket } = request;
      const refuse = (value: string, reason?: string) => {
        if (reason) refusals.push(reason);
        response.writeHead(401, { 'www-authenticate': value }).end('<html>401</html>');
        return false;
      };
      const [, name, token] = /^(\S+) (.+)$/.exec(request.headers.authorization ?? '') ?? [];
      if (!token) return known.has(socket) || refuse(scheme);
      if (name !== scheme) return refuse(scheme, `scheme ${name}`);
      const message = Buffer.from(token, 'base64');
      if (message.readUInt32LE(8) === 1) {
        if (message.length !== 40) return refuse(scheme, `type 1 of ${message.length} bytes`);
        if (body !== '') return refuse(scheme, 'type 1 with a body');
        const challenge = challengeFor(message);
        dialogues.set(socket, { negotiate: message, challenge });
        if (options.afterChallenge) response.once('finish', () => options.afterChallenge?.(socket));
        return refuse(`${scheme} ${challenge.toString('base64')}`);
      }
      const dialogue = dialogues.get(socket);
      if (!dialogue) return refuse(scheme, 'type 3 on a socket without a challenge');
      dialogues.delete(socket);
      const reason = judge(dialogue, message, (request.headers.host ?? '').replace(/:\d+$/, ''));
      if (reason) return refuse(scheme, reason);
      known.add(socket);
      return true;
    },
  };
}

function pairsOf(bytes: Buffer): Map<number, Buffer> {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; bytes.readUInt16LE(at) !== 0; at += 4 + bytes.readUInt16LE(at + 2)) {
    pairs.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + bytes.readUInt16LE(at + 2)));
  }
  return pairs;
}
