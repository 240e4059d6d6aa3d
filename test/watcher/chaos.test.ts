/**
 * Chaos: whatever becomes of stream, server and watch, the copy equals the mailbox, and what comes again is known by its name. CHAOS=rounds
 * runs it for longer, CHAOS_SEED another one.
 */
import '../support/judged-sandboxes.js';
import { rm } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { temporaryFolder } from '../support/temp-folder.js';
import { chaos } from './chaos.js';

const { CHAOS, CHAOS_SEED = '1' } = process.env;
const rounds = Number(CHAOS ?? 1);

test(`the copy equals the mailbox after ${rounds} of each trouble`, async () => {
  const folder = await temporaryFolder('ewskit-chaos-');
  try {
    const long = CHAOS !== undefined;
    const report = await chaos({
      seed: Number(CHAOS_SEED),
      rounds,
      changes: long ? 30 : 9,
      folders: long ? 20 : 3,
      everyMs: long ? 5000 : 500,
      path: folder.path,
    });
    if (long)
      process.stdout.write(
        `${JSON.stringify({ ...report, mailbox: report.mailbox.length, copy: report.copy.length })}\n`,
      );
    expect(report.copy).toEqual(report.mailbox);
    expect(report.mailbox.length).toBeGreaterThan(5);
    expect(report.confused).toBe(0);
    expect(Object.values(report.troubles)).toEqual(Array.from({ length: 6 }, () => rounds));
  } finally {
    await rm(folder.path, { recursive: true, force: true });
  }
}, 7_200_000);
