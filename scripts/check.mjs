/**
 * `make check`: everything about the tree that is not behaviour, one line each, all of them even when one fails. Expects a
 * build in dist/ (make sees to it).
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const BIN = 'node_modules/.bin';
const JEST_ENV = { NODE_OPTIONS: '--experimental-vm-modules --no-warnings' };
const jest = (...files) => [`${BIN}/jest`, ...files, '--reporters=summary'];

const steps = [
  ['format and lint', [`${BIN}/biome`, 'check', '--error-on-warnings', '.']],
  ['types, and type tests', [`${BIN}/tsc`, '--noEmit']],
  ['types of the README', ['node', 'scripts/readme-types.mjs']],
  ['architecture', jest('test/architecture.test.ts'), JEST_ENV],
  ['public names', jest('test/exports.test.ts'), JEST_ENV],
  existsSync('schemas/types.xsd')
    ? [
        'generated code is current',
        ['node', 'dist/cli.js', 'generate', '--schemas', 'schemas', '--out', '.', '--check'],
      ]
    : ['generated code is current: skipped, schemas/ holds no schema files (make schemas)', undefined],
  ['what is proven by which test', ['node', 'scripts/parity.mjs']],
  ['publint', [`${BIN}/publint`, '--strict']],
  ['are the types wrong', [`${BIN}/attw`, '--pack', '--profile', 'esm-only']],
];

let failed = 0;
for (const [name, command, env] of steps) {
  const { code, output } = command ? await run(command, env) : { code: 0, output: '' };
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`);
  if (code !== 0) console.log(output);
  if (code !== 0) failed++;
}
console.log(failed === 0 ? 'check: all good' : `check: ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** Its output is kept back and shown only on failure. */
function run([command, ...args], env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { env: { ...process.env, FORCE_COLOR: '0', ...env } });
    let output = '';
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (output += data));
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
