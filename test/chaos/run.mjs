/**
 * Whatever becomes of streams, server and watch, the copy equals the mailbox (`make chaos`, by hand: it takes a quarter of an hour; `node
 * test/chaos/run.mjs 1 400 3` is its short form). Server and watch are processes of their own, which are killed by SIGKILL and started again, the server on
 * its data file, the watch from its checkpoint. `run.mjs [ROUNDS] [CHANGES] [FOLDERS] [SEED]`; it stands on dist/.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Account, failFast } from 'ewskit';
import { randomFrom } from '../support/random-from.mjs';
import { copyOf, mailboxOf } from './copy.mjs';
import { Writers } from './writers.mjs';

const EMAIL = 'alice@example.test';
const STREAM_TROUBLES = ['cut', 'stall', 'close', 'evict'];
/** How often the watch looks into everything, whatever it hears. */
const EVERY_MS = 5000;
/** So long nothing may come until the run is given up: no time that is measured, and enough for one busy core. */
const PATIENCE_MS = 300_000;

const [rounds = 50, total = 50_000, count = 20, seed = 1] = process.argv.slice(2).map(Number);
const random = randomFrom(seed);
const folder = mkdtempSync(join(tmpdir(), 'ewskit-chaos-'));
const changes = join(folder, 'changes.ndjson');
const begun = performance.now();
const script = (name) => fileURLToPath(new URL(name, import.meta.url));

let port = 0;
let endpoint;
let server;
async function startServer() {
  server = fork(script('server.mjs'), [join(folder, 'sandbox.db'), String(port)]);
  const [said] = await Promise.race([once(server, 'message'), once(server, 'exit').then(() => [{}])]);
  if (said.endpoint === undefined) throw new Error('The server did not start.');
  ({ endpoint } = said);
  port = Number(new URL(endpoint).port);
}

let watcher;
let failed = false;
function startWatcher() {
  watcher = fork(script('watcher.mjs'), [endpoint, join(folder, 'states.json'), changes, String(EVERY_MS)]);
  watcher.once('exit', (code) => {
    failed ||= code !== null && code !== 0;
  });
}

async function kill(child) {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

const written = () => (existsSync(changes) ? statSync(changes).size : 0);

/** Until the watch has told of something since: a trouble is to be met in the middle of work. */
async function untilTold(since) {
  for (const until = performance.now() + PATIENCE_MS; written() <= since + 1 && !failed; await sleep(20))
    if (performance.now() > until) throw new Error('The watch tells nothing any more.');
}

/** Until the copy is the mailbox, or nothing has come for long. */
async function untilEqual(mailbox) {
  let size = -1;
  for (let still = 0; still < PATIENCE_MS / 500; await sleep(500)) {
    const copy = copyOf(changes);
    if (JSON.stringify(copy.lines) === JSON.stringify(mailbox)) return copy;
    still = written() === size ? still + 1 : 0;
    size = written();
  }
  return copyOf(changes);
}

const met = {};
const troubles = {
  ...Object.fromEntries(
    STREAM_TROUBLES.map((trouble) => [
      trouble,
      async () => {
        const answer = once(server, 'message');
        server.send(trouble);
        await answer;
      },
    ]),
  ),
  'server killed': async () => {
    await kill(server);
    await startServer();
  },
  'watch killed': async () => {
    await kill(watcher);
    startWatcher();
  },
};

let code = 1;
try {
  await startServer();
  const login = { username: EMAIL, password: 'secret' };
  const account = await Account.connect({ email: EMAIL, endpoint, credentials: login, retry: failFast() });
  const folders = [];
  for (let n = 0; n < count; n++) folders.push(await account.top.createFolder(`Chaos ${n}`, 'mail'));
  const writers = new Writers(account, folders, random);
  startWatcher();
  const names = Object.keys(troubles);
  const each = Math.ceil(total / (rounds * names.length));
  for (let round = 1; round <= rounds; round++) {
    for (const name of names) {
      const since = written();
      // Half of them under its eyes, half while it is in trouble.
      const half = Math.ceil(each / 2);
      await writers.write(half);
      await untilTold(since);
      await Promise.all([writers.write(each - half), sleep(random(30)).then(troubles[name])]);
      met[name] = (met[name] ?? 0) + 1;
    }
    if (failed) throw new Error('The watch has ended.');
    if (rounds >= 10 && round % 5 === 0)
      console.error(
        `round ${round} of ${rounds}: ${writers.made} changes, ${Math.round((performance.now() - begun) / 1000)} s`,
      );
  }
  const mailbox = await mailboxOf(account);
  const { lines, ...told } = await untilEqual(mailbox);
  const lost = mailbox.filter((line) => !lines.includes(line));
  const extra = lines.filter((line) => !mailbox.includes(line));
  const seconds = Math.round((performance.now() - begun) / 1000);
  console.log(
    JSON.stringify({
      seed,
      changes: writers.made,
      folders: count,
      met,
      items: mailbox.length,
      copy: lines.length,
      ...told,
      seconds,
    }),
  );
  for (const line of lost.slice(0, 5)) console.log(`missing in the copy: ${line}`);
  for (const line of extra.slice(0, 5)) console.log(`too much in the copy: ${line}`);
  code = lost.length + extra.length + told.confused > 0 || failed ? 1 : 0;
  await account.close();
} finally {
  watcher?.kill('SIGKILL');
  server?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
}
console.log(code === 0 ? 'the copy equals the mailbox' : 'FAILED');
process.exitCode = code;
