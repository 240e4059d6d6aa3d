/**
 * Builds dist/: esbuild bundles the code into a few files (so that `import 'ewskit'` is quick) while tsc writes the
 * declarations. What package.json calls a dependency or a peer stays outside; development dependencies that the code imports
 * are packed in, each with its licence in dist/LICENSES.md.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { chmod, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { inlineSqlite } from './inline-sqlite.mjs';
import { licences, packedIn } from './packed-in.mjs';
import { skipZoneProbe } from './skip-zone-probe.mjs';

const ENTRIES = {
  index: 'src/index.ts',
  raw: 'src/raw.ts',
  sandbox: 'src/sandbox.ts',
  codegen: 'codegen/index.ts',
  cli: 'src/cli.ts',
};

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const started = performance.now();
await rm('dist', { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
const [declarations] = await Promise.all([emitDeclarations(), bundle()]);
console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = declarations;

async function bundle() {
  const { metafile } = await build({
    entryPoints: presentEntries(),
    outdir: 'dist',
    bundle: true,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external,
    legalComments: 'none',
    metafile: true,
    plugins: [inlineSqlite, skipZoneProbe],
    logLevel: 'warning',
  });
  writeFileSync('dist/LICENSES.md', licences(packedIn(Object.keys(metafile.inputs))));
  if (existsSync('dist/cli.js')) await chmod('dist/cli.js', 0o755);
}

function presentEntries() {
  const present = Object.entries(ENTRIES).filter(([, path]) => existsSync(path));
  for (const [, path] of Object.entries(ENTRIES)) if (!existsSync(path)) console.warn(`warning: no ${path}, left out`);
  return Object.fromEntries(present);
}

/** Resolves to tsc's exit code: the declarations are written even where a type is wrong, and the build still fails. */
function emitDeclarations() {
  return new Promise((resolve, reject) => {
    const tsc = spawn('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
    tsc.on('error', reject);
    tsc.on('close', (code) => resolve(code ?? 1));
  });
}
