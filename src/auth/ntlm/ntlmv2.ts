/** The arithmetic of NTLMv2, [MS-NLMP] 3.3.2. Pure: time and randomness are given. NTLMv1 does not exist here. */
import { createHmac } from 'node:crypto';
import { md4 } from './md4.js';

/** The only form in which a password is kept: its MD4. */
export function ntHash(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'));
}

/** NTOWFv2: the user name counts in capitals, the domain as it is written. */
export function ntowfV2(hash: Buffer, user: string, domain: string): Buffer {
  return hmacMd5(hash, Buffer.from(capitals(user) + domain, 'utf16le'));
}

export interface ResponseInput {
  readonly key: Buffer;
  readonly serverChallenge: Buffer;
  readonly clientChallenge: Buffer;
  /** 100 ns steps since 1601, little endian. */
  readonly time: Buffer;
  /** With the end mark. */
  readonly avPairs: Buffer;
}

/** The NTLMv2 response, and the session key that signs the messages. */
export function ntlmV2Response(input: ResponseInput): { response: Buffer; sessionKey: Buffer } {
  const { key, serverChallenge, clientChallenge, time, avPairs } = input;
  const zeros = Buffer.alloc(4);
  const blob = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), time, clientChallenge, zeros, avPairs, zeros]);
  const proof = hmacMd5(key, serverChallenge, blob);
  return { response: Buffer.concat([proof, blob]), sessionKey: hmacMd5(key, proof) };
}

/** The LMv2 response, for servers that send no timestamp. */
export function lmV2Response({
  key,
  serverChallenge,
  clientChallenge,
}: Omit<ResponseInput, 'time' | 'avPairs'>): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}

/** The message integrity code over all three messages as they crossed the wire. */
export function messageIntegrityCode(sessionKey: Buffer, ...messages: Buffer[]): Buffer {
  return hmacMd5(sessionKey, ...messages);
}

export function fileTime(now: number): Buffer {
  const time = Buffer.alloc(8);
  time.writeBigUInt64LE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  return time;
}

function hmacMd5(key: Buffer, ...parts: Buffer[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** Letter by letter, as Windows does it: "ß" stays, where toUpperCase() of the whole would make it "SS". */
function capitals(text: string): string {
  return Array.from(text, (letter) => {
    const capital = letter.toUpperCase();
    return capital.length === letter.length ? capital : letter;
  }).join('');
}
