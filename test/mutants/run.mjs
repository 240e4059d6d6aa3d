/**
 * `make mutants`: makes small faults in the sources, one at a time, and looks whether a test notices. Those that none does are printed:
 * each is a test that is missing, or code that does nothing. Works in copies of the tree.
 *
 * `node test/mutants/run.mjs [--sample 300] [--seed 1] [--only src/query] [--tests test/query] [--jobs 2] [--most 12] [--json]
 * [--again FILE]`; `--most`: so many test files for each fault, the nearest (a share that is too low at worst); `--again` takes the survivors
 * of an earlier `--json`, after tests were written.
 */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { coverage } from './coverage.mjs';
import { mutated, mutationsOf, withHits } from './mutations.mjs';

const ROOMS = /^src\/(client|http|auth|query|items|folders|notify|autodiscover)\//;
/** The nearest tests are run first; most faults end there. */
const FIRST = 4;

const text = { type: 'string' };
const { values: flags } = parseArgs({
  options: {
    sample: { ...text, default: '300' },
    seed: { ...text, default: '1' },
    jobs: { ...text, default: String(availableParallelism()) },
    most: { ...text, default: 'Infinity' },
    only: { ...text, default: '' },
    tests: { ...text, default: 'test/' },
    again: text,
    json: { type: 'boolean', default: false },
  },
});

/** With one of some paths, which stand between commas. */
const begins = (file, paths) => paths.split(',').some((path) => file.startsWith(path));
const tell = (line) => process.stderr.write(`${line}\n`);
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file !== '' && existsSync(file));
const tests = files.filter(
  (file) => begins(file, flags.tests) && file.endsWith('.test.ts') && !/^test\/(interop|package)\//.test(file),
);
const sources = files.filter((file) => ROOMS.test(file) && file.endsWith('.ts') && begins(file, flags.only));
const contents = new Map(sources.map((file) => [file, readFileSync(file, 'utf8')]));

const base = mkdtempSync(join(tmpdir(), 'ewskit-mutants-'));
const running = new Set();
const end = () => {
  for (const child of running) kill(child);
  rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
};
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    end();
    process.exit(130);
  });
try {
  await main();
} finally {
  end();
}

async function main() {
  if (existsSync('../shared')) symlinkSync(resolve('../shared'), join(base, 'shared'));
  const observed = copy('observed');
  const rooms = files.filter((file) => ROOMS.test(file) && file.endsWith('.ts'));
  for (const file of rooms) writeFileSync(join(observed, file), withHits(file, readFileSync(file, 'utf8')));
  const covered = await coverage(observed, files, rooms, tests, jest, tell);
  const failed = tests.filter((test) => !covered[test]?.passed);
  if (failed.length > 0) tell(`left out, for they fail without any fault: ${failed.join(', ')}`);

  const all = [...contents].flatMap(([file, source]) => mutationsOf(file, source));
  const chosen = flags.again
    ? again(all)
    : sample(
        all.filter((each) => mutated(contents.get(each.file), each)),
        Number(flags.sample),
        Number(flags.seed),
      );
  tell(`${chosen.length} of ${all.length} possible faults in ${sources.length} files, seed ${flags.seed}`);

  const queue = chosen.entries();
  const results = [];
  const worker = async (name) => {
    const tree = copy(name);
    for (const [index, fault] of queue) {
      const outcome = await judge(tree, fault, covered);
      results[index] = { ...fault, ...outcome };
      tell(`${results.filter(Boolean).length}/${chosen.length} ${outcome.fate} ${place(fault)}`);
    }
  };
  await Promise.all(Array.from({ length: Number(flags.jobs) }, (_, index) => worker(`job-${index}`)));
  print(results, all.length);
}

