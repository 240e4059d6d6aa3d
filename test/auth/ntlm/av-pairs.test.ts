/** Attribute-value pairs, to the byte: [MS-NLMP] 2.2.2.1. */
import { describe, expect, test } from '@jest/globals';
import { emitAvPairs, findAvPair, parseAvPairs, repeatable } from '../../../src/auth/ntlm/av-pairs.js';

const pair = (id: number, length: number, value = Buffer.alloc(length, 65)) => {
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(length, 2);
  return Buffer.concat([head, value]);
};
const END = pair(0, 0);
const parse = (...parts: Buffer[]) => parseAvPairs(Buffer.concat(parts));

describe('the one legal length', () => {
  const NAMES = [1, 2, 3, 4, 5, 9];
  test.each(NAMES)('of the name %i: letters of two bytes, 255 at most', (id) => {
    for (const [length, legal] of [
      [0, true],
      [1, false],
      [2, true],
      [509, false],
      [510, true],
      [511, false],
      [512, false],
    ] as const)
      expect(parse(pair(id, length), END) !== undefined).toBe(legal);
  });

  test.each([
    [6, 4],
    [7, 8],
    [8, 48],
    [10, 16],
  ])('of %i: %i bytes', (id, length) => {
    for (const each of [0, length - 2, length - 1, length, length + 1, length + 2])
      expect(parse(pair(id, each), END) !== undefined).toBe(each === length);
  });

  test.each([11, 99, 0xffff])('of %i, which is not known here: any', (id) => {
    for (const length of [0, 1, 7, 600]) expect(parse(pair(id, length), END)).toHaveLength(1);
  });
});

describe('a list', () => {
  test('of nothing is empty; with an end alone, too; without one it is none', () => {
    expect([parse(), parse(END), parse(pair(99, 0))]).toEqual([[], [], undefined]);
    expect([parse(END.subarray(0, 3)), parse(pair(99, 0), END.subarray(0, 3))]).toEqual([undefined, undefined]);
  });

  test('whose end has a length is none', () => {
    expect([parse(pair(0, 1)), parse(pair(0, 0), pair(0, 1))]).toEqual([undefined, []]);
  });

  test('has 4096 bytes at most', () => {
    expect(parse(pair(99, 4096 - 8), END)).toHaveLength(1);
    expect(parse(pair(99, 4096 - 7), END)).toBeUndefined();
  });

  test('whose last pair is cut is none', () => {
    expect(parse(pair(99, 5, Buffer.alloc(4)))).toBeUndefined();
    expect(parse(pair(99, 5, Buffer.alloc(4)), END)).toBeUndefined();
  });

  test('keeps the order, and is written as it was read', () => {
    const bytes = Buffer.concat([pair(2, 4), pair(1, 2), pair(99, 3), END]);
    const pairs = parseAvPairs(bytes) ?? [];
    expect(pairs.map(({ id, value }) => [id, value.length])).toEqual([
      [2, 4],
      [1, 2],
      [99, 3],
    ]);
    expect(emitAvPairs(pairs)).toEqual(bytes);
    expect(findAvPair(pairs, 99)).toEqual(Buffer.alloc(3, 65));
    expect(findAvPair(pairs, 7)).toBeUndefined();
  });
});

test('what a client says itself is not repeated', () => {
  const ids = Array.from({ length: 13 }, (_, index) => index + 1);
  const pairs = ids.map((id) => ({ id, value: Buffer.alloc(0) }));
  expect(repeatable(pairs).map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 7, 11, 12, 13]);
});
