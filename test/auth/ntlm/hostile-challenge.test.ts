/**
 * What a hostile server writes into its challenge, and what of it gets under our signature: nothing that could be read as a binding, a
 * target or a flag. A server in the middle that could have its pairs signed would pass a login on past Extended Protection.
 */
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { channelBindingToken } from '../../../src/auth/ntlm/channel-binding.js';
import { NtlmScheme } from '../../../src/auth/ntlm/ntlm-scheme.js';
import { AuthenticationError } from '../../../src/errors.js';

const utf16 = (text: string) => Buffer.from(text, 'utf16le');

function pair(id: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
}

const END = pair(0, Buffer.alloc(0));
const NAME = pair(2, utf16('EXAMPLE'));
const TIME = pair(7, Buffer.alloc(8, 1));
const UNICODE_WITH_TARGET_INFO = 0x00800201;

function challenge(targetInfo: readonly Buffer[], { flags = UNICODE_WITH_TARGET_INFO, at = 56 } = {}): Buffer {
  const info = Buffer.concat(targetInfo);
  const message = Buffer.alloc(56);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt32LE(flags, 20);
  message.fill(0x11, 24, 32);
  message.writeUInt16LE(info.length, 40);
  message.writeUInt16LE(info.length, 42);
  message.writeUInt32LE(at, 44);
  return Buffer.concat([message, info]);
}

/** The blob under the signature, in answer to a challenge; on a connection with that certificate. */
function signed(message: Buffer, certificate?: Uint8Array, channelBinding: 'auto' | 'off' = 'auto'): Buffer {
  const scheme = new NtlmScheme('NTLM', { username: 'EXAMPLE\\alice', password: 'Password', channelBinding });
  const handshake = scheme.begin(new URL('https://mail.example.test/'));
  handshake.step();
  const answer = Buffer.from(handshake.step(message, { secure: true, certificate, ready: true }) as Uint8Array);
  const at = answer.readUInt32LE(24);
  return answer.subarray(at + 16, at + answer.readUInt16LE(20));
}

function refusalOf(message: Buffer): unknown {
  try {
    return signed(message);
  } catch (error) {
    return error;
  }
}

/** As a server reads them: after 28 bytes, whatever the client meant. */
function pairsOf(blob: Buffer): Map<number, Buffer[]> {
  const pairs = new Map<number, Buffer[]>();
  for (let at = 28; blob.readUInt16LE(at) !== 0; at += 4 + blob.readUInt16LE(at + 2)) {
    const id = blob.readUInt16LE(at);
    pairs.set(id, [...(pairs.get(id) ?? []), blob.subarray(at + 4, at + 4 + blob.readUInt16LE(at + 2))]);
  }
  return pairs;
}

const MALFORMED = { code: 'ERR_NO_COMMON_SCHEME', message: expect.stringMatching(/malformed; no proof was sent/) };

describe('each pair has its one legal length, or no proof is made', () => {
  const whole = Buffer.concat([pair(10, Buffer.alloc(16, 9)), END]);
  test.each<[string, Buffer[]]>([
    ['a timestamp that holds pairs of its own', [NAME, pair(7, Buffer.concat([Buffer.alloc(20), whole])), END]],
    ['a timestamp of nothing', [pair(7, Buffer.alloc(0)), END]],
    ['a timestamp of 60,000 bytes', [pair(7, Buffer.alloc(60_000)), END]],
    ['flags of 2 bytes', [TIME, pair(6, Buffer.from([1, 0])), END]],
    ['flags of 8 bytes', [TIME, pair(6, Buffer.alloc(8)), END]],
    ['bindings of 20 bytes', [TIME, pair(10, Buffer.alloc(20)), END]],
    ['a single host of 8 bytes', [TIME, pair(8, Buffer.alloc(8)), END]],
    ['a name of 3 bytes', [pair(2, Buffer.alloc(3)), TIME, END]],
    ['a name longer than DNS has', [pair(4, Buffer.alloc(512)), TIME, END]],
    ['names of 30,000 bytes', [pair(99, Buffer.alloc(30_000)), TIME, END]],
    ['an end with something in it', [TIME, pair(0, Buffer.alloc(4))]],
    ['two timestamps', [TIME, pair(7, Buffer.alloc(8, 2)), END]],
    ['two names', [NAME, NAME, TIME, END]],
    ['a pair that reaches over the end', [TIME, NAME.subarray(0, 9)]],
    ['no end', [NAME, TIME]],
  ])('%s', (_, info) => {
    const refused = refusalOf(challenge(info));
    expect(refused).toBeInstanceOf(AuthenticationError);
    expect(refused).toMatchObject(MALFORMED);
  });

  test('what stands behind the end is not read', () => {
    expect(pairsOf(signed(challenge([NAME, TIME, END, pair(10, Buffer.alloc(16))]))).has(10)).toBe(false);
  });

  test.each([
    ['inside of the header', 12],
    ['outside of the message', 0xfffffff0],
  ])('target information that lies %s is no challenge', (_, at) => {
    expect(refusalOf(challenge([NAME, TIME, END], { at }))).toMatchObject({ code: 'ERR_NO_COMMON_SCHEME' });
  });

  test('a field that the flags do not announce is not read', () => {
    const blob = signed(challenge([NAME, TIME, END], { flags: 0x201 }));
    expect([...pairsOf(blob).keys()]).toEqual([9]);
  });
});

describe('what only the client can say is never taken from the server', () => {
  const lies = [
    pair(6, Buffer.from([5, 0, 0, 0])),
    pair(8, Buffer.alloc(48)),
    pair(9, utf16('HTTP/evil.test')),
    pair(10, Buffer.alloc(16, 9)),
  ];

  test('its bindings are dropped where we have none', () => {
    const pairs = pairsOf(signed(challenge([NAME, ...lies, TIME, END])));
    expect(pairs.has(10)).toBe(false);
    expect(pairs.has(8)).toBe(false);
  });

  test.each(['auto', 'off'] as const)(
    'with channelBinding %s, on a connection that has a certificate',
    async (mode) => {
      const { cert } = await generate([{ name: 'commonName', value: 'mail' }], { algorithm: 'sha256' });
      const der = Buffer.from(cert.replace(/-----[^-]+-----|\s/g, ''), 'base64');
      const pairs = pairsOf(signed(challenge([NAME, ...lies, TIME, END]), der, mode));
      expect(pairs.get(10)).toEqual(mode === 'off' ? undefined : [channelBindingToken(der)]);
    },
  );

  test('flags and target name are ours, once each', () => {
    const pairs = pairsOf(signed(challenge([NAME, ...lies, TIME, END])));
    expect(pairs.get(6)).toEqual([Buffer.from([2, 0, 0, 0])]);
    expect(pairs.get(9)).toEqual([utf16('HTTP/mail.example.test')]);
  });

  test('its names, its time, and what we do not know come back as they were', () => {
    const unknown = Buffer.from('of a later Windows');
    const blob = signed(challenge([NAME, ...lies, TIME, pair(99, unknown), END]));
    const pairs = pairsOf(blob);
    expect(pairs.get(2)).toEqual([utf16('EXAMPLE')]);
    expect(pairs.get(7)).toEqual([Buffer.alloc(8, 1)]);
    expect(pairs.get(99)).toEqual([unknown]);
    expect(blob.subarray(8, 16)).toEqual(Buffer.alloc(8, 1));
  });
});
