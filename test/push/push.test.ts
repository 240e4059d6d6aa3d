/** Pull and push: what the server tells when it is asked, and what it posts; who may post, and how a subscription ends. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, type PushOptions, PushReceiver } from '../../src/index.js';
import { encodeEnvelope } from '../../src/raw.js';
import { operationsOf, story } from '../stories/mailbox.js';

const s = story();
let alice: Account;
const receiver = new PushReceiver();
let server: Server;
let url: string;
/** What came to the server: the URL that was posted to. */
const posts: string[] = [];

beforeAll(async () => {
  alice = await s.connect('alice');
  server = createServer((request, response) => {
    posts.push(request.url ?? '');
    receiver.listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/ews?of=me`;
});

afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function kinds(events: AsyncIterable<{ kind: string }>, most = Number.POSITIVE_INFINITY): Promise<string[]> {
  const list: string[] = [];
  for await (const { kind } of events) {
    list.push(kind);
    if (list.length >= most) break;
  }
  return list;
}

/** A post as Exchange writes it. */
function post(...events: object[]): Uint8Array {
  const notification = { subscriptionId: 's', previousWatermark: 'p', moreEvents: false, events };
  const responseMessages = [
    { kind: 'sendNotificationResponseMessage', responseClass: 'Success', responseCode: 'NoError', notification },
  ];
  return encodeEnvelope({ operation: 'SendNotification', body: { responseMessages } });
}

describe('pull', () => {
  test('ends with what there is now; the next loop, and the next subscription, go on behind it', async () => {
    const folder = await alice.top.createFolder('pulled', 'mail');
    const pull = await folder.pull(['created', 'deleted']);
    expect(await kinds(pull)).toEqual([]);
    const item = await folder.create({ subject: 'a' });
    expect(await kinds(pull)).toEqual(['created']);
    const { watermark } = pull;
    expect(await operationsOf(s.sandbox, async () => pull[Symbol.asyncDispose]())).toEqual(['Unsubscribe']);
    await item.delete({ disposal: 'hard' });
    await using later = await folder.pull(['created', 'deleted'], { watermark });
    expect(await kinds(later)).toEqual(['deleted']);
  });

  test('its watermark moves on with the events that were taken', async () => {
    const folder = await alice.top.createFolder('taken', 'mail');
    await using pull = await folder.pull(['created']);
    await folder.createAll([{ subject: 'a' }, { subject: 'b' }]);
    expect(await kinds(pull, 1)).toEqual(['created']);
    expect(await kinds(pull)).toEqual(['created', 'created']);
    expect(await kinds(pull)).toEqual([]);
  });

  test('a subscription that the server has forgotten is made anew, and nothing is lost', async () => {
    const folder = await alice.top.createFolder('evicted', 'mail');
    await using pull = await folder.pull(['created']);
    s.sandbox.troubleStreams('evict');
    await folder.create({ subject: 'a' });
    expect(await kinds(pull)).toEqual(['created']);
  });

  test('of the account tells of all folders, and of nothing as a status where that is asked for', async () => {
    await using pull = await alice.pull(['created', 'status']);
    await alice.drafts.create({ subject: 'x' });
    await alice.tasks.create({ subject: 'y' });
    expect(await kinds(pull)).toEqual(['created', 'created']);
    expect(await kinds(pull)).toEqual(['status']);
  });
});

describe('push', () => {
  const signal = () => AbortSignal.timeout(20_000);

  test('what the server posts is told, to the URL with a secret of its own', async () => {
    const folder = await alice.top.createFolder('pushed', 'mail');
    const push = await folder.push(['created'], { receiver, url, signal: signal() });
    await folder.create({ subject: 'a' });
    expect(await kinds(push, 1)).toEqual(['created']);
    expect(posts.at(-1)).toMatch(/^\/ews\?of=me&ewskit=[\w-]{32}$/);
  });

  test('of the account tells of all folders, of several folders of those', async () => {
    const [one, other] = [await alice.top.createFolder('one', 'mail'), await alice.top.createFolder('other', 'mail')];
    const all = await alice.push(['created'], { receiver, url, signal: signal() });
    const both = await alice.folders(one, other).push(['created'], { receiver, url, signal: signal() });
    await alice.drafts.create({ subject: 'x' });
    expect(await kinds(all, 1)).toEqual(['created']);
    await other.create({ subject: 'y' });
    for await (const { parentFolderId } of both) {
      expect(parentFolderId.id).toBe(await other.id());
      break;
    }
  });

  test('whose loop has ended, the next post is answered Unsubscribe', async () => {
    const folder = await alice.top.createFolder('ended', 'mail');
    const push = await folder.push(['created'], { receiver, url, signal: signal() });
    await folder.create({ subject: 'a' });
    await kinds(push, 1);
    const answer = await fetch(new URL(posts.at(-1) ?? '', url), {
      method: 'POST',
      body: post({ kind: 'statusEvent' }),
    });
    expect(await answer.text()).toContain('SubscriptionStatus>Unsubscribe<');
  });

  test('a post that comes again is told once', async () => {
    const folder = await alice.top.createFolder('again', 'mail');
    const push = await folder.push(['created'], { receiver, url, signal: signal() });
    await folder.create({ subject: 'a' });
    const iterator = push[Symbol.asyncIterator]();
    await iterator.next();
    const event = { timeStamp: new Date(0), itemId: { id: 'i' }, parentFolderId: { id: 'f' } };
    const again = post({ kind: 'createdEvent', watermark: 'w1', ...event });
    const other = post({ kind: 'deletedEvent', watermark: 'w2', ...event });
    for (const body of [again, again, other]) {
      const answer = await receiver.fetch(new Request(new URL(posts.at(-1) ?? '', url), { method: 'POST', body }));
      expect(await answer.text()).toContain('SubscriptionStatus>OK<');
    }
    expect((await iterator.next()).value?.kind).toBe('created');
    expect((await iterator.next()).value?.kind).toBe('deleted');
    await iterator.return?.();
  });

  test.each([
    ['without a secret', 'POST', '/ews', 403],
    ['with a wrong one', 'POST', '/ews?ewskit=guessed', 403],
    ['who does not post', 'GET', '/ews', 405],
  ])('who comes %s is refused', async (_, method, path, status) => {
    const init = method === 'POST' ? { method, body: post({ kind: 'statusEvent' }) } : { method };
    expect((await fetch(new URL(path, url), init)).status).toBe(status);
    expect((await receiver.fetch(new Request(new URL(path, url), init))).status).toBe(status);
  });

  test.each([
    ['no XML', 'hello', 400],
    [
      'another operation',
      encodeEnvelope({
        operation: 'GetItem',
        body: { itemShape: { baseShape: 'IdOnly' }, itemIds: [{ kind: 'itemId', id: 'x' }] },
      }),
      400,
    ],
    ['too much', new Uint8Array(5 * 1024 * 1024), 413],
  ])('a post that is %s is refused', async (_, body, status) => {
    const folder = await alice.top.createFolder(`odd ${status} ${_}`, 'mail');
    await using push = await folder.push(['created'], { receiver, url, signal: signal() });
    await folder.create({ subject: 'a' });
    for await (const _event of push) {
      const target = new URL(posts.at(-1) ?? '', url);
      const answer = await receiver.fetch(
        new Request(target, { method: 'POST', body: body as Uint8Array<ArrayBuffer> }),
      );
      expect(answer.status).toBe(status);
      break;
    }
  });

  test.each([
    [{ url: 'http://127.0.0.1/' }, 'receiver: expected a PushReceiver'],
    [{ receiver }, 'url: expected a URL'],
    [{ receiver, url: 'no url' }, 'url: expected a URL'],
  ])('%#: options that are wrong are refused unsent', async (options, message) => {
    const sent = operationsOf(s.sandbox, async () =>
      expect(async () => alice.inbox.push(['newMail'], options as PushOptions)).rejects.toThrow(message),
    );
    expect(await sent).toEqual([]);
  });
});
