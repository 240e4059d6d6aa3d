/** Content lines: what the world's calendars and cards do to them, and that no line is dear. */
import { describe, expect, test } from '@jest/globals';
import { emitLines, quoted } from '../../src/content-lines/emit.js';
import { lineOf, parseComponents, textsOf } from '../../src/content-lines/parse.js';
import { expectLinear } from '../support/growth.js';

const parse = (text: string | Uint8Array) =>
  parseComponents(typeof text === 'string' ? Buffer.from(text, 'utf8') : text)[0];
const lineIn = (...lines: string[]) => parse(['BEGIN:A', ...lines, 'END:A'].join('\r\n'))?.lines[0];

test('lines are unfolded before they are decoded: a line may be folded within a character', () => {
  const folded = Buffer.from('BEGIN:A\r\nSUMMARY:Gr\xc3\r\n \xbcn\r\n\tes\r\nEND:A', 'latin1');
  expect(parse(folded)?.lines).toEqual([{ name: 'SUMMARY', parameters: {}, value: 'Grünes' }]);
});

test('a mark of the byte order, two bytes a character, Western bytes, any line end', () => {
  const marked = Buffer.from('\ufeffBEGIN:A\rX:ä\rEND:A', 'utf8');
  const wide = Buffer.from('\ufeffBEGIN:A\nX:ä\nEND:A', 'utf16le');
  const western = Buffer.from('BEGIN:A\nX:\xe4\nEND:A', 'latin1');
  for (const bytes of [marked, wide, western]) expect(parse(bytes)?.lines[0]?.value).toBe('ä');
});

test('parameters may be quoted, several, without a name, and marked (RFC 6868)', () => {
  expect(lineIn('ATTENDEE;MEMBER="mailto:a@b","mailto:c@d";CN=x:mailto:e@f')).toEqual({
    name: 'ATTENDEE',
    parameters: { MEMBER: ['mailto:a@b', 'mailto:c@d'], CN: ['x'] },
    value: 'mailto:e@f',
  });
  expect(lineIn('item1.tel;home;VOICE;pref=1:12')).toEqual({
    name: 'TEL',
    parameters: { TYPE: ['home', 'VOICE'], PREF: ['1'] },
    value: '12',
  });
  expect(lineIn(`X;CN="Bo ^'B^' ^^^n":y`)?.parameters).toEqual({ CN: ['Bo "B" ^'] });
});

test('what is no line is read over; an END too few or too many ends nothing else', () => {
  const tree = parse('BEGIN:A\nnothing\n=;\n;X:1\nBEGIN:B\nX:1\nEND:C\nEND:A\nY:2');
  expect(tree?.lines).toEqual([]);
  expect(tree?.parts.map(({ name, lines }) => [name, lines.length])).toEqual([['B', 1]]);
});

test('texts lose their escapes, and are several where their property has several', () => {
  const line = (text: string) => textsOf(lineIn(text) ?? { name: '', parameters: {}, value: '' });
  expect(line('CATEGORIES;LANGUAGE=en:A\\,B,C')).toEqual(['A,B', 'C']);
  expect(line('SUMMARY:a\\;b\\nc\\\\n, d')).toEqual(['a;b\nc\\n, d']);
});

test('what is written can be read again: folds, quotes, control characters', () => {
  const long = `${'ä'.repeat(60)}\u{1f600}${'b'.repeat(80)}`;
  const bytes = emitLines(['BEGIN:A', `X;CN=${quoted('a"b^c\nd')}:${long}\u0000\u000c`, 'END:A']);
  const lines = Buffer.from(bytes).toString('latin1').split('\r\n');
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(75);
  const tree = parse(bytes);
  expect(tree && lineOf(tree, 'X')).toEqual({ name: 'X', parameters: { CN: ['a"b^c\nd'] }, value: long });
});

describe.each([';a="b"', ';a=b', ';a="b', ';', '"', 'a', ';a="b","c"', ';a=,', ' ', '^'])(
  '%j again and again',
  (piece) => {
    const again = (size: number) => piece.repeat(Math.ceil(size / piece.length));
    test('in a line', () => expectLinear((size) => Buffer.from(`BEGIN:A\nX${again(size)}`), parseComponents));
    test('as lines', () =>
      expectLinear((size) => Buffer.from(`BEGIN:${again(size / 10)}\n`.repeat(10)), parseComponents));
  },
);

test('components within components, as many as there may be', () => {
  expectLinear((size) => Buffer.from('BEGIN:A\n'.repeat(size / 8)), parseComponents);
});
