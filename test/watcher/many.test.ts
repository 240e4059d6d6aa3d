/** Many mailboxes on one login: they are heard on few connections, and what else the login asks finds room beside them. */
import '../support/judged-sandboxes.js';
import { expect, jest, test } from '@jest/globals';
import { Exchange, TransportError } from '../../src/index.js';
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';
import { memory } from '../support/memory-store.js';
import { recorder } from '../support/recorder.js';
import { failure, success } from '../support/scripted-server.js';

const SERVICE = 'service@example.test';
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `user${n}@example.test`);

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** A server of so many mailboxes, and watches of their inboxes, all on the login of a service that impersonates them. */
async function watching(
  count: number,
  { everyMs, ...options }: SandboxOptions & { everyMs?: number },
  work: (all: Watching) => Promise<void>,
): Promise<void> {
  const emails = numbered(count);
  await using sandbox = await Sandbox.start({
    mailboxes: Object.fromEntries([SERVICE, ...emails].map((email) => [email, {}])),
    impersonators: [SERVICE],
    ...options,
  });
  await using exchange = new Exchange({ endpoint: sandbox.endpoint, credentials: sandbox.credentialsFor(SERVICE) });
  const ending = new AbortController();
  const told: string[] = [];
  const follow = async (email: string): Promise<void> => {
    const { inbox } = await exchange.account(email, { impersonate: true });
    for await (const change of inbox.watch({ store: memory(), signal: ending.signal, everyMs }))
      if (change.kind === 'create') told.push(`${email} ${change.item.subject}`);
  };
  const watches = emails.map(follow);
  try {
    await work({ sandbox, exchange, emails, told });
  } finally {
    ending.abort();
    await Promise.all(watches);
  }
}

interface Watching {
  readonly sandbox: Sandbox;
  readonly exchange: Exchange;
  readonly emails: readonly string[];
  /** What came, and where. */
  readonly told: string[];
}

/** How often an operation was answered; of a stream, how often one was opened. */
const asked = ({ sandbox }: Watching, name: string): number =>
  sandbox.requests.filter(({ operation }) => operation === name).length;

/** Each mailbox gets a message, and its watch tells of it. */
async function eachIsTold({ exchange, emails, told }: Watching, subject: string): Promise<void> {
  for (const email of emails) {
    const { inbox } = await exchange.account(email, { impersonate: true });
    await inbox.create({ subject });
  }
  await until(() => emails.every((email) => told.includes(`${email} ${subject}`)));
}

test('twelve mailboxes are heard on at most two connections, each by a subscription of its own', () =>
  watching(12, {}, async (all) => {
    await until(() => asked(all, 'Subscribe') === 12);
    await eachIsTold(all, 'first');
    expect(all.sandbox.troubleStreams('close')).toBeLessThanOrEqual(2);
    await eachIsTold(all, 'second');
    expect(asked(all, 'Subscribe')).toBe(12);
    expect(asked(all, 'GetStreamingEvents')).toBeLessThan(12);
  }));

test('behind the front end there are three servers: all subscribe on that of the first, and the others are not asked', () =>
  watching(6, { backEnds: 3 }, async (all) => {
    await until(() => asked(all, 'Subscribe') === 6);
    await eachIsTold(all, 'first');
    const bound = all.sandbox.requests.filter(({ operation }) => /Subscribe|GetStreamingEvents/.test(operation));
    const anchors = new Set(bound.map(({ headers }) => headers['x-anchormailbox']));
    expect(anchors.size).toBe(1);
    const cookies = bound
      .slice(1)
      .flatMap(({ headers }) => /X-BackEndOverrideCookie=[^;]+/.exec(String(headers['cookie'])) ?? []);
    expect(new Set(cookies.map(String)).size).toBe(1);
    expect(asked(all, 'Subscribe')).toBe(6);
  }));

test('a subscription that is evicted, a connection that is cut: the others are told, and so is it', () =>
  watching(4, {}, async (all) => {
    await until(() => asked(all, 'Subscribe') === 4);
    await eachIsTold(all, 'first');
    all.sandbox.troubleStreams('cut');
    await eachIsTold(all, 'second');
    all.sandbox.troubleStreams('evict');
    await eachIsTold(all, 'third');
  }));

test('a server that allows no subscription: each is asked, and what happens is told all the same', () =>
  watching(3, { throttling: { subscriptions: 0 }, everyMs: 500 }, async (all) => {
    await until(() => asked(all, 'Subscribe') >= 3);
    for (const email of all.emails) {
      const { inbox } = await all.exchange.account(email, { impersonate: true });
      await inbox.create({ subject: 'unheard' });
    }
    await until(() => all.emails.every((email) => all.told.includes(`${email} unheard`)));
    expect(asked(all, 'GetStreamingEvents')).toBe(0);
  }));

