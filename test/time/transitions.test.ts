/**
 * Every change of clocks, one second before and after, is as Temporal has it, on computers of several zones. A sample of zones by default;
 * `EWSKIT_ZONES=all` takes all that Node has (minutes).
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { type TemporaryFolder, temporaryFolder } from '../support/temp-folder.js';

const HOSTS = [
  'UTC',
  'America/New_York',
  'Europe/Copenhagen',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
];
const SEED = Number(process.env['EWSKIT_SEED'] ?? 13);
const ALL = Intl.supportedValuesOf('timeZone');

/** By default a few on each host, so that six hosts have seen as many as they can. */
function zonesFor(host: number): string[] {
  if (process.env['EWSKIT_ZONES'] === 'all') return ALL;
  const own = HOSTS.slice(1);
  return [own[host % own.length] as string, ...ALL.filter((_, place) => (place + SEED) % 150 === host)];
}

let folder: TemporaryFolder;
let program: string;

beforeAll(async () => {
  folder = await temporaryFolder('ewskit-zones-');
  program = join(folder.path, 'against-temporal.mjs');
  await build({
    entryPoints: ['test/time/against-temporal.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'warning',
  });
});

afterAll(async () => {
  await folder[Symbol.asyncDispose]();
});

test.each(HOSTS.map((host, index) => [host, index] as const))(
  'on a computer in %s',
  async (host, index) => {
    const zones = zonesFor(index);
    const env = { ...process.env, TZ: host, NODE_OPTIONS: '' };
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...zones], { env });
    const { changes, checks, differ } = JSON.parse(stdout) as { changes: number; checks: number; differ: string[] };
    if (process.env['EWSKIT_ZONES'] === 'all')
      console.log(`${host}: ${zones.length} zones, ${changes} changes, ${checks} checks`);
    expect(differ).toEqual([]);
    expect(checks).toBe(changes * 11);
    expect(changes).toBeGreaterThan(0);
  },
  600_000,
);
