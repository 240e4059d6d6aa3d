/** When two values would be written the same. */
import { expect, test } from '@jest/globals';
import { sameValue } from '../../src/fields/same-value.js';
import { ZonedDate } from '../../src/index.js';

const at = (text: string): Date => new Date(text);

test.each<[unknown, unknown]>([
  ['x', 'x'],
  [0, 0],
  [Number.NaN, Number.NaN],
  [undefined, undefined],
  [{ a: 1 }, { a: 1 }],
  [{ a: 1, b: undefined }, { a: 1 }],
  [{ a: 1 }, { b: undefined, a: 1 }],
  [
    [1, [2]],
    [1, [2]],
  ],
  [[], []],
  [at('2025-01-01T00:00:00Z'), at('2025-01-01T01:00:00+01:00')],
  [{ at: at('2025-01-01T00:00:00Z') }, { at: at('2025-01-01T00:00:00Z') }],
  [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
  [new Uint8Array([1, 2]), Buffer.from([1, 2])],
])('%p and %p', (one, other) => {
  expect([sameValue(one, other), sameValue(other, one)]).toEqual([true, true]);
});

test.each<[unknown, unknown]>([
  ['x', 'X'],
  ['1', 1],
  [0, -0],
  [null, undefined],
  [null, {}],
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [{ a: [1] }, { a: [1, 2] }],
  [
    [1, 2],
    [2, 1],
  ],
  [[], {}],
  [['x'], { 0: 'x' }],
  [at('2025-01-01T00:00:00Z'), at('2025-01-01T00:00:00.001Z')],
  [at('2025-01-01T00:00:00Z'), '2025-01-01T00:00:00Z'],
  [at('2025-01-01T00:00:00Z'), {}],
  [new Uint8Array([1]), new Uint8Array([2])],
  [new Uint8Array([1]), [1]],
  [new Uint8Array(), {}],
])('not %p and %p', (one, other) => {
  expect([sameValue(one, other), sameValue(other, one)]).toEqual([false, false]);
});

test('a date of another zone, when it is the same instant', () => {
  const zoned = structuredClone(at('2025-01-01T00:00:00Z'));
  expect(sameValue(Object.setPrototypeOf(zoned, ZonedDate.prototype), at('2025-01-01T00:00:00Z'))).toBe(true);
});
