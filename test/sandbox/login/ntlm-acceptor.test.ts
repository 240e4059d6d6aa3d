/** The sandbox's end of NTLM by itself, with messages that our client made and somebody altered: every byte under the MIC counts. */
import { createHmac } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { NtlmScheme } from '../../../src/auth/ntlm/ntlm-scheme.js';
import { type ChannelBindingMode, type Dialogue, NtlmAcceptor } from '../../../src/sandbox/ntlm/acceptor.js';
import { ntHash } from '../../../src/sandbox/ntlm/md4.js';
import { NtlmError } from '../../../src/sandbox/ntlm/messages.js';

const MIC_AT = 72;
const HOST = 'mail.example.test';
const hmac = (key: Buffer, ...parts: Buffer[]) => createHmac('md5', key).update(Buffer.concat(parts)).digest();

function acceptor(binding: ChannelBindingMode = 'accept') {
  const passwordOf = (user: string) => (user === 'alice' ? 'Password' : undefined);
  return new NtlmAcceptor({ domain: 'EXAMPLE', binding, certificate: undefined, passwordOf });
}

interface Login {
  server: NtlmAcceptor;
  dialogue: Dialogue;
  message: Buffer;
}

/** A whole login by our client, up to its last message. */
function login(server = acceptor()): Login {
  const handshake = new NtlmScheme('NTLM', { username: 'EXAMPLE\\alice', password: 'Password' }).begin(
    new URL(`https://${HOST}/`),
  );
  if (handshake instanceof Promise) throw new Error('NTLM waits for nobody');
  const dialogue = server.challenge(Buffer.from(handshake.step() as Uint8Array));
  return { server, dialogue, message: Buffer.from(handshake.step(dialogue.challenge) as Uint8Array) };
}

/** The message with other pairs in its response, signed by somebody who knows the password. */
function withPairs(dialogue: Dialogue, message: Buffer, edit: (pairs: Buffer) => Buffer): Buffer {
  const at = message.readUInt32LE(24);
  const blob = message.subarray(at + 16, at + message.readUInt16LE(20));
  const changed = Buffer.concat([blob.subarray(0, 28), edit(blob.subarray(28)), Buffer.alloc(4)]);
  const key = hmac(ntHash('Password'), Buffer.from('ALICEEXAMPLE', 'utf16le'));
  const proof = hmac(key, dialogue.challenge.subarray(24, 32), changed);
  const made = Buffer.concat([message.subarray(0, at), proof, changed]);
  made.writeUInt16LE(proof.length + changed.length, 20);
  made.fill(0, MIC_AT, MIC_AT + 16);
  hmac(hmac(key, proof), dialogue.negotiate, dialogue.challenge, made).copy(made, MIC_AT);
  return made;
}

const pair = (id: number, value: Buffer) => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(value.length, 2);
  return Buffer.concat([head, value]);
};

test('an unaltered login is let in, as whom it says', () => {
  const { server, dialogue, message } = login();
  expect(server.accept(dialogue, message, HOST)).toBe('alice');
});

describe('the message integrity code', () => {
  test.each(Array.from({ length: 16 }, (_, index) => index))('with its byte %d turned over is refused', (index) => {
    const { server, dialogue, message } = login();
    message.writeUInt8(message.readUInt8(MIC_AT + index) ^ 1, MIC_AT + index);
    expect(() => server.accept(dialogue, message, HOST)).toThrow('The message integrity code is wrong.');
  });

  test('of zeros is refused', () => {
    const { server, dialogue, message } = login();
    message.fill(0, MIC_AT, MIC_AT + 16);
    expect(() => server.accept(dialogue, message, HOST)).toThrow('The message integrity code is wrong.');
  });

  test.each<[string, (login: Login) => Buffer]>([
    ['the first message', ({ dialogue }) => dialogue.negotiate],
    ['the challenge', ({ dialogue }) => dialogue.challenge.subarray(20, 24)],
    ['the flags of the last message', ({ message }) => message.subarray(60, 64)],
  ])('covers %s', (_, part) => {
    const made = login();
    const bytes = part(made);
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    expect(() => made.server.accept(made.dialogue, made.message, HOST)).toThrow('The message integrity code is wrong.');
  });

  test('must be announced', () => {
    const { server, dialogue, message } = login();
    const unannounced = withPairs(dialogue, message, (pairs) => {
      const at = pairs.indexOf(pair(6, Buffer.from([2, 0, 0, 0])));
      return Buffer.concat([pairs.subarray(0, at + 4), Buffer.alloc(4), pairs.subarray(at + 8)]);
    });
    expect(() => server.accept(dialogue, unannounced, HOST)).toThrow('No message integrity code is announced.');
  });
});

describe('pairs that are not as [MS-NLMP] has them are refused, also from who knows the password', () => {
  test('as they were (control)', () => {
    const { server, dialogue, message } = login();
    expect(
      server.accept(
        dialogue,
        withPairs(dialogue, message, (pairs) => pairs),
        HOST,
      ),
    ).toBe('alice');
  });

  test.each<[string, (pairs: Buffer) => Buffer]>([
    ['a second timestamp', (pairs) => Buffer.concat([pair(7, Buffer.alloc(8)), pairs])],
    ['bindings of 15 bytes', (pairs) => Buffer.concat([pair(10, Buffer.alloc(15)), pairs])],
    ['a single host of one byte', (pairs) => Buffer.concat([pair(8, Buffer.alloc(1)), pairs])],
    [
      'a pair that reaches over the end',
      (pairs) => Buffer.concat([pairs.subarray(0, -8), pair(99, Buffer.alloc(9)).subarray(0, 6)]),
    ],
  ])('%s', (_, edit) => {
    const { server, dialogue, message } = login();
    expect(() => server.accept(dialogue, withPairs(dialogue, message, edit), HOST)).toThrow(NtlmError);
  });
});
