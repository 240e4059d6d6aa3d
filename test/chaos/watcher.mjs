/**
 * The watch of the chaos run, in a process that can be killed: `watcher.mjs ENDPOINT STATES CHANGES EVERY`. Each change is a line of the file CHANGES
 * before the next one is asked for: that is what its consumer has.
 */
import { appendFileSync } from 'node:fs';
import { Account, failFast, fileStore } from 'ewskit';

const [, , endpoint, states, changes, everyMs] = process.argv;
const email = 'alice@example.test';
process.on('disconnect', () => process.exit());
// What was being written when it was killed last time stands by itself.
appendFileSync(changes, '\n');
for (;;)
  try {
    const credentials = { username: email, password: 'secret' };
    const account = await Account.connect({ email, endpoint, credentials, retry: failFast() });
    const options = { store: fileStore(states), from: 'beginning', silenceMs: 1500, pageSize: 50, only: ['subject'] };
    for await (const change of account.watch({ ...options, everyMs: Number(everyMs) })) {
      const { kind, changeId, id } = change;
      const line = { kind, changeId, folder: await change.folder.id(), id: id?.id, key: id?.changeKey };
      appendFileSync(changes, `${JSON.stringify(line)}\n`);
    }
  } catch (error) {
    // It was started while the server was down.
    if (error.code !== 'ERR_CONNECTION_REFUSED' && error.code !== 'ERR_CONNECTION_RESET') {
      console.error(error);
      process.exit(1);
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
