/** Patterns over paths: three signs have a meaning, and every other character of a name stands for itself. */
import { expect, test } from '@jest/globals';
import { matcher } from '../../src/folders/glob.js';

const PLAIN = [...'/\\[]{}()!+@|^$.,#~-'];

test.each(PLAIN)('%s stands for itself: no other character does, nor none', async (character) => {
  const matches = await matcher([`a${character}b`]);
  expect(matches([`a${character}b`])).toBe(true);
  expect(matches(['ab'])).toBe(false);
  for (const other of PLAIN) if (other !== character) expect(matches([`a${other}b`])).toBe(false);
});

test.each(PLAIN)('%s before and after a star', async (character) => {
  const matches = await matcher([`${character}*${character}`]);
  expect(matches([`${character}x${character}`])).toBe(true);
  expect(matches(['x'])).toBe(false);
});

test('a star is a name or part of one, two are any number of levels, a question mark is one character', async () => {
  expect((await matcher(['20*']))(['2026'])).toBe(true);
  expect((await matcher(['20*']))(['2026', 'May'])).toBe(false);
  expect((await matcher(['**', 'May']))(['2026', 'Q2', 'May'])).toBe(true);
  expect((await matcher(['**', 'May']))(['May'])).toBe(true);
  expect((await matcher(['Q?']))(['Q2'])).toBe(true);
  expect((await matcher(['Q?']))(['Q'])).toBe(false);
  expect((await matcher(['Q?']))(['Q/'])).toBe(true);
});

test('case does not count; a name that begins with a dot is one like others', async () => {
  expect((await matcher(['PROJECTS']))(['projects'])).toBe(true);
  expect((await matcher(['*']))(['.hidden'])).toBe(true);
});
