/**
 * Whole pieces of work against a server that is 20 ms away: what a user waits for, beside exchangelib on the same sandbox; whether memory
 * grows with the length of a loop; and whether a server that throttles has to refuse more than it would with one request at a time.
 */
import { spawnSync } from 'node:child_process';
import { line } from './budgets.mjs';
import { start } from './server.mjs';

const COUNT = 5_000;
const BODY = 1_500;
const DELAY_MS = 20;
const MANY = 50_000;

/** Seconds that ours may take for each of exchangelib's. */
const WORK = {
  create: ['create 5,000', 1 / 3],
  full: ['5,000 full items', 1 / 8],
  fields: ['two fields of 5,000', 1 / 5],
  filter: ['filter 5,000', 1 / 3],
  delete: ['delete 5,000', 1 / 3],
};

export async function endToEndLines(ewskit) {
  return [...(await besideExchangelib(ewskit)), ...(await throttledLines(ewskit)), await memoryLine(ewskit)];
}

async function withAccount({ Account, basic }, endpoint, options, work) {
  const email = 'alice@example.test';
  const credentials = basic({ username: email, password: 'secret' });
  const account = await Account.connect({ email, endpoint, credentials, timeZone: 'UTC', ...options });
  try {
    return await work(account);
  } finally {
    await account.close();
  }
}

const drafts = (count, length = BODY) =>
  Array.from({ length: count }, (_, n) => ({ subject: `Item ${n}`, text: 'x'.repeat(length) }));

/** All the work once, in seconds. */
async function run({ inbox }) {
  const times = {};
  const timed = async (name, work, expected = COUNT) => {
    const begun = performance.now();
    const got = (await work()).length;
    times[name] = (performance.now() - begun) / 1000;
    if (got !== expected) throw new Error(`${name}: ${got} instead of ${expected}`);
  };
  const sevens = Array.from({ length: COUNT }, (_, n) => `${n}`).filter((text) => text.includes('7')).length;
  await timed('create', () => inbox.createAll(drafts(COUNT)));
  await timed('full', () => inbox.toArray());
  await timed('fields', () => inbox.only('subject', 'dateTimeReceived').toArray());
  await timed('filter', () => inbox.filter({ subject__contains: '7' }).toArray(), sevens);
  const begun = performance.now();
  for await (const _ of inbox) break;
  times.first = (performance.now() - begun) / 1000;
  await timed('delete', () => inbox.all().delete({ disposal: 'hard' }));
  return times;
}

async function besideExchangelib(ewskit) {
  const server = await start({ delayMs: DELAY_MS });
  try {
    const ours = {};
    // The first is for warmth.
    for (const concurrency of [4, 1, 4, 8])
      ours[concurrency] = await withAccount(ewskit, server.url, { concurrency }, run);
    const python = spawnSync(
      '/usr/bin/python3',
      ['bench/exchangelib_end_to_end.py', server.url, String(COUNT), String(BODY)],
      { encoding: 'utf8' },
    );
    const theirs = python.status === 0 ? JSON.parse(python.stdout) : undefined;
    const at = (name) => [1, 4, 8].map((number) => `${ours[number][name].toFixed(2)} s with ${number}`).join(', ');
    const lines = Object.entries(WORK).map(([name, [what, most]]) =>
      line(`${what}, ${DELAY_MS} ms away, to exchangelib`, theirs && ours[4][name] / theirs[name], {
        most: Number(most.toFixed(3)),
        ...(theirs ? {} : { missing: `no exchangelib; ours ${at(name)} in flight` }),
        detail: theirs && `${at(name)} in flight; exchangelib ${theirs.version} ${theirs[name].toFixed(2)} s`,
      }),
    );
    const first = line('first item of a loop, 4 in flight to 1', ours[4].first / ours[1].first, {
      most: 1.3,
      detail: at('first'),
    });
    return [...lines, first];
  } finally {
    server.stop();
  }
}

/** Policies of a server. A bucket of a minute's requests that comes back evenly: what is beyond it is told how long to wait. */
const POLICIES = [
  ['EWSMaxConcurrency 27, as since Exchange 2013', { connections: 27 }],
  ['EWSMaxConcurrency 10, as in Exchange 2010', { connections: 10 }],
  ['ErrorServerBusy beyond 120 requests a minute', { requestsPerMinute: 120 }],
];

/** What one lane is refused, and what several are; the same items in the same order. */
async function throttledLines(ewskit) {
  const lines = [];
  for (const [what, throttling] of POLICIES) {
    const results = {};
    for (const concurrency of [1, 4, 8]) {
      // A budget of its own for each, or the second would meet what the first has used up.
      const server = await start({ options: { throttling }, delayMs: DELAY_MS });
      try {
        const work = (account) => throttled(account, server);
        results[concurrency] = await withAccount(ewskit, server.url, { concurrency }, work);
      } finally {
        server.stop();
      }
    }
    const all = Object.entries(results);
    if (new Set(all.map(([, { subjects }]) => subjects)).size > 1)
      throw new Error(`${what}: other items, or another order`);
    const more = Math.max(results[4].refused, results[8].refused) - results[1].refused;
    lines.push(
      line(`refused with 4 or 8 in flight less with 1: ${what}`, more, {
        unit: 'requests',
        most: 0,
        detail: all
          .map(([number, { refused, seconds }]) => `${refused} with ${number} in ${seconds.toFixed(1)} s`)
          .join(', '),
      }),
    );
  }
  return lines;
}

async function throttled({ inbox }, server) {
  const begun = performance.now();
  await inbox.createAll(drafts(100, 10), { chunkSize: 10 });
  const subjects = [];
  for await (const { subject } of inbox.orderBy('subject').all({ pageSize: 1 })) subjects.push(subject);
  await inbox.all().update({ importance: 'High' }, { chunkSize: 2 });
  const seconds = (performance.now() - begun) / 1000;
  return { refused: await server.refused(), seconds, subjects: subjects.join() };
}

/** What a loop over whole items holds at its 10,000th and at its last. */
async function memoryLine(ewskit) {
  const what = `memory held by a loop over ${MANY.toLocaleString('en')} items, its most to that at 10,000`;
  if (!globalThis.gc) return line(what, undefined, { missing: 'run node with --expose-gc' });
  const server = await start();
  try {
    const seen = [];
    let count = 0;
    await withAccount(ewskit, server.url, {}, async ({ inbox }) => {
      for (let made = 0; made < MANY; made += 5_000) await inbox.createAll(drafts(5_000, 200), { chunkSize: 500 });
      for await (const _ of inbox) if (++count % 10_000 === 0) seen.push(held());
    });
    if (count !== MANY) throw new Error(`${count} items instead of ${MANY}`);
    return line(what, Math.max(...seen) / seen[0], {
      most: 1.5,
      detail: `${seen.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB at each 10,000`,
    });
  } finally {
    server.stop();
  }
}

function held() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** By itself: `node --expose-gc bench/end-to-end.mjs`. */
if (process.argv[1]?.endsWith('end-to-end.mjs')) {
  const { printTable } = await import('./budgets.mjs');
  const lines = await endToEndLines(await import('../dist/index.js'));
  printTable(lines, (text) => process.stdout.write(text));
  process.exitCode = lines.some(({ holds }) => holds === false) ? 1 : 0;
}
