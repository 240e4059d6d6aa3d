/**
 * Whole pieces of work against a server that is 20 ms away: what a user waits for, beside exchangelib on the same sandbox. Each figure is the
 * median of five runs, after one for warmth.
 */
import { spawnSync } from 'node:child_process';
import { line } from './budgets.mjs';
import { drafts, withAccount, withServer } from './mailbox.mjs';
import { median } from './measure.mjs';

const COUNT = 5_000;
const BODY = 1_500;
const DELAY_MS = 20;
const RUNS = 5;

/** Seconds that ours may take for each of exchangelib's. */
const WORK = {
  create: ['create 5,000', 1 / 3],
  full: ['5,000 full items', 1 / 8],
  fields: ['two fields of 5,000', 1 / 5],
  filter: ['filter 5,000', 1 / 3],
  delete: ['delete 5,000', 1 / 3],
};

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
  await timed('create', () => inbox.createAll(drafts(COUNT, BODY)));
  await timed('full', () => inbox.toArray());
  await timed('fields', () => inbox.only('subject', 'dateTimeReceived').toArray());
  await timed('filter', () => inbox.filter({ subject__contains: '7' }).toArray(), sevens);
  const begun = performance.now();
  for await (const _ of inbox) break;
  times.first = (performance.now() - begun) / 1000;
  await timed('delete', () => inbox.all().delete({ disposal: 'hard' }));
  return times;
}

function theirsOf(url) {
  const args = ['bench/exchangelib_end_to_end.py', url, String(COUNT), String(BODY)];
  const python = spawnSync('/usr/bin/python3', args, { encoding: 'utf8' });
  return python.status === 0 ? JSON.parse(python.stdout) : undefined;
}

const medians = (runs) =>
  Object.fromEntries(Object.keys(runs[0] ?? {}).map((name) => [name, median(runs.map((each) => each[name]))]));

export const endToEndLines = ({ ewskit, say }) =>
  withServer({ delayMs: DELAY_MS }, async ({ url }) => {
    const runs = { 1: [], 4: [], 8: [], theirs: [] };
    for (let round = 0; round <= RUNS; round++) {
      say(`end to end, ${round === 0 ? 'warming up' : `round ${round} of ${RUNS}`}`);
      for (const concurrency of round === 0 ? [4] : [1, 4, 8]) {
        const times = await withAccount(ewskit, url, { concurrency }, run);
        if (round > 0) runs[concurrency].push(times);
      }
      if (round > 0 && runs.theirs.length === round - 1) {
        const times = theirsOf(url);
        if (times) runs.theirs.push(times);
      }
    }
    const ours = { 1: medians(runs[1]), 4: medians(runs[4]), 8: medians(runs[8]) };
    const theirs = runs.theirs.length === RUNS ? medians(runs.theirs) : undefined;
    const at = (name) => [1, 4, 8].map((number) => `${ours[number][name].toFixed(2)} s with ${number}`).join(', ');
    const lines = Object.entries(WORK).map(([name, [what, most]]) =>
      line(`${what}, ${DELAY_MS} ms away, of exchangelib`, theirs && ours[4][name] / theirs[name], {
        most: Number(most.toFixed(3)),
        missing: theirs ? undefined : `skipped: no exchangelib; ours ${at(name)} in flight`,
        detail: theirs && `${at(name)} in flight; exchangelib ${theirs.version} ${theirs[name].toFixed(2)} s`,
        beside: theirs && {
          what,
          seconds: {
            'ewskit, 1 in flight': ours[1][name],
            'ewskit, 4 in flight': ours[4][name],
            exchangelib: theirs[name],
          },
        },
      }),
    );
    const detail = at('first');
    return [
      ...lines,
      line('first item of a loop, 4 in flight to 1', ours[4].first / ours[1].first, { most: 1.3, detail }),
    ];
  });
