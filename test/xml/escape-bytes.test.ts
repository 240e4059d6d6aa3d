/** Text escaped into bytes is what it is when escaped as a string: the slow way is the measure of the fast one. */
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { escapeText } from '../../src/xml/chars.js';
import { escapeInto, LONGEST_ESCAPE } from '../../src/xml/escape-bytes.js';
import { Output } from '../../src/xml/output.js';

const PIECES = [
  ...['&', '<', '>', '"', "'", '\r', '\n', '\t', '\r\n', ']]>', '&amp;', 'a', 'text of some length', ' '],
  ...[
    'é',
    '€',
    '😀',
    '\uFFFD',
    '\uFFFE',
    '\uFFFF',
    '\uFEFF',
    '\uFFEF',
    '\uD83D',
    '\uDE00',
    '\u0000',
    '\u001F',
    '\u007F',
  ],
];
const text = fc
  .array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary' })), { maxLength: 60 })
  .map((pieces) => pieces.join(''));

test('any text, with what XML forbids and surrogates that stand alone', () => {
  fc.assert(
    fc.property(text, (value) => {
      const raw = Buffer.from(value);
      const out = Buffer.alloc(raw.length * LONGEST_ESCAPE);
      expect(out.toString('utf8', 0, escapeInto(raw, raw.length, out, 0))).toBe(escapeText(value));
    }),
    { numRuns: 1000 },
  );
});

test('a text so long that it is written in portions, which may end anywhere', () => {
  for (const before of [0, 1, 2, 3]) {
    const long = `${'x'.repeat(before)}${'😀&é'.repeat(20_000)}\uD83D`;
    const output = new Output();
    output.text(long);
    expect(output.bytes().toString()).toBe(escapeText(long));
  }
});

test('a prefix of any length', () => {
  for (const length of [0, 1, 1023, 1024, 1025, 5000]) {
    const output = new Output();
    output.write('after');
    expect(output.bytes('b'.repeat(length)).toString()).toBe(`${'b'.repeat(length)}after`);
  }
});

test('an output is its pieces in order, short and long, escaped or not', () => {
  const piece = fc.tuple(fc.constantFrom('write', 'text', 'ascii'), text, fc.integer({ min: 1, max: 300 }));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      const output = new Output();
      let expected = 'before';
      for (const [how, value, times] of pieces) {
        // A surrogate at the end of one piece and one at the beginning of the next would be a character.
        const long = `${how === 'ascii' ? value.replace(/[^ -~]/g, '') : Buffer.from(value).toString()}`.repeat(times);
        output[how as 'write'](long);
        expected += how === 'text' ? escapeText(long) : long;
      }
      expect(output.bytes('before').toString()).toBe(expected);
    }),
    { numRuns: 300 },
  );
});
