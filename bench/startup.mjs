/** What a process pays before it can work: importing the package cold, and generating the code of an edition. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { line } from './budgets.mjs';
import { median, timeProcess } from './measure.mjs';

const SCHEMAS = ['schemas', '../shared/schemas/ExchangeSE_15.2.2562'];

export function startupLines() {
  return [importLine(), generateLine()];
}

/** Measured inside a new process each time, from before the import to after it. */
function importLine() {
  const what = "import 'ewskit', cold";
  if (!existsSync('dist/index.js'))
    return line(what, undefined, { unit: 'ms', missing: 'dist/ is not built (make build)' });
  const url = pathToFileURL(resolve('dist/index.js')).href;
  const code = `const t = performance.now(); await import('${url}'); console.log(performance.now() - t)`;
  const run = () =>
    Number(spawnSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' }).stdout);
  run();
  const times = Array.from({ length: 15 }, run);
  return line(what, median(times), {
    unit: 'ms',
    most: 50,
    detail: `median of 15 processes, best ${Math.min(...times).toFixed(0)} ms`,
  });
}

function generateLine() {
  const what = 'generate';
  const schemas = SCHEMAS.find((folder) => existsSync(join(folder, 'types.xsd')));
  const missing = !existsSync('dist/cli.js') ? 'dist/ is not built (make build)' : 'no schema files (make schemas)';
  if (!schemas || !existsSync('dist/cli.js')) return line(what, undefined, { unit: 'ms', missing });
  const out = mkdtempSync(join(tmpdir(), 'ewskit-generate-'));
  const took = timeProcess(process.execPath, ['dist/cli.js', 'generate', '--schemas', schemas, '--out', out], {
    rounds: 1,
  });
  rmSync(out, { recursive: true });
  return line(what, took, {
    unit: 'ms',
    most: 10_000,
    ...(took ? {} : { missing: 'the generator failed' }),
    detail: `from ${schemas}`,
  });
}
