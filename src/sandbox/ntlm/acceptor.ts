/**
 * The server's end of NTLMv2, strict as Exchange with Extended Protection: an integrity code is demanded, what the challenge said
 * must come back, and a binding to the TLS channel is checked. One dialogue is one socket's; see login/gate.ts.
 */
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { ntHash } from './md4.js';
import {
  type Authenticate,
  AV,
  NtlmError,
  type Pairs,
  readAuthenticate,
  writeChallenge,
  writePairs,
} from './messages.js';

export const CHANNEL_BINDING_MODES = ['off', 'accept', 'require'] as const;
/** Extended Protection: `accept` refuses a wrong binding, `require` a missing one too. */
export type ChannelBindingMode = (typeof CHANNEL_BINDING_MODES)[number];

export interface AcceptorOptions {
  /** NetBIOS name of the domain that the challenge names. */
  domain: string;
  binding: ChannelBindingMode;
  /** DER of the server's certificate; undefined without TLS. */
  certificate: Uint8Array | undefined;
  /** Password of the user; undefined when there is no such user. */
  passwordOf: (user: string) => string | undefined;
}

export interface Dialogue {
  negotiate: Buffer;
  challenge: Buffer;
}

const MIC_AT = 72;
const MIC_ANNOUNCED = 0x2;

export class NtlmAcceptor {
  readonly #options: AcceptorOptions;

  constructor(options: AcceptorOptions) {
    this.#options = options;
  }

  /** Type 2 for a type 1. */
  challenge(negotiate: Buffer): Dialogue {
    const { domain } = this.#options;
    const pairs: Pairs = new Map([
      [AV.domain, utf16(domain)],
      [AV.computer, utf16('SANDBOX')],
      [AV.dnsDomain, utf16(`${domain.toLowerCase()}.test`)],
      [AV.time, fileTime(Date.now())],
    ]);
    return { negotiate, challenge: writeChallenge(negotiate, randomBytes(8), domain, writePairs(pairs)) };
  }

  /** The user name of a type 3, or an NtlmError that says why it is refused. `host` is what the client calls the server. */
  accept(dialogue: Dialogue, message: Buffer, host: string): string {
    const sent = readAuthenticate(message);
    const password = this.#options.passwordOf(sent.user);
    if (password === undefined) throw new NtlmError('There is no such user.');
    const key = hmac(ntHash(password), utf16(capitals(sent.user) + sent.domain));
    const proof = hmac(key, dialogue.challenge.subarray(24, 32), sent.nt.subarray(16));
    if (!timingSafeEqual(proof, sent.nt.subarray(0, 16))) throw new NtlmError('The password is wrong.');
    this.#checkPairs(dialogue, sent, host);
    checkMic(dialogue, message, sent, hmac(key, proof));
    return sent.user;
  }

  #checkPairs({ challenge }: Dialogue, { pairs, lm }: Authenticate, host: string): void {
    const info = challenge.subarray(challenge.readUInt32LE(44));
    for (const id of [AV.domain, AV.computer, AV.dnsDomain, AV.time]) {
      if (!valueIn(info, id)?.equals(pairs.get(id) ?? Buffer.alloc(0)))
        throw new NtlmError(`The pair ${id} of the challenge did not come back.`);
    }
    if (lm.some((byte) => byte !== 0)) throw new NtlmError('An LM response came beside a timestamp.');
    const { binding, certificate } = this.#options;
    if (binding === 'off') return;
    const target = pairs.get(AV.target)?.toString('utf16le');
    if (target && target.toLowerCase() !== `http/${host.toLowerCase()}`)
      throw new NtlmError('The login is meant for another server.');
    const bound = pairs.get(AV.binding);
    if (bound === undefined) {
      if (binding === 'require') throw new NtlmError('The login is not bound to its channel.');
    } else if (certificate === undefined || !bound.equals(bindingOf(certificate)))
      throw new NtlmError('The login is bound to another channel.');
  }
}

// Exchange demands it whenever its challenge had a timestamp, which it always has.
function checkMic({ negotiate, challenge }: Dialogue, message: Buffer, sent: Authenticate, sessionKey: Buffer): void {
  const flags = sent.pairs.get(AV.flags);
  if (flags?.length !== 4 || (flags.readUInt32LE(0) & MIC_ANNOUNCED) === 0)
    throw new NtlmError('No message integrity code is announced.');
  const unsigned = Buffer.from(message);
  unsigned.fill(0, MIC_AT, MIC_AT + 16);
  const expected = hmac(sessionKey, negotiate, challenge, unsigned);
  if (!timingSafeEqual(expected, message.subarray(MIC_AT, MIC_AT + 16)))
    throw new NtlmError('The message integrity code is wrong.');
}

/** MsvAvChannelBindings for tls-server-end-point (RFC 5929); the sandbox's certificates are signed with SHA-256. */
function bindingOf(certificate: Uint8Array): Buffer {
  const data = Buffer.concat([Buffer.from('tls-server-end-point:'), createHash('sha256').update(certificate).digest()]);
  const head = Buffer.alloc(20);
  head.writeUInt32LE(data.length, 16);
  return createHash('md5').update(head).update(data).digest();
}

function valueIn(info: Buffer, wanted: number): Buffer | undefined {
  for (let at = 0; at + 4 <= info.length && info.readUInt16LE(at) !== 0; at += 4 + info.readUInt16LE(at + 2)) {
    if (info.readUInt16LE(at) === wanted) return info.subarray(at + 4, at + 4 + info.readUInt16LE(at + 2));
  }
  return undefined;
}

function utf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le');
}

/** As Windows does it, letter by letter. */
function capitals(text: string): string {
  return [...text].map((one) => (one.toUpperCase().length === one.length ? one.toUpperCase() : one)).join('');
}

function hmac(key: Buffer, ...parts: Buffer[]): Buffer {
  return parts.reduce((sum, part) => sum.update(part), createHmac('md5', key)).digest();
}

/** 100 ns since 1601. */
function fileTime(now: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  return time;
}
