/** base64Binary: what is one is read as Node reads it, and what is none is not. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseBase64, plainBase64 } from '../../src/codec/base64.js';

const plain = (text: string): Uint8Array | undefined => {
  const bytes = Buffer.from(`<${text}<`);
  return plainBase64(bytes, 1, bytes.length - 1);
};

test('any bytes come back, also with white space in between', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom('\r\n', '\n', ' ', '\t'), (bytes, space) => {
      const text = Buffer.from(bytes).toString('base64');
      expect(plain(text)).toEqual(bytes);
      expect(parseBase64(text)).toEqual(bytes);
      expect(parseBase64(text.replace(/(.{7})/g, `$1${space}`))).toEqual(bytes);
      expect(parseBase64(text.replace(/=+$/, ''))).toEqual(bytes);
    }),
  );
});

test.each([
  '_-8=',
  'QUJ_',
  'QUJ-',
  'QUI*',
  'QUJDR',
  'QU=D',
  '====',
  '=',
  'QUJD=',
  'QQ===',
  'é===',
  'QUJ\u00a0',
  '&lt;',
])('no base64: %s', (text) => {
  expect(plain(text)).toBeUndefined();
  expect(parseBase64(text)).toBeUndefined();
});

test('a text that is spelled otherwise is left to the careful way', () => {
  expect(plain('QUJD ')).toBeUndefined();
  expect(plain('QQ')).toBeUndefined();
  expect(parseBase64('QQ')).toEqual(new Uint8Array([0x41]));
});
