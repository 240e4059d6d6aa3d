/**
 * What a mailbox's clients are told of its changes, by exchangelib and by us, on the same server: pull, stream, push and synchronization have to
 * be the same event for event. `notify.mjs URL`; prints a line for each check, and exits with 1 when one fails.
 */
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { Account, PushReceiver } from '../../dist/index.js';
import { check, conclude } from './check.mjs';

const [, , endpoint] = process.argv;
const ALL = ['newMail', 'created', 'deleted', 'modified', 'moved', 'copied'];
const connect = (email) => Account.connect({ email, endpoint, credentials: { username: email, password: 'secret' } });
const account = await connect('alice@example.test');
const bob = await connect('bob@example.test');
const { inbox } = account;
const before = await inbox.create({ subject: 'There before' });

/** As notify.py writes an event. */
const lineOf = (event) => [
  `${event.kind[0].toUpperCase()}${event.kind.slice(1)}Event`,
  (event.itemId ?? event.folderId).id,
  (event.oldItemId ?? event.oldFolderId)?.id ?? null,
];

const python = spawn('/usr/bin/python3', ['test/interop/notify.py', endpoint], { stdio: ['pipe', 'pipe', 'inherit'] });
const words = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
const heard = async () => {
  const { value, done } = await words.next();
  if (done) throw new Error('exchangelib ended before its time.');
  return value;
};
if ((await heard()) !== 'ready') throw new Error('exchangelib is not ready.');

const feed = inbox.changes();
for await (const _ of feed);
const pull = await inbox.pull(ALL);
const ending = new AbortController();
const receiver = new PushReceiver();
const server = createServer(receiver.listener).listen(0, '127.0.0.1');
await new Promise((resolve) => server.once('listening', resolve));
const url = `http://127.0.0.1:${server.address().port}/`;
const told = { pull: [], stream: [], push: [], sync: [] };
const follow = async (way, events) => {
  for await (const event of events) told[way].push(lineOf(event));
};
const following = [
  follow('stream', await inbox.stream(ALL, { signal: ending.signal })),
  follow('push', await inbox.push(ALL, { receiver, url, signal: ending.signal })),
];

// Everything that can happen to items and folders.
const one = await inbox.create({ subject: 'One' });
const two = await inbox.create({ subject: 'Two' });
await one.update({ subject: 'One, changed' });
await two.update({ isRead: true });
await one.copy(account.drafts);
const news = await inbox.createFolder('News');
await two.move(news);
await two.move(inbox);
await one.delete();
await before.delete({ disposal: 'hard' });
await bob.send({ to: ['alice@example.test'], subject: 'From outside', text: 'Hello' });
await news.update({ displayName: 'Old news' });
await news.delete({ disposal: 'hard' });

for await (const event of pull) told.pull.push(lineOf(event));
await pull[Symbol.asyncDispose]();
for await (const { kind, id } of inbox.changes({ since: feed.state }))
  told.sync.push([kind === 'readFlag' ? 'read_flag_change' : kind, id.id]);
for (let n = 0; n < 600 && [told.stream, told.push].some(({ length }) => length < told.pull.length); n++)
  await sleep(50);
ending.abort();

python.stdin.write('0\n');
const theirs = JSON.parse(await heard());
check('something of each kind happened', [...new Set(told.pull.map(([kind]) => kind))].sort(), [
  'CopiedEvent',
  'CreatedEvent',
  'DeletedEvent',
  'ModifiedEvent',
  'MovedEvent',
  'NewMailEvent',
]);
for (const way of ['pull', 'stream', 'push', 'sync'])
  check(`${way}: exchangelib is told what we are`, theirs[way], told[way]);
for (const way of ['stream', 'push']) check(`${way}: what is pulled`, told[way], told.pull);

// A push that was answered Unsubscribe is the last one, whoever answered.
for (const subject of ['after', 'long after']) {
  await inbox.create({ subject });
  await sleep(1500);
}
python.stdin.write('end\n');
check("the push to exchangelib's receiver ends where it says Unsubscribe", JSON.parse(await heard()), 1);
await Promise.all(following);
server.closeAllConnections();
server.close();
python.stdin.end();
await account.close();
await bob.close();
conclude('notifications');
