/**
 * `make pack-check`: the package as others use it. Packs it, installs it into empty folders, and runs a program with every compiler,
 * bundler and Node that users have; test/package holds the rows. The table comes last; exit code 1 if any row failed.
 * `make pack-check ONLY=Jest` runs the rows that have this word.
 */
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { command, node } from '../test/package/command.mjs';
import { runMatrix } from '../test/package/matrix.mjs';
import { install } from '../test/package/project.mjs';
import { bundlerRows } from '../test/package/rows/bundlers.mjs';
import { jestRows } from '../test/package/rows/jest.mjs';
import { nodeRows } from '../test/package/rows/nodes.mjs';
import { tarballRows } from '../test/package/rows/tarball.mjs';
import { typescriptRows } from '../test/package/rows/typescript.mjs';
import { installTools } from '../test/package/tools.mjs';

const INSTALLED_MAX_MB = 15;

const started = performance.now();
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const own = (name) => `${name}@${manifest.devDependencies[name]}`;
const root = realpathSync(mkdtempSync(join(tmpdir(), 'ewskit-pack-')));
try {
  const tarball = await pack();
  const tools = await installTools();
  const installed = await install(join(root, 'installed'), tarball);
  const [plain, withMsal] = await Promise.all([
    install(join(root, 'plain'), tarball, own('@types/node')),
    install(join(root, 'msal'), tarball, own('@azure/msal-node')),
  ]);
  const context = { root, plain, withMsal, tarball, manifest, tools };
  console.log(
    `installed: ${seconds()}; import 'ewskit' takes ${await importTime(installed)} ms (median of 15 cold processes)`,
  );
  const rows = [
    { group: 'dependencies', name: `installed size <= ${INSTALLED_MAX_MB} MB`, run: () => size(installed) },
    ...[tarballRows, nodeRows, typescriptRows, bundlerRows, jestRows].flatMap((rowsOf) => rowsOf(context)),
  ];
  const chosen = rows.filter(({ group, name }) => `${group} ${name}`.includes(process.env.ONLY ?? ''));
  if (chosen.length === 0) throw new Error(`No row has the word ${process.env.ONLY}.`);
  const failed = await runMatrix(chosen);
  console.log(`pack-check: ${chosen.length} rows, ${failed} failed, ${seconds()}`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  rmSync(root, { recursive: true, force: true });
}

async function pack() {
  const packed = await command('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', root]);
  const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(packed);
  const kilobytes = (bytes) => Math.round(bytes / 1024);
  console.log(`${filename}: ${entryCount} files, ${kilobytes(size)} kB packed, ${kilobytes(unpackedSize)} kB unpacked`);
  return join(root, filename);
}

async function size(folder) {
  const [kilobytes] = (await command('du', ['-sk', 'node_modules'], { cwd: folder })).split('\t');
  const megabytes = Number(kilobytes) / 1024;
  if (megabytes > INSTALLED_MAX_MB) throw new Error(`${megabytes.toFixed(1)} MB with its dependencies`);
  return `${megabytes.toFixed(1)} MB with its dependencies`;
}

/** Told, not judged: a busy machine may take any time. */
async function importTime(cwd) {
  const code = "const t = performance.now(); await import('ewskit'); console.log(performance.now() - t);";
  const times = [];
  for (let run = 0; run < 15; run++) times.push(Number(await node('--input-type=module', '-e', code, { cwd })));
  return times.sort((a, b) => a - b)[7].toFixed(0);
}

function seconds() {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`;
}
