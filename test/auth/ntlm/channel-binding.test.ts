/** Which hash a certificate is bound by: that of its signature, read from the DER. */
import { X509Certificate } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { channelBindingToken, signatureHash } from '../../../src/auth/ntlm/channel-binding.js';

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
