/** Servers that throttle: what several requests at a time are refused, and what one at a time is; the same items in the same order. */
import { line } from './budgets.mjs';
import { drafts, withAccount, withServer } from './mailbox.mjs';

const DELAY_MS = 20;

/**
 * Policies of a server, and how much more it may refuse with several than with one. A limit that is below what is under way is found by one
 * refusal (docs/concurrency.md). A bucket of a minute's requests comes back evenly: what is beyond it is told how long to wait.
 */
const POLICIES = [
  ['EWSMaxConcurrency 27, as since Exchange 2013', { connections: 27 }, 0],
  ['EWSMaxConcurrency 10, as in Exchange 2010', { connections: 10 }, 0],
  ['EWSMaxConcurrency 3', { connections: 3 }, 1],
  ['EWSMaxConcurrency 1', { connections: 1 }, 1],
  ['ErrorServerBusy beyond 120 requests a minute', { requestsPerMinute: 120 }, 0],
];

async function work({ inbox }, server) {
  const begun = performance.now();
  await inbox.createAll(drafts(100, 10), { chunkSize: 10 });
  const subjects = [];
  for await (const { subject } of inbox.orderBy('subject').all({ pageSize: 1 })) subjects.push(subject);
  await inbox.all().update({ importance: 'High' }, { chunkSize: 2 });
  const seconds = (performance.now() - begun) / 1000;
  return { refused: await server.refused(), seconds, subjects: subjects.join() };
}

export async function throttledLines({ ewskit, say }) {
  const lines = [];
  for (const [what, throttling, most] of POLICIES) {
    say(`throttled: ${what}`);
    const results = {};
    // A server for each, or the second would meet a budget that the first has used up.
    for (const concurrency of [1, 4, 8])
      results[concurrency] = await withServer({ options: { throttling }, delayMs: DELAY_MS }, (server) =>
        withAccount(ewskit, server.url, { concurrency }, (account) => work(account, server)),
      );
    const all = Object.entries(results);
    if (new Set(all.map(([, { subjects }]) => subjects)).size > 1)
      throw new Error(`${what}: other items, or another order`);
    const more = Math.max(results[4].refused, results[8].refused) - results[1].refused;
    const told = all.map(([number, { refused, seconds }]) => `${refused} with ${number} in ${seconds.toFixed(1)} s`);
    lines.push(
      line(`refused beyond what one at a time is: ${what}`, more, { unit: 'requests', most, detail: told.join(', ') }),
    );
  }
  return lines;
}
