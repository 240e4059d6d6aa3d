/** The arithmetic of NTLMv2 against published values: RFC 1320 for MD4, [MS-NLMP] 4.2 for the rest. */
import { describe, expect, test } from '@jest/globals';
import { AV, emitAvPairs, findAvPair, parseAvPairs } from '../../../src/auth/ntlm/av-pairs.js';
import { bindingOfHash } from '../../../src/auth/ntlm/channel-binding.js';
import { md4 } from '../../../src/auth/ntlm/md4.js';
import { authenticateMessage, negotiateMessage, parseChallengeMessage } from '../../../src/auth/ntlm/messages.js';
import { fileTime, lmV2Response, ntHash, ntlmV2Response, ntowfV2 } from '../../../src/auth/ntlm/ntlmv2.js';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

test.each([
  ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
  ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
  ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
  ['message digest', 'd9130a8164549fe818874806e1c7014b'],
  ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
  ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
  ['1234567890'.repeat(8), 'e33b4ddc9c38f2199c3e7b164fcc0536'],
])('MD4 of %j', (text, digest) => {
  expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
});

const targetInfo = hex('02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000');

describe('[MS-NLMP] 4.2', () => {
  const input = {
    key: hex('0c868a403bfd7a93a3001ef22ef02e3f'),
    serverChallenge: hex('0123456789abcdef'),
    clientChallenge: hex('aaaaaaaaaaaaaaaa'),
    time: Buffer.alloc(8),
    avPairs: targetInfo,
  };

  test('NTOWFv1 and NTOWFv2', () => {
    expect(ntHash('Password').toString('hex')).toBe('a4f49c406510bdcab6824ee7c30fd852');
    expect(ntowfV2(ntHash('Password'), 'User', 'Domain')).toEqual(input.key);
  });

  test('the NTLMv2 response and the session key', () => {
    const { response, sessionKey } = ntlmV2Response(input);
    expect(response.toString('hex', 0, 16)).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(response.subarray(16, 44)).toEqual(hex('0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000'));
    expect(response.subarray(44)).toEqual(Buffer.concat([targetInfo, Buffer.alloc(4)]));
    expect(sessionKey.toString('hex')).toBe('8de40ccadbc14a82f15cb0ad0de95ca3');
  });

  test('the LMv2 response', () => {
    expect(lmV2Response(input).toString('hex')).toBe('86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa');
  });

  test('the challenge message', () => {
    const message = hex(`4e544c4d53535000 02000000 0c000c0038000000 33828ae2 0123456789abcdef 0000000000000000
      2400240044000000 060070170000000f 530065007200760065007200 ${targetInfo.toString('hex')}`);
    expect(parseChallengeMessage(message)).toEqual({
      flags: 0xe28a8233,
      serverChallenge: hex('0123456789abcdef'),
      targetInfo,
    });
    expect(parseChallengeMessage(message.subarray(0, 60))).toBeUndefined();
    expect(parseChallengeMessage(Buffer.from('not NTLM at all, but long enough to be'))).toBeUndefined();
  });
});

test('a user name counts in capitals letter by letter, a domain as it is', () => {
  const hash = ntHash('x');
  expect(ntowfV2(hash, 'jürgen', 'Example')).toEqual(ntowfV2(hash, 'JÜRGEN', 'Example'));
  expect(ntowfV2(hash, 'groß', '')).not.toEqual(ntowfV2(hash, 'GROSS', ''));
  expect(ntowfV2(hash, 'user', 'example')).not.toEqual(ntowfV2(hash, 'user', 'EXAMPLE'));
});

test('type 1 has 40 bytes, no names, and offers neither key exchange nor NTLMv1 session keys', () => {
  const message = negotiateMessage();
  expect(message).toHaveLength(40);
  expect(message.readUInt32LE(12).toString(16)).toBe('22888207');
  expect(message.subarray(16, 32)).toEqual(Buffer.alloc(16));
});

test('type 3 has a header of 88 bytes with room for version and MIC', () => {
  const nothing = Buffer.alloc(0);
  const fields = { flags: 1, domain: 'D', user: 'jü', workstation: '', lmResponse: nothing, ntResponse: nothing };
  const message = authenticateMessage(fields);
  expect(message.readUInt32LE(32)).toBe(88);
  expect(message.toString('utf16le', 88)).toBe('Djü');
});

test('both say which version they are of: Windows 10.0, NTLM revision 15 ([MS-NLMP] 2.2.2.10)', () => {
  const nothing = Buffer.alloc(0);
  const fields = { flags: 1, domain: '', user: '', workstation: '', lmResponse: nothing, ntResponse: nothing };
  expect(negotiateMessage().toString('hex', 32, 40)).toBe('0a0000000000000f');
  expect(authenticateMessage(fields).toString('hex', 64, 72)).toBe('0a0000000000000f');
});

test('a challenge that ends within its 8 random bytes is none', () => {
  const message = hex('4e544c4d53535000 02000000 0000000000000000 01000000 0123456789abcdef');
  expect(parseChallengeMessage(message)?.serverChallenge.toString('hex')).toBe('0123456789abcdef');
  expect(parseChallengeMessage(message.subarray(0, 31))).toBeUndefined();
});

test('attribute-value pairs survive, unknown ones too; a cut list is none', () => {
  const pairs = [...(parseAvPairs(targetInfo) ?? []), { id: 99, value: hex('0102') }];
  expect(pairs).toHaveLength(3);
  expect(parseAvPairs(emitAvPairs(pairs))).toEqual(pairs);
  expect(findAvPair(pairs, AV.channelBindings)).toBeUndefined();
  expect(parseAvPairs(targetInfo.subarray(0, 20))).toBeUndefined();
  expect(parseAvPairs(Buffer.alloc(0))).toEqual([]);
});

test('a channel binding is the MD5 of a gss_channel_bindings structure', () => {
  const hash = hex('ea05fefecc6b0bd571dbbc5baa3ed45386d0446835f7b74c85621b9983475f95');
  expect(bindingOfHash(hash).toString('hex')).toBe('6586e99d81c2fc984e47172fd4dd0310');
});

test('a Windows time counts from 1601', () => {
  expect(fileTime(0).readBigUInt64LE()).toBe(116444736000000000n);
});
