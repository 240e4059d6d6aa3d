/** Character data read in bytes is what it is when read as a string: the slow way is the measure of the fast one. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { unescapeText } from '../../src/xml/chars.js';
import { textOfBytes } from '../../src/xml/unescape-bytes.js';

const PIECES = [
  ...['&lt;', '&gt;', '&amp;', '&quot;', '&apos;', '&nbsp;', '&lt', '&', '&&', '&#', '&#;', '&#x;', '&;', ';'],
  ...['&#13;', '&#xD;', '&#x0;', '&#233;', '&#xE9;', '&#x20AC;', '&#128512;', '&#x1F600;', '&#x10FFFF;', '&#x110000;'],
  ...['&#99999999999;', '&#9999999999;', '&#x123456789;', '&#xFFFFFFFF;', '&#x0000041;', '&#12a;', '&#xg;', '&#X41;'],
  ...['\r', '\n', '\r\n', '\r\r\n', '\t', ' ', 'a', 'text of some length', 'é', '€', '😀', '\u0000', '\uFFFE'],
].map((text) => Buffer.from(text));
const MALFORMED = [[0xc3], [0xe2, 0x82], [0xf0, 0x9f], [0xff], [0x80], [0xed, 0xa0, 0x80]].map((bytes) =>
  Buffer.from(bytes),
);
const SURROGATES = ['&#xD83D;', '&#xDE00;', '&#55357;'].map((text) => Buffer.from(text));

const parts = (...of: (readonly Buffer[])[]) =>
  fc.array(fc.oneof(fc.constantFrom(...of.flat()), fc.uint8Array({ maxLength: 3 })), { maxLength: 40 });

test('any bytes, references, line ends and malformed UTF-8', () => {
  fc.assert(
    fc.property(parts(PIECES, MALFORMED), parts(PIECES), (before, raw) => {
      const [ahead, bytes] = [Buffer.concat(before), Buffer.concat(raw)];
      const slow = unescapeText(bytes.toString());
      const whole = Buffer.concat([ahead, bytes, Buffer.from('<')]);
      expect(textOfBytes(whole, ahead.length, whole.length - 1)).toBe(slow);
    }),
    { numRuns: 1000 },
  );
});

test('two surrogates named one by one are a character, and left to the slow way', () => {
  fc.assert(
    fc.property(parts(PIECES, SURROGATES), (raw) => {
      const bytes = Buffer.concat(raw);
      const slow = unescapeText(bytes.toString());
      expect(textOfBytes(bytes, 0, bytes.length) ?? slow).toBe(slow);
    }),
    { numRuns: 1000 },
  );
  const pair = Buffer.from('a &#xD83D;&#xDE00; of two');
  expect(textOfBytes(pair, 0, pair.length)).toBeUndefined();
});

test('a text that is longer than what is kept for the purpose', () => {
  const text = `<p>${'ä & b\r\n'.repeat(50_000)}</p>`;
  const raw = Buffer.from(text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
  expect(textOfBytes(raw, 0, raw.length)).toBe(text.replaceAll('\r\n', '\n'));
});

test('a text of nothing but beginnings of references takes no longer for each of them the more there are', () => {
  const steps = (count: number): number => {
    const raw = Buffer.from('&#'.repeat(count));
    let fastest = Number.POSITIVE_INFINITY;
    for (let round = 0; round < 5; round++) {
      const start = process.hrtime.bigint();
      textOfBytes(raw, 0, raw.length);
      fastest = Math.min(fastest, Number(process.hrtime.bigint() - start));
    }
    return fastest;
  };
  steps(20_000);
  // 16 times as many; were it quadratic, 256 times as long.
  expect(steps(320_000) / steps(20_000)).toBeLessThan(100);
});
