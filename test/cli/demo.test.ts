/** src/cli/demo.ts and its data. */
import '../support/judged-sandboxes.js';
import { describe, expect, test } from '@jest/globals';
import { runDemo } from '../../src/cli/demo.js';
import { mondayOf, sampleAppointments, sampleContacts, sampleMessages } from '../../src/cli/demo-data.js';
import { capture } from './capture.js';

describe('sample data', () => {
  test('the same on every run, and no two messages alike', () => {
    expect(sampleMessages(250)).toEqual(sampleMessages(250));
    expect(new Set(sampleMessages(250).map(({ subject }) => subject)).size).toBe(250);
  });

  test('Monday of a Sunday is six days before', () => {
    expect(mondayOf(new Date('2025-03-09T23:00:00Z'))).toEqual(new Date('2025-03-03T00:00:00Z'));
  });

  test('appointments keep to working days', () => {
    const days = sampleAppointments(40, new Date('2025-03-03T00:00:00Z')).map(({ start }) => start.getUTCDay());
    expect(new Set(days)).toEqual(new Set([1, 2, 3, 4, 5]));
  });

  test('contacts have names of their own', () => {
    expect(new Set(sampleContacts(60).map(({ displayName }) => displayName)).size).toBe(60);
  });
});

describe('ewskit demo', () => {
  test('prints six tables and the XML of a query, exit code 0', async () => {
    const context = capture();
    expect(await runDemo(context)).toBe(0);
    for (const number of [1, 2, 3, 4, 5, 6]) expect(context.out()).toMatch(new RegExp(`^${number}  `, 'm'));
    expect(context.out()).toContain('FindItem');
    expect(context.out()).toContain('Created       250 messages');
    expect(context.err()).toBe('');
  });
});
