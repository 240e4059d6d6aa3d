/**
 * How long it takes from a change to its delivery, beside exchangelib's streaming client on the same sandbox. Counted from when the change is sent,
 * so what the server needs for it is in it. Our watch delivers the item, exchangelib its id. Both listen at the same time, in processes of their own.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { line } from './budgets.mjs';
import { withAccount, withServer } from './mailbox.mjs';

const COUNT = 300;
/** Between two changes: a mailbox that is in use, and not one that is filled. */
const EACH_MS = 50;
const ARRIVED = 30_000;

/** A process that says `ready`, and then when it was told of which item. */
async function listener(command, args) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const told = new Map();
  let version;
  const ready = new Promise((resolve) => {
    createInterface({ input: child.stdout }).on('line', (text) => {
      const [word, second] = text.split(' ');
      if (word !== 'ready') return void told.set(word, Number(second) * 1000);
      version = second;
      resolve(true);
    });
  });
  const isReady = await Promise.race([ready, once(child, 'close').then(() => false)]);
  return isReady ? { told, version, stop: () => child.kill() } : undefined;
}

/** Milliseconds that a share of the changes took at most. */
function percentile(times, share) {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * share) - 1];
}

export const deliveryLines = ({ ewskit, say }) =>
  withServer({}, ({ url }) =>
    withAccount(ewskit, url, {}, async ({ inbox }) => {
      say(`delivery: ${COUNT} changes`);
      const ours = await listener(process.execPath, [fileURLToPath(import.meta.url), url]);
      const theirs = await listener('/usr/bin/python3', ['bench/exchangelib_stream.py', url, String(COUNT + 5)]);
      const made = new Map();
      try {
        for (let n = -5; n < COUNT; n++) {
          const at = performance.timeOrigin + performance.now();
          const { id } = await inbox.create({ subject: `Change ${n}` });
          // The first ones are for warmth.
          if (n >= 0) made.set(id, at);
          await new Promise((resolve) => setTimeout(resolve, EACH_MS));
        }
        const until = performance.now() + ARRIVED;
        const isAll = (one) => one === undefined || [...made.keys()].every((id) => one.told.has(id));
        while (!(isAll(ours) && isAll(theirs)) && performance.now() < until)
          await new Promise((resolve) => setTimeout(resolve, 50));
        const times = ({ told }) => [...made].map(([id, at]) => (told.get(id) ?? Number.POSITIVE_INFINITY) - at);
        const said = (one) =>
          `p50 ${percentile(times(one), 0.5).toFixed(1)} ms, p99 ${percentile(times(one), 0.99).toFixed(1)} ms`;
        return [
          line('from a change to its delivery, 99 of 100', percentile(times(ours), 0.99), {
            unit: 'ms',
            most: 50,
            detail: `watch ${said(ours)}; ${theirs ? `exchangelib ${theirs.version}'s stream ${said(theirs)}` : 'no exchangelib'}`,
          }),
        ];
      } finally {
        ours?.stop();
        theirs?.stop();
      }
    }),
  );

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { Account, basic } = await import('../dist/index.js');
  await withAccount({ Account, basic }, process.argv[2], {}, async ({ inbox }) => {
    const states = new Map();
    const store = { load: async (key) => states.get(key), save: async (key, state) => void states.set(key, state) };
    const watch = inbox.watch({ store })[Symbol.asyncIterator]();
    let next = watch.next();
    // By then it has begun, and its stream is open.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    console.log('ready');
    for (;;) {
      const { value: change } = await next;
      next = watch.next();
      if (change.kind === 'create') console.log(change.id.id, (performance.timeOrigin + performance.now()) / 1000);
    }
  });
}
