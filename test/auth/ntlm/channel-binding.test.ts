/** Which hash a certificate is bound by: that of its signature, read from the DER. */
import { createHash, X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { channelBindingToken, endPointBinding, signatureHash } from '../../../src/auth/ntlm/channel-binding.js';

const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  return Buffer.concat([Buffer.from([tag, 0x82, content.length >> 8, content.length & 255]), content]);
};
const oid = (hex: string) => der(6, Buffer.from(hex, 'hex'));
const certificate = (...algorithm: Buffer[]) =>
  der(0x30, der(0x30, Buffer.alloc(300)), der(0x30, ...algorithm), der(3, Buffer.alloc(9)));
const pss = oid('2a864886f70d01010a');
const pssWith = (hash: string) => der(0x30, der(0xa0, der(0x30, oid(hash))), der(0xa2, Buffer.from([2, 1, 32])));

test.each([
  ['RSA with MD5', certificate(oid('2a864886f70d010104')), 'sha256'],
  ['RSA with SHA-1', certificate(oid('2a864886f70d010105')), 'sha256'],
  ['RSA with SHA-512', certificate(oid('2a864886f70d01010d'), der(5)), 'sha512'],
  ['ECDSA with SHA-384', certificate(oid('2a8648ce3d040303')), 'sha384'],
  ['RSA-PSS with SHA-384', certificate(pss, pssWith('608648016503040202')), 'sha384'],
  ['RSA-PSS by default, SHA-1', certificate(pss, der(0x30)), 'sha256'],
  ['RSA-PSS without parameters', certificate(pss), 'sha256'],
  [
    'RSA-PSS without parameters, before what looks like some',
    der(0x30, der(0x30), der(0x30, pss), pssWith('608648016503040202')),
    'sha256',
  ],
  ['Ed25519', certificate(oid('2b6570')), undefined],
  ['rubbish', Buffer.from('rubbish'), undefined],
  ['nothing', Buffer.alloc(0), undefined],
])('%s: %s', (_, bytes, hash) => {
  expect(signatureHash(bytes)).toBe(hash);
});

test('without a defined hash there is no token, rather than a wrong one', () => {
  expect(channelBindingToken(certificate(oid('2b6570')))).toBeUndefined();
});

test.each(['sha256', 'sha384', 'sha512'])('a real certificate signed with %s', async (algorithm) => {
  const pem = await generate([{ name: 'commonName', value: 'exchange' }], { algorithm });
  expect(signatureHash(new X509Certificate(pem.cert).raw)).toBe(algorithm);
});

describe('the DER', () => {
  const RSA = Buffer.from('2a864886f70d01010c', 'hex');
  /** With the length in so many bytes; 0: the short form. */
  const long = (tag: number, content: Buffer, count: number) => {
    const length = Buffer.alloc(count || 1);
    length.writeUIntBE(content.length, 0, count || 1);
    return Buffer.concat([Buffer.from(count ? [tag, 0x80 + count] : [tag]), length, content]);
  };
  const signed = (content: number, count: number) => {
    const algorithm = long(0x30, long(6, RSA, 0), 0);
    return der(0x30, long(0x30, Buffer.alloc(content), count), algorithm);
  };

  test.each([
    [0, 0],
    [1, 0],
    [127, 0],
    [127, 1],
    [128, 1],
    [255, 1],
    [256, 2],
    [300, 3],
    [300, 4],
  ])('has lengths in the short form and in the long one: %i in %i bytes', (content, count) => {
    expect(signatureHash(signed(content, count))).toBe('sha384');
  });

  test('a length of more than four bytes is none', () => {
    const five = Buffer.concat([Buffer.from([0x30, 0x85, 0, 0, 0, 0, 0]), long(0x30, long(6, RSA, 0), 0)]);
    expect(signatureHash(der(0x30, five))).toBeUndefined();
  });

  test('that ends before its length is none, wherever it is cut', () => {
    const whole = signed(5, 0);
    for (let length = 0; length < whole.length; length++)
      expect(signatureHash(whole.subarray(0, length))).toBeUndefined();
  });

  test.each([
    ['2a864886f70d010104', 'sha256'],
    ['2a864886f70d010105', 'sha256'],
    ['2a864886f70d01010b', 'sha256'],
    ['2a864886f70d01010c', 'sha384'],
    ['2a864886f70d01010d', 'sha512'],
    ['2a864886f70d01010e', 'sha224'],
    ['2a8648ce3d0401', 'sha256'],
    ['2a8648ce3d040301', 'sha224'],
    ['2a8648ce3d040302', 'sha256'],
    ['2a8648ce3d040303', 'sha384'],
    ['2a8648ce3d040304', 'sha512'],
  ])('names the signature %s: %s', (name, hash) => {
    expect(signatureHash(certificate(oid(name)))).toBe(hash);
  });

  test.each([
    ['2b0e03021a', 'sha256'],
    ['608648016503040201', 'sha256'],
    ['608648016503040202', 'sha384'],
    ['608648016503040203', 'sha512'],
    ['608648016503040204', 'sha224'],
    ['2b6570', undefined],
  ])('or the hash of a PSS signature %s: %s', (name, hash) => {
    expect(signatureHash(certificate(pss, pssWith(name)))).toBe(hash);
  });

  test('PSS with parameters that do not name a hash has SHA-1, and so SHA-256', () => {
    expect(signatureHash(certificate(pss, der(0x30, der(0xa2, Buffer.from([2, 1, 32])))))).toBe('sha256');
    expect(signatureHash(certificate(pss, der(0x30, der(0xa0))))).toBeUndefined();
  });
});

describe('what a login is bound to', () => {
  const pem = certificate(oid('2a864886f70d01010c'));
  const hash = createHash('sha384').update(pem).digest();

  test('is the hash of the certificate, with its prefix (RFC 5929)', () => {
    expect(endPointBinding(pem)).toEqual(Buffer.concat([Buffer.from('tls-server-end-point:'), hash]));
    expect(endPointBinding(certificate(oid('2b6570')))).toBeUndefined();
  });

  test('and for NTLM the MD5 of the structure of GSSAPI around it', () => {
    const data = endPointBinding(pem) as Buffer;
    const head = Buffer.alloc(20);
    head.writeUInt32LE(data.length, 16);
    expect(channelBindingToken(pem)).toEqual(createHash('md5').update(head).update(data).digest());
  });
});
