/**
 * Sums over the whole run: each test file adds its figures, scripts/closing-line.mjs prints them when all are done. Files run in
 * processes of their own, so the figures go through a folder that the run made (test/support/run-start.mjs).
 */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Tally {
  /** Requests and replies that libxml2 found valid by Microsoft's schema. */
  request: number;
  reply: number;
  /** Requests that it found invalid, and the sandbox refused. */
  refused: number;
  /** Log entries and errors that were searched for secrets, and the secrets they were searched for. */
  entries: number;
  secrets: number;
  /** Tests that did not run because their data is not at hand. */
  notRun: number;
}

/** Adds to the sums of the run. */
export function addToTally(figures: Partial<Tally>): void {
  const folder = process.env['EWSKIT_TEST_RUN'];
  if (folder) appendFileSync(join(folder, 'tally', String(process.pid)), `${JSON.stringify(figures)}\n`);
}
