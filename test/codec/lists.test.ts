/** Lists of simple values: a list with one that is none is no value of its type, also within a union. */
import { expect, test } from '@jest/globals';
import { INTEGER, LIST, LONG, type Scalar, STRING, UNION } from '../../src/codec/scalar.js';
import { INVALID, parseText } from '../../src/codec/text.js';

const int: Scalar = { name: 'int', code: INTEGER, min: -10, max: 10 };
const ints: Scalar = { name: 'Ints', code: LIST, members: [int] };
const either: Scalar = { name: 'Either', code: UNION, members: [int, ints, { name: 'string', code: STRING }] };

const wide: Scalar = {
  name: 'Wide',
  code: UNION,
  members: [int, { name: 'Any', code: LIST, members: [{ name: 'integer', code: LONG }] }],
};
const narrow: Scalar = { name: 'Narrow', code: UNION, members: [int] };

test.each([
  [ints, ' 1\n2 ', [1, 2]],
  [ints, '', []],
  [ints, '1 x', INVALID],
  [ints, 'x', INVALID],
  [either, '1', 1],
  [either, '1 2', [1, 2]],
  [either, 'a b', 'a b'],
  [either, '1 b', '1 b'],
  // The first member that has room for it; where none has, the number that it is.
  [wide, '10', 10],
  [wide, '11', [11]],
  [narrow, '11', 11],
])('%o: %j is %o', (scalar, text, value) => {
  expect(parseText(scalar, text)).toEqual(value);
});
