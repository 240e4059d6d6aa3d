/** What a search compares: the order of values. */
import { expect, test } from '@jest/globals';
import { compareValues } from '../../../src/sandbox/search/compare.js';

test('values are ordered within their type', () => {
  expect(compareValues('b', 'A')).toBeGreaterThan(0);
  expect(compareValues('Low', 'High')).toBeLessThan(0);
  expect(compareValues(2n ** 60n, 5)).toBeGreaterThan(0);
  expect(compareValues(new Date(1), new Date(2))).toBeLessThan(0);
});
