/**
 * Many mailboxes watched by one process, on the login of a service that impersonates them: what one costs in memory, and how many connections all of
 * them need. The watches are as quiet as mailboxes are; that each of them hears is seen by a message to the last.
 */
import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { line } from './budgets.mjs';
import { withServer } from './mailbox.mjs';
import { held } from './measure.mjs';

const NUMBERS = [50, 100, 200, 500];
const MOST = NUMBERS.at(-1);
const SERVICE = 'service@example.test';
const email = (number) => `user${number}@example.test`;

/** Of this process, those that wait for nothing included. */
function sockets() {
  if (!existsSync('/proc/self/fd')) return undefined;
  const files = readdirSync('/proc/self/fd').map((file) => `/proc/self/fd/${file}`);
  return files.filter(isSocket).length;
}

function isSocket(file) {
  try {
    return readlinkSync(file).startsWith('socket:');
  } catch {
    return false;
  }
}

function memory() {
  const states = new Map();
  return { load: async (key) => states.get(key), save: async (key, state) => void states.set(key, state) };
}

/** Watches so many inboxes until each has been told of something, then looks at what that takes. */
async function watch({ Exchange, basic }, { endpoint, asked }, count) {
  const before = held();
  const socketsBefore = sockets();
  const subscribed = await asked('Subscribe');
  const exchange = new Exchange({ endpoint, credentials: basic({ username: SERVICE, password: 'secret' }) });
  const ending = new AbortController();
  let told = 0;
  const begun = performance.now();
  const accounts = [];
  const watches = [];
  for (let number = 0; number < count; number++) {
    const account = await exchange.account(email(number), { impersonate: true, timeZone: 'UTC' });
    accounts.push(account);
    watches.push(
      (async () => {
        for await (const _ of account.inbox.watch({ store: memory(), signal: ending.signal })) told++;
      })(),
    );
  }
  while ((await asked('Subscribe')) < subscribed + count) await pause(50);
  const began = performance.now() - begun;
  for (const account of accounts) await account.inbox.create({ subject: 'Heard?' });
  while (told < count) await pause(20);
  // What the beginning needed is closed by then.
  await pause(1000);
  const bytes = before === undefined ? undefined : held() - before;
  const connections = socketsBefore === undefined ? undefined : sockets() - socketsBefore;
  ending.abort();
  await Promise.all(watches);
  await exchange.close();
  return { count, bytes, connections, began };
}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export function watchLines({ ewskit, say }) {
  const addresses = [SERVICE, ...Array.from({ length: MOST }, (_, number) => email(number))];
  const mailboxes = Object.fromEntries(addresses.map((address) => [address, {}]));
  say(`watches: a server of ${MOST} mailboxes`);
  return withServer({ options: { mailboxes, impersonators: [SERVICE] } }, async ({ url: endpoint, asked }) => {
    await watch(ewskit, { endpoint, asked }, 20);
    const costs = [];
    for (const count of NUMBERS) {
      say(`watches: ${count}`);
      costs.push(await watch(ewskit, { endpoint, asked }, count));
    }
    const [few, , , all] = costs;
    const each = ({ bytes, count }) => bytes / count / 1000;
    const told = (of) => costs.map((cost) => `${of(cost)} with ${cost.count}`).join(', ');
    const missing = all.bytes === undefined ? 'run node with --expose-gc' : undefined;
    const kilobytes = missing ? undefined : told((cost) => `${each(cost).toFixed(0)} KB`);
    return [
      line(`memory of a watched mailbox, of ${MOST}`, missing ? undefined : each(all), {
        unit: 'KB',
        most: 100,
        missing,
        detail: kilobytes,
      }),
      line(`memory of a watched mailbox, of ${MOST} to of ${few.count}`, missing ? undefined : each(all) / each(few), {
        most: 1.25,
        missing,
        detail: kilobytes,
      }),
      line(`connections for ${MOST} watched mailboxes`, all.connections, {
        unit: 'sockets',
        most: 12,
        missing: all.connections === undefined ? 'needs Linux' : undefined,
        detail: `${told(({ connections }) => connections)}; begun after ${told(({ began }) => `${(began / 1000).toFixed(1)} s`)}`,
      }),
    ];
  });
}
