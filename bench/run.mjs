/**
 * `make bench`: the budgets of the codec as ratios taken in one run, a line each, and whether each holds. `--json` prints the
 * lines for machines; exit code 1 if a budget is broken.
 */
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bodyLines } from './bodies.mjs';
import { printTable } from './budgets.mjs';
import { codecLines } from './codec.mjs';
import { installPeers } from './peers.mjs';
import { startupLines } from './startup.mjs';
import { streamingLines } from './streaming.mjs';

const json = process.argv.includes('--json');
const say = (text) => process.stderr.write(`${text}\n`);

installPeers(say);
say('measuring; about a minute');
const codec = await import(await bundle());
const lines = [...(await codecLines(codec)), ...bodyLines(codec), ...(await streamingLines(codec)), ...startupLines()];
if (json) console.log(JSON.stringify({ node: process.version, date: new Date().toISOString(), lines }, null, 2));
else printTable(lines, (text) => process.stdout.write(text));
process.exitCode = lines.some(({ holds }) => holds === false) ? 1 : 0;

/** The codec alone, bundled from the sources as the package is, so that what is measured is what is written. */
async function bundle() {
  const outfile = resolve('node_modules/.cache/ewskit-bench/raw.mjs');
  mkdirSync(resolve(outfile, '..'), { recursive: true });
  await build({
    entryPoints: ['src/raw.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    keepNames: true,
    packages: 'external',
    outfile,
    logLevel: 'warning',
  });
  return `${pathToFileURL(outfile).href}?${Date.now()}`;
}
