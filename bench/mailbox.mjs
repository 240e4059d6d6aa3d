/** What the benchmarks that work on mailboxes share: a server of their own, an account on it, items. */
import { start } from './server.mjs';

const EMAIL = 'alice@example.test';

/** Does some work with a server, and ends it. */
export async function withServer(options, work) {
  const server = await start(options);
  try {
    return await work(server);
  } finally {
    server.stop();
  }
}

/** Does some work as one who logs in for it. */
export async function withAccount({ Account, basic }, endpoint, options, work) {
  const { email = EMAIL, ...rest } = options;
  const credentials = basic({ username: email, password: 'secret' });
  const account = await Account.connect({ email, endpoint, credentials, timeZone: 'UTC', ...rest });
  try {
    return await work(account);
  } finally {
    await account.close();
  }
}

export const drafts = (count, length, from = 0) =>
  Array.from({ length: count }, (_, n) => ({ subject: `Item ${n + from}`, text: 'x'.repeat(length) }));

/** Fills a folder up to so many. */
export async function fillTo(folder, count, length, from = 0) {
  for (let made = from; made < count; made += 2_500)
    await folder.createAll(drafts(Math.min(2_500, count - made), length, made), { chunkSize: 500 });
}
