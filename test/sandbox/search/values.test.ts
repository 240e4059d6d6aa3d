/** What a search compares: the order of values, and the words of a query string. */
import { expect, test } from '@jest/globals';
import { compareValues } from '../../../src/sandbox/search/compare.js';
import { parseQueryString } from '../../../src/sandbox/search/query-string.js';
import type { ItemData } from '../../../src/sandbox/store/item-data.js';

test('values are ordered within their type', () => {
  expect(compareValues('b', 'A')).toBeGreaterThan(0);
  expect(compareValues('Low', 'High')).toBeLessThan(0);
  expect(compareValues(2n ** 60n, 5)).toBeGreaterThan(0);
  expect(compareValues(new Date(1), new Date(2))).toBeLessThan(0);
});

test('query strings know fields, phrases, NOT, OR and parentheses', () => {
  const data: ItemData = {
    subject: 'Quarterly report',
    from: { name: 'Anna', emailAddress: 'a@x.y' },
    body: { bodyType: 'Text', value: 'red apples' },
  };
  const finds = (query: string) => parseQueryString(query)(data);
  expect(
    [
      'report',
      'subject:quarter',
      'subject:"quarterly report"',
      'NOT green',
      'green OR red',
      '(green OR red) AND from:anna',
      'subject:green',
      '-red',
    ].map(finds),
  ).toEqual([true, true, true, true, true, true, false, false]);
});
