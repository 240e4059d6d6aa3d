/** An examination under test. What holds for every one is asserted here: a remedy wherever something is not well, and no password. */
import { expect } from '@jest/globals';
import { diagnose } from '../../src/doctor/diagnose.js';
import { CHECKS, type CheckName, type Finding } from '../../src/doctor/finding.js';
import type { DiagnoseOptions, Diagnosis } from '../../src/doctor/options.js';
import type { World } from '../../src/doctor/world.js';

export interface Examination extends Diagnosis {
  /** The findings of one check. */
  of(check: CheckName): Finding[];
  /** All findings, a line each: `problem tls: …`. */
  readonly text: string;
}

/** The environment is empty, so that no proxy of whoever runs the tests is in the way. */
export async function examine(
  target: string,
  options: Partial<DiagnoseOptions> = {},
  world: Partial<World> = {},
): Promise<Examination> {
  const seen: Finding[] = [];
  const all = { target, ...options, onFinding: (finding: Finding) => seen.push(finding) };
  const diagnosis = await diagnose(all, { env: {}, ...world });
  expect(diagnosis.findings).toEqual(seen);
  for (const finding of diagnosis.findings) {
    expect(finding.remedy !== undefined).toBe(finding.status !== 'ok');
    expect(finding.what).toMatch(/\S[.!?]$/);
  }
  const order = diagnosis.findings.map(({ check }) => CHECKS.indexOf(check));
  expect(order).toEqual(order.toSorted((a, b) => a - b));
  const { credentials } = options;
  if (credentials && 'password' in credentials) expect(JSON.stringify(diagnosis)).not.toContain(credentials.password);
  return {
    ...diagnosis,
    of: (check) => diagnosis.findings.filter((finding) => finding.check === check),
    text: diagnosis.findings.map(({ status, check, what }) => `${status} ${check}: ${what}`).join('\n'),
  };
}
