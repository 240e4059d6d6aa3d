/**
 * `make bench`: what is to be fast, each line beside its peer or its limit in the same run, and whether its budget holds. `ARGS` may name
 * groups of lines (below); `--json` prints lines for machines; `--report` writes docs/performance.md and its plot, with what was kept of
 * other groups before. Exit code 1 if a budget is broken.
 */
import { mkdirSync } from 'node:fs';
import { cpus, loadavg, release } from 'node:os';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { printTable } from './budgets.mjs';
import { installPeers } from './peers.mjs';
import { keep, writeReport } from './report.mjs';

/** Groups of lines: the file, and what it gives. The first ones take a minute together, the others some minutes each. */
const GROUPS = {
  codec: ['./codec.mjs', 'codecLines'],
  bodies: ['./bodies.mjs', 'bodyLines'],
  streaming: ['./streaming.mjs', 'streamingLines'],
  startup: ['./startup.mjs', 'startupLines'],
  call: ['./call.mjs', 'callLines'],
  calendar: ['./calendar.mjs', 'calendarLines'],
  sandbox: ['./sandbox.mjs', 'sandboxLines'],
  accounts: ['./accounts.mjs', 'accountLines'],
  watches: ['./watches.mjs', 'watchLines'],
  delivery: ['./delivery.mjs', 'deliveryLines'],
  'end-to-end': ['./end-to-end.mjs', 'endToEndLines'],
  throttled: ['./throttled.mjs', 'throttledLines'],
  growth: ['./growth.mjs', 'growthLines'],
  loop: ['./flat.mjs', 'loopLines'],
  stream: ['./flat.mjs', 'streamLines'],
};

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const names = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
const wrong = [
  ...names.filter((name) => !(name in GROUPS)),
  ...flags.filter((flag) => flag !== '--json' && flag !== '--report'),
];
if (wrong.length > 0) {
  console.error(
    `${wrong.join(', ')}: not known. Groups are ${Object.keys(GROUPS).join(', ')}; flags --json, --report.`,
  );
  process.exit(2);
}
const say = (text) => process.stderr.write(`${text}\n`);

installPeers(say);
const codec = await import(await bundle());
const ewskit = await import(pathToFileURL(resolve('dist/index.js')).href);
const { GetFolder } = await import(pathToFileURL(resolve('dist/raw.js')).href);

const groups = {};
for (const [name, [file, lines]] of Object.entries(GROUPS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  const busyBefore = loadavg()[0];
  const measure = (await import(file))[lines];
  groups[name] = { lines: await measure({ codec, ewskit, GetFolder, say }), ...machine(), busyBefore };
  keep(name, groups[name]);
  if (!flags.includes('--json')) printTable(groups[name].lines, (text) => process.stdout.write(text));
}
const lines = Object.values(groups).flatMap((group) => group.lines);
if (flags.includes('--json')) console.log(JSON.stringify({ ...machine(), lines }, null, 2));
if (flags.includes('--report')) writeReport(Object.keys(GROUPS), say);
process.exitCode = lines.some(({ holds }) => holds === false) ? 1 : 0;

function machine() {
  const [{ model }] = cpus();
  return {
    node: process.version,
    date: new Date().toISOString(),
    cpu: `${cpus().length} x ${model}`,
    kernel: release(),
  };
}

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
