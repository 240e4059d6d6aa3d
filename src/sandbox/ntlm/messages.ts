/** The NTLM messages as a server sees them, [MS-NLMP] 2.2.1: reads types 1 and 3, writes type 2. */

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Never agreed to: OEM code pages, LM keys, and key exchange, without which the MIC needs no RC4. */
const REFUSED = 0x2 | 0x40 | 0x80 | 0x40000000;
/** Whatever the client offered (some say nothing of Unicode and know it): Unicode, NTLM, the domain's name, target info. */
const DEMANDED = 0x1 | 0x200 | 0x10000 | 0x800000;

/** Ids of attribute-value pairs, [MS-NLMP] 2.2.2.1. */
export const AV = { computer: 1, domain: 2, dnsDomain: 4, flags: 6, time: 7, target: 9, binding: 10 } as const;

const LENGTHS: ReadonlyMap<number, number> = new Map([
  [AV.flags, 4],
  [AV.time, 8],
  [8, 48],
  [AV.binding, 16],
]);

export type Pairs = ReadonlyMap<number, Buffer>;

/** What is wrong with a message; the login is refused for it. */
export class NtlmError extends Error {}

export interface Authenticate {
  user: string;
  domain: string;
  lm: Buffer;
  nt: Buffer;
  /** What the client repeats and adds. */
  pairs: Pairs;
}

/** 1 or 3; undefined when it is no NTLM at all. */
export function typeOf(message: Buffer): number | undefined {
  return message.length >= 12 && message.subarray(0, 8).equals(SIGNATURE) ? message.readUInt32LE(8) : undefined;
}

export function writePairs(pairs: Pairs): Buffer {
  const written = [...pairs].map(([id, value]) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat([...written, Buffer.alloc(4)]);
}

/** Type 2, in answer to a type 1. */
export function writeChallenge(negotiate: Buffer, challenge: Buffer, domain: string, targetInfo: Buffer): Buffer {
  if (negotiate.length < 32) throw new NtlmError('The negotiate message is cut off.');
  const flags = negotiate.readUInt32LE(12);
  const name = Buffer.from(domain, 'utf16le');
  const head = Buffer.alloc(56);
  SIGNATURE.copy(head);
  head.writeUInt32LE(2, 8);
  writeField(head, 12, name.length, 56);
  head.writeUInt32LE(((flags & ~REFUSED) | DEMANDED) >>> 0, 20);
  challenge.copy(head, 24);
  writeField(head, 40, targetInfo.length, 56 + name.length);
  head.set([10, 0, 0x7c, 0x4f, 0, 0, 0, 15], 48);
  return Buffer.concat([head, name, targetInfo]);
}

function writeField(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

export function readAuthenticate(message: Buffer): Authenticate {
  if (message.length < 88) throw new NtlmError('The authenticate message is cut off.');
  const field = (at: number) => {
    const [length, offset] = [message.readUInt16LE(at), message.readUInt32LE(at + 4)];
    if (length > 0 && (offset < 88 || offset + length > message.length))
      throw new NtlmError('A field of the authenticate message lies outside of it.');
    return message.subarray(offset, offset + length);
  };
  const nt = field(20);
  // 16 bytes of proof and 28 of head; an NTLMv1 response has 24.
  if (nt.length < 48) throw new NtlmError('The response is not NTLMv2.');
  return {
    lm: field(12),
    nt,
    domain: field(28).toString('utf16le'),
    user: field(36).toString('utf16le'),
    pairs: readPairs(nt.subarray(44)),
  };
}

/** As [MS-NLMP] 2.2.2.1 has them: each pair once, of its one legal length, and an end. Exchange refuses the rest as a broken token. */
function readPairs(bytes: Buffer): Pairs {
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const [id, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (id === 0) return pairs;
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (value.length !== length || pairs.has(id) || (LENGTHS.get(id) ?? length) !== length)
      throw new NtlmError(`The pair ${id} of the response is malformed.`);
    pairs.set(id, value);
    at += 4 + length;
  }
  throw new NtlmError('The pairs of the response have no end.');
}
