/** Charsets that Node's decoder reads otherwise than the WHATWG's tables say. */
import { expect, test } from '@jest/globals';
import { decodeCharset, decodeGuessed } from '../../src/charset/decode-charset.js';

const BYTES = Uint8Array.from([0x80, 0x93, 0x94, 0x81, 0xe9, 0x41]);

test.each(['windows-1252', 'latin1', 'us-ascii', 'iso-8859-1', 'cp1252'])('%s', (charset) => {
  expect(decodeCharset(BYTES, charset)).toBe('€“”\u0081éA');
});

test('others are as Node has them; one that is not known is refused', () => {
  expect(decodeCharset(BYTES.subarray(0, 2), 'windows-1251')).toBe('Ђ“');
  expect(decodeCharset(Buffer.from('ä'), 'utf-8')).toBe('ä');
  expect(() => decodeCharset(BYTES, 'x-klingon')).toThrow('"x-klingon" encoding is not supported');
});

test('what is no UTF-8 is Western', () => {
  expect(decodeGuessed(Buffer.from('€ä'))).toBe('€ä');
  expect(decodeGuessed(BYTES.subarray(1, 3))).toBe('“”');
});
