/** Whether memory grows with time: a loop over 50,000 items, and 40 seconds of streamed events. */
import { line } from './budgets.mjs';
import { drafts, fillTo, withAccount, withServer } from './mailbox.mjs';
import { held } from './measure.mjs';

const MANY = 50_000;
const SECONDS = 40;
/** Between two looks at the memory. */
const EACH = 5;

/** Both need to tell what is garbage. */
const lines = (measure) => async (tools) =>
  held() === undefined
    ? [line('memory of loops and streams', undefined, { missing: 'run node with --expose-gc' })]
    : [await measure(tools)];

/** The most that is held, to what was held at the first look: the process is warm by then. */
function flat(what, seen, each) {
  return line(`memory held by ${what}, its most to that at the first look`, Math.max(...seen) / seen[0], {
    most: 1.5,
    detail: `${seen.map((bytes) => (bytes / 1e6).toFixed(1)).join(', ')} MB, ${each}`,
  });
}

export const loopLines = lines(({ ewskit, say }) =>
  withServer({}, ({ url }) =>
    withAccount(ewskit, url, {}, async ({ inbox }) => {
      say(`memory: a loop over ${MANY} items`);
      await fillTo(inbox, MANY, 200);
      const seen = [];
      let count = 0;
      for await (const _ of inbox) if (++count % 10_000 === 0) seen.push(held());
      if (count !== MANY) throw new Error(`${count} items instead of ${MANY}`);
      return flat(`a loop over ${MANY.toLocaleString('en')} items`, seen, 'at each 10,000');
    }),
  ),
);

export const streamLines = lines(({ ewskit, say }) =>
  withServer({}, ({ url }) =>
    withAccount(ewskit, url, {}, async (account) => {
      const { inbox } = account;
      say(`memory: ${SECONDS} s of streamed events`);
      const stop = AbortSignal.timeout(SECONDS * 1000);
      const events = await inbox.stream(['created', 'deleted'], { signal: stop });
      const busy = work(account, stop);
      const seen = [];
      let [count, next] = [0, performance.now() + EACH * 1000];
      for await (const _ of events) {
        count++;
        if (performance.now() < next) continue;
        next += EACH * 1000;
        seen.push(held());
      }
      await busy;
      return flat(`${SECONDS} s of streamed events`, seen, `every ${EACH} s; ${count.toLocaleString('en')} events`);
    }),
  ),
);

/** Something to tell of: items come and go. */
async function work(account, stop) {
  while (!stop.aborted) {
    const made = await account.inbox.createAll(drafts(50, 10));
    await account.items(made).delete({ disposal: 'hard' });
  }
}
