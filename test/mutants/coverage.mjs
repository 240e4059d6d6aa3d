/**
 * Which test files run which stretches of the sources, and how long each takes. Asked of a run of all tests, and kept: a test file is
 * run again when it, its helpers or a source that it runs has changed.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const CACHE = join('node_modules', '.cache', 'ewskit-mutants.json');

/** Of all files as they were when the tree was copied: what is written while the tests run does not count. */
let sums;

/** `{ [test file]: { key, passed, ms, hits } }` of all test files. */
export async function coverage(tree, files, sources, tests, jest, tell) {
  sums = new Map(files.map((file) => [file, createHash('sha256').update(file).update(readFileSync(file)).digest()]));
  const known = existsSync(CACHE) ? JSON.parse(readFileSync(CACHE, 'utf8')) : {};
  const observed = new Set(sources);
  const shared = hash(files.filter((file) => /^(src|generated|test\/support)\//.test(file) && !observed.has(file)));
  const keyOf = (test, hits) => `${shared} ${hash(aside(test, files))} ${hash(sourcesOf(hits, sources))}`;
  const due = tests.filter((test) => known[test]?.key !== keyOf(test, known[test]?.hits ?? []));
  if (due.length > 0) {
    tell(`coverage: ${due.length} test files, once; kept in ${CACHE}`);
    const folder = join(tree, 'mutant-hits');
    mkdirSync(folder);
    const report = join(folder, 'report.json');
    const around = ['./test/mutants/hits.mjs', './test/support/secrets-watch.ts'];
    await jest(tree, [
      ...due,
      '--json',
      `--outputFile=${report}`,
      ...around.flatMap((file) => ['--setupFilesAfterEnv', file]),
    ]);
    const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
    const names = new Set(readdirSync(folder));
    for (const { name, status, startTime, endTime } of testResults) {
      const test = due.find((each) => name.endsWith(`/${each}`));
      const hits = names.has(encodeURIComponent(test))
        ? JSON.parse(readFileSync(join(folder, encodeURIComponent(test)), 'utf8'))
        : [];
      known[test] = { key: keyOf(test, hits), passed: status === 'passed', ms: endTime - startTime, hits };
    }
    mkdirSync(join('node_modules', '.cache'), { recursive: true });
    writeFileSync(CACHE, JSON.stringify(known));
  }
  return Object.fromEntries(tests.filter((test) => known[test]).map((test) => [test, known[test]]));
}

function sourcesOf(hits, sources) {
  const run = new Set(hits.map((hit) => hit.slice(0, hit.lastIndexOf(':'))));
  return sources.filter((file) => run.has(file));
}

/** A test file and what lies beside it, which it may import. */
function aside(test, files) {
  const folder = test.slice(0, test.lastIndexOf('/') + 1);
  return files.filter((file) => file === test || (file.startsWith(folder) && !file.endsWith('.test.ts')));
}

function hash(files) {
  const sum = createHash('sha256');
  for (const file of files) sum.update(sums.get(file));
  return sum.digest('hex').slice(0, 16);
}
