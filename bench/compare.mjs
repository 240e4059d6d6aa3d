/**
 * `make compare`: xsd2ts and node-soap beside us, on the same schemas and documents. For the decision records 020 and 021, which
 * quote it. `--json` prints the figures as data. Peers are installed into bench/peers/compare.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { print } from './compare/print.mjs';
import { compileOurs, runXsd2ts } from './compare/xsd2ts.mjs';

const PEERS = resolve('bench/peers/compare');
/** What is made meanwhile. Where packages are, nobody looks for handwritten files. */
const WORK = `${PEERS}/node_modules/.cache`;
const DEPENDENCIES = { soap: '1.13.0', xsd2ts: '0.9.17' };
const SCHEMAS = ['schemas', '../shared/schemas/ExchangeSE_15.2.2562'].find((folder) =>
  existsSync(`${folder}/types.xsd`),
);

if (SCHEMAS === undefined)
  console.log("make compare needs Microsoft's schema files (make schemas); not at hand, nothing to run.");
else
  await compare(process.argv.includes('--json') ? (figures) => console.log(JSON.stringify(figures, null, 2)) : print);

async function compare(show) {
  // Times without a zone mean the same to all who read them.
  process.env.TZ = 'UTC';
  if (!install()) return;
  mkdirSync(WORK, { recursive: true });
  const ours = await bundle();
  const log = console.log;
  // node-soap has things to say while it works.
  console.log = () => {};
  const copy = ours.withService(ours.filesOf(SCHEMAS));
  const figures = {
    schemas: 'ExchangeSE',
    types: {
      ewskit: { ...ours.emittedByUs(), errors: compileOurs(WORK) },
      xsd2ts: runXsd2ts(WORK, SCHEMAS, false),
      xsd2tsRepaired: runXsd2ts(WORK, SCHEMAS, true),
    },
    requests: await ours.compareRequests(copy.wsdl),
    documents: await ours.compareDocuments(copy.wsdl),
    corpus: existsSync('../shared/corpus/index.tsv'),
  };
  console.log = log;
  copy[Symbol.dispose]();
  show(figures);
}

function install() {
  if (Object.keys(DEPENDENCIES).every((name) => existsSync(`${PEERS}/node_modules/${name}/package.json`))) return true;
  mkdirSync(PEERS, { recursive: true });
  writeFileSync(`${PEERS}/package.json`, JSON.stringify({ private: true, dependencies: DEPENDENCIES }));
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = spawnSync('npm', ['install', ...options], { cwd: PEERS, encoding: 'utf8' });
  if (npm.status !== 0)
    console.log(`The peers could not be installed; nothing to run. npm: ${npm.stderr.trim().split('\n')[0]}`);
  return npm.status === 0;
}

/** Our side needs the sources: dist/ has no way to ask what a type holds. */
async function bundle() {
  const outfile = `${WORK}/ours.mjs`;
  // Of the test runner the helpers of the tests need only that there is one.
  const noJest = { name: 'no-jest', setup };
  await build({
    entryPoints: ['bench/compare/all.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: ['soap', 'saxes', 'libxml2-wasm'],
    plugins: [noJest],
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

function setup({ onResolve, onLoad }) {
  onResolve({ filter: /^@jest\/globals$/ }, ({ path }) => ({ path, namespace: 'no-jest' }));
  onLoad({ filter: /.*/, namespace: 'no-jest' }, () => ({ contents: 'export const test = () => {};' }));
}
