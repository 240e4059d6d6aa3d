/** Many accounts in one process, each with a login and connections of its own: what one costs in memory and in time. */
import { line } from './budgets.mjs';
import { withServer } from './mailbox.mjs';
import { held } from './measure.mjs';

const NUMBERS = [1, 10, 100, 1_000];
const MOST = NUMBERS.at(-1);
/** Accounts that connect at the same time. */
const AT_ONCE = 8;
const email = (number) => `user${number}@example.test`;

/** Connects so many, each with one small request; what an account costs while all of them are open. */
async function open({ Account, basic }, endpoint, count) {
  const before = held();
  const begun = performance.now();
  const accounts = [];
  let next = 0;
  const one = async () => {
    for (let number = next++; number < count; number = next++) {
      const credentials = basic({ username: email(number), password: 'secret' });
      const account = await Account.connect({ email: email(number), endpoint, credentials, timeZone: 'UTC' });
      await account.inbox.count();
      accounts.push(account);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const ms = (performance.now() - begun) / count;
  const bytes = before === undefined ? undefined : (held() - before) / count;
  for (const account of accounts) await account.close();
  return { ms, bytes };
}

export function accountLines({ ewskit, say }) {
  const mailboxes = Object.fromEntries(Array.from({ length: MOST }, (_, number) => [email(number), {}]));
  say(`accounts: a server of ${MOST} mailboxes`);
  return withServer({ options: { mailboxes } }, async ({ url }) => {
    await open(ewskit, url, 100);
    const costs = [];
    for (const count of NUMBERS) costs.push({ count, ...(await open(ewskit, url, count)) });
    const told = (of) => costs.map((cost) => `${of(cost)} with ${cost.count.toLocaleString('en')}`).join(', ');
    const [, ten, , all] = costs;
    const missing = all.bytes === undefined ? 'run node with --expose-gc' : undefined;
    return [
      line('memory of an account, of 1,000 that are open', all.bytes && all.bytes / 1000, {
        unit: 'KB',
        most: 100,
        missing,
        detail: missing ? undefined : told(({ bytes }) => `${(bytes / 1000).toFixed(0)} KB`),
      }),
      line('time to open an account and ask once, 1,000 to 10', all.ms / ten.ms, {
        most: 2,
        detail: `${told(({ ms }) => `${ms.toFixed(1)} ms`)}; ${AT_ONCE} at a time`,
      }),
    ];
  });
}