const wire = recorder();

test('thirty watches look four at a time, and what else is asked is answered meanwhile', async () => {
  let waiting: (() => void)[] = [];
  let most = 0;
  wire.server.on('SyncFolderItems', async (request) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      most = Math.max(most, waiting.length);
    });
    return wire.server.usual('SyncFolderItems', request);
  });
  const ending = new AbortController();
  const { signal } = ending;
  const watches = numbered(30).map(async (email) => {
    const { inbox } = await wire.other(email, { impersonate: true });
    for await (const _ of inbox.watch({ store: memory(), signal, from: 'beginning' }));
  });
  await until(() => waiting.length === 4);
  const another = await wire.other('another@example.test', { impersonate: true });
  expect(await another.inbox.all().count()).toBe(0);
  expect(waiting.length).toBe(4);
  ending.abort();
  const free = setInterval(() => {
    for (const next of waiting) next();
    waiting = [];
  }, 5);
  await Promise.all(watches);
  clearInterval(free);
  expect(most).toBe(4);
});

test('a mailbox that is unknown where the others are gets a connection of its own, by its own anchor', async () => {
  jest.useFakeTimers();
  try {
    const strange = 'user1@example.test';
    const owners = new Map<string, string>();
    wire.server.on('Subscribe', () => {
      const { soap, http } = wire.sent.at(-1) ?? {};
      const [sid] = Object.values(soap?.exchangeImpersonation?.connectingSID ?? {}) as { value: string }[];
      const isAtHome = http?.['x-anchormailbox'] === strange;
      const id = `s-${owners.size}`;
      owners.set(id, sid?.value === strange && !isAtHome ? 'nobody' : (sid?.value ?? ''));
      return [success({ subscriptionId: id })];
    });
    const opened: string[] = [];
    wire.server.on('GetStreamingEvents', async function* ({ subscriptionIds }: { subscriptionIds: string[] }) {
      const errorSubscriptionIds = subscriptionIds.filter((id) => owners.get(id) === 'nobody');
      if (errorSubscriptionIds.length > 0) yield { ...failure('ErrorInvalidSubscription'), errorSubscriptionIds };
      else {
        opened.push(subscriptionIds.map((id) => owners.get(id)).join());
        yield success({ connectionStatus: 'OK' });
        await new Promise((resolve) => setTimeout(resolve, 1_800_000));
        yield success({ connectionStatus: 'Closed' });
      }
    });
    const ending = new AbortController();
    const watches = ['user0@example.test', strange, 'user2@example.test'].map(async (email) => {
      const { inbox } = await wire.other(email, { impersonate: true });
      for await (const _ of inbox.watch({ store: memory(), signal: ending.signal }));
    });
    await jest.advanceTimersByTimeAsync(60_000);
    expect(opened).toContain(strange);
    expect(opened.at(-1)?.split(',').length).toBeLessThanOrEqual(2);
    const before = opened.length;
    await jest.advanceTimersByTimeAsync(600_000);
    expect(opened.length).toBe(before);
    ending.abort();
    await jest.advanceTimersByTimeAsync(3_600_000);
    await Promise.all(watches);
  } finally {
    jest.useRealTimers();
  }
});

test('thirty watches of a server that is away ask once or twice a minute together, and all are told when it is back', async () => {
  jest.useFakeTimers();
  const ending = new AbortController();
  try {
    wire.server.on('Subscribe', () => [failure('ErrorInvalidSubscriptionRequest')]);
    const told = new Set<string>();
    const watches = numbered(30).map(async (email) => {
      const { inbox } = await wire.other(email, { impersonate: true });
      for await (const _ of inbox.watch({ store: memory(), signal: ending.signal })) told.add(email);
    });
    await jest.advanceTimersByTimeAsync(20_000);
    let asked = 0;
    wire.server.on('SyncFolderItems', () => {
      asked++;
      throw new TransportError('ERR_CONNECTION_REFUSED', 'mail.example.test refused the connection.');
    });
    await jest.advanceTimersByTimeAsync(20 * 60_000);
    expect(asked).toBeGreaterThan(20);
    expect(asked).toBeLessThan(60);
    const changes = [{ kind: 'create', item: { kind: 'message', itemId: { id: 'a', changeKey: 'a-1' } } }];
    wire.server.on('SyncFolderItems', () => [success({ syncState: 'x', includesLastItemInRange: true, changes })]);
    await jest.advanceTimersByTimeAsync(120_000);
    expect(told.size).toBe(30);
    ending.abort();
    await jest.advanceTimersByTimeAsync(10_000);
    await Promise.all(watches);
  } finally {
    ending.abort();
    jest.useRealTimers();
  }
});