/** Whether some test notices. */
async function judge(tree, fault, covered) {
  const source = contents.get(fault.file);
  const near = nearest(fault, covered).slice(0, Number(flags.most));
  writeFileSync(join(tree, fault.file), mutated(source, fault));
  try {
    for (const batch of [near.slice(0, FIRST), near.slice(FIRST)]) {
      if (batch.length === 0) continue;
      const limit = 60_000 + 10 * batch.reduce((sum, test) => sum + covered[test].ms, 0);
      const code = await jest(tree, [...batch, '-i', '--testEnvironment', './test/mutants/first-failure.mjs'], limit);
      if (code !== 0) return { fate: code === undefined ? 'timed out' : 'killed', tests: near.length };
    }
    return { fate: 'survived', tests: near.length };
  } finally {
    writeFileSync(join(tree, fault.file), source);
  }
}

/**
 * The tests that run the stretch; of what stands outside of functions, those that run any of the file, or where it has none, all of its
 * room. That of the same name first, then those of its room.
 */
function nearest({ file, at }, covered) {
  const own = `${file.replace(/^src/, 'test').replace(/\.ts$/, '')}.test.ts`;
  const room = `${dirname(file).replace(/^src/, 'test').split('/').slice(0, 2).join('/')}/`;
  const far = (test) => (test === own ? 0 : test.startsWith(room) ? 1 : 2);
  const passed = Object.keys(covered).filter((test) => covered[test].passed);
  const running = (is) => passed.filter((test) => covered[test].hits.some(is));
  let found = running((hit) => (at === undefined ? hit.startsWith(`${file}:`) : hit === `${file}:${at}`));
  if (at === undefined && found.length === 0) found = passed.filter((test) => test.startsWith(room));
  return found.sort((a, b) => far(a) - far(b) || covered[a].ms - covered[b].ms);
}

/** Runs tests in a copy; the exit code, or undefined when the time was up. Whatever they started ends with them. */
function jest(tree, args, limitMs) {
  const temp = mkdtempSync(join(base, 'temp-'));
  const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules --no-warnings', TMPDIR: temp };
  const options = { cwd: tree, env, stdio: 'ignore', detached: true };
  const child = spawn('node_modules/.bin/jest', ['--cacheDirectory', join(base, 'cache'), ...args], options);
  running.add(child);
  return new Promise((done) => {
    let late = false;
    const timer =
      limitMs &&
      setTimeout(() => {
        late = true;
        kill(child);
      }, limitMs);
    child.on('close', (code) => {
      clearTimeout(timer);
      kill(child);
      running.delete(child);
      rmSync(temp, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
      done(late ? undefined : (code ?? 1));
    });
  });
}

/** With all that it started. */
function kill({ pid }) {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

function copy(name) {
  const tree = join(base, name);
  for (const file of files) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    cpSync(file, join(tree, file));
  }
  if (existsSync('dist')) cpSync('dist', join(tree, 'dist'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(tree, 'node_modules'));
  return tree;
}

/** So many of them, the same for the same seed: mulberry32 and Fisher-Yates. */
function sample(all, count, seed) {
  let state = seed;
  for (let left = all.length - 1; left > 0; left--) {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    const other = Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * (left + 1));
    [all[left], all[other]] = [all[other], all[left]];
  }
  return all.slice(0, count);
}

function again(all) {
  const { survivors } = JSON.parse(readFileSync(flags.again, 'utf8'));
  const key = ({ file, operator, was, start }) => JSON.stringify([file, operator, was, start]);
  const wanted = new Set(survivors.map(key));
  return all.filter((each) => wanted.has(key(each)));
}

function place({ file, line, operator, was }) {
  return `${file}:${line} ${operator}: ${was.replace(/\s+/g, ' ').slice(0, 80)}`;
}

function print(results, possible) {
  const of = (fate) => results.filter((each) => each.fate === fate);
  const survivors = of('survived');
  const died = results.length - survivors.length;
  const share = results.length === 0 ? 1 : died / results.length;
  if (flags.json) {
    const counts = { killed: of('killed').length, timedOut: of('timed out').length, survived: survivors.length };
    console.log(
      JSON.stringify(
        { seed: Number(flags.seed), possible, sample: results.length, share, ...counts, survivors },
        undefined,
        1,
      ),
    );
    return;
  }
  for (const each of survivors) console.log(`survived (${each.tests} test files ran) ${place(each)}`);
  console.log(
    `${died} of ${results.length} died, ${(100 * share).toFixed(1)} %; ${of('timed out').length} of them by time`,
  );
}
