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
import { libraryOutside } from './library-outside.mjs';
import { licences, packedIn } from './packed-in.mjs';
import { pruneDeclarations } from './prune-declarations.mjs';

/** What programs import, and what runs by itself: apart, so that the first is in few files, each of which costs an import half a millisecond. */
const LIBRARY = {
  index: 'src/index.ts',
  raw: 'src/raw.ts',
  sandbox: 'src/sandbox.ts',
  'codec-v1': 'src/codec/descriptor.ts',
};
const TOOLS = { codegen: 'codegen/index.ts', cli: 'src/cli.ts' };

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const external = Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies });

const started = performance.now();
await rm('dist', { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
const [declarations] = await Promise.all([emitDeclarations(), bundle()]);
const typed = Object.values(manifest.exports).flatMap(({ types }) => types ?? []);
if (declarations === 0) pruneDeclarations('dist/types', typed);
console.log(`dist/ built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
process.exitCode = declarations;

async function bundle() {
  const [library, tools] = await Promise.all([bundleOf(LIBRARY), bundleOf(TOOLS, [libraryOutside])]);
  writeFileSync('dist/LICENSES.md', licences(packedIn([...new Set([...library, ...tools])])));
  if (existsSync('dist/cli.js')) await chmod('dist/cli.js', 0o755);
}

/** The files that went into it. */
async function bundleOf(entries, plugins = []) {
  const { metafile } = await build({
    entryPoints: presentOf(entries),
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
    plugins: [inlineSqlite, ...plugins],
    logLevel: 'warning',
  });
  return Object.keys(metafile.inputs);
}

function presentOf(entries) {
  const present = Object.entries(entries).filter(([, path]) => existsSync(path));
  for (const [, path] of Object.entries(entries)) if (!existsSync(path)) console.warn(`warning: no ${path}, left out`);
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
