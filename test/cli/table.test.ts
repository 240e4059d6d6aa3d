/** src/cli/table.ts */
import { expect, test } from '@jest/globals';
import { table } from '../../src/cli/table.js';

test('table: text to the left, numbers to the right, no space at line ends', () => {
  const text = table(
    ['Subject', 'Size'],
    [
      ['Lunch', 5],
      ['Meeting notes', 1200],
    ],
  );
  expect(text).toBe(
    ['  Subject        Size', '  -------------  ----', '  Lunch             5', '  Meeting notes  1200', ''].join('\n'),
  );
});

test('table: absent is a dash, dates are minutes in UTC, line breaks are spaces', () => {
  expect(table(['A', 'B', 'C'], [[undefined, new Date('2025-03-03T08:05:59Z'), 'x\ny']])).toContain(
    '  -  2025-03-03 08:05  x y\n',
  );
});

test('table: long text is cut by code points, not in the middle of an emoji', () => {
  const [, , row] = table(['A'], [['😀'.repeat(60)]]).split('\n');
  expect(row).toBe(`  ${'😀'.repeat(43)}…`);
});

test('table: without rows only the head', () => {
  expect(table(['A'], [])).toBe('  A\n  -\n');
});
