/** Subscriptions: whose they are, how many, for how long, and on which server they live. */
import { describe, expect, test } from '@jest/globals';
import { Sandbox, type SandboxOptions } from '../../../src/sandbox.js';
import { all, basic, codes, envelope } from '../raw.js';

const ALICE = 'alice@example.test';
const BOB = 'bob@example.test';

const subscription = (kind: string, rest = '') =>
  `<m:Subscribe><m:${kind}SubscriptionRequest><t:FolderIds><t:DistinguishedFolderId Id="inbox"/></t:FolderIds><t:EventTypes><t:EventType>CreatedEvent</t:EventType></t:EventTypes>${rest}</m:${kind}SubscriptionRequest></m:Subscribe>`;
const PULL = subscription('Pull', '<t:Timeout>10</t:Timeout>');
const STREAMING = subscription('Streaming');
const getEvents = (id = '', mark = '') =>
  `<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${mark}</m:Watermark></m:GetEvents>`;
const stream = (ids: readonly string[], minutes = 30) =>
  `<m:GetStreamingEvents><m:SubscriptionIds>${ids.map((id) => `<t:SubscriptionId>${id}</t:SubscriptionId>`).join('')}</m:SubscriptionIds><m:ConnectionTimeout>${minutes}</m:ConnectionTimeout></m:GetStreamingEvents>`;
const as = (address: string) =>
  `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${address}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`;

interface Asking {
  readonly user?: string;
  /** Whom he impersonates. */
  readonly owner?: string;
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
}

function post(
  sandbox: Sandbox,
  body: string,
  { user = ALICE, owner, headers, signal }: Asking = {},
): Promise<Response> {
  return fetch(sandbox.endpoint, {
    method: 'POST',
    headers: { 'Content-Type': 'text/xml', Authorization: basic(user), ...headers },
    body: envelope(body, owner ? as(owner) : ''),
    ...(signal && { signal }),
  });
}

async function ask(sandbox: Sandbox, body: string, asking?: Asking): Promise<string> {
  return (await post(sandbox, body, asking)).text();
}

async function withSandbox(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
  await using sandbox = await Sandbox.start(options);
  await work(sandbox);
}

const idOf = (xml: string): string => all(xml, 'SubscriptionId')[0] ?? '';

/** What a stream says, envelope by envelope, as it comes. */
function readerOf(response: Response): () => Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  return async () => {
    const { done, value } = await reader.read();
    return done ? '' : Buffer.from(value).toString();
  };
}

describe('whose it is', () => {
  test("the login's, whomever he impersonates; nobody else may use it", () =>
    withSandbox({ impersonators: [ALICE] }, async (sandbox) => {
      const id = idOf(await ask(sandbox, PULL, { owner: BOB }));
      const made = await ask(sandbox, PULL, { owner: BOB });
      const mark = all(made, 'Watermark')[0];
      expect(codes(await ask(sandbox, getEvents(id, mark)))).toEqual(['NoError']);
      expect(codes(await ask(sandbox, getEvents(id, mark), { owner: 'carol@example.test' }))).toEqual(['NoError']);
      expect(codes(await ask(sandbox, getEvents(id, mark), { user: BOB }))).toEqual(['ErrorSubscriptionAccessDenied']);
    }));

  test('one stream tells of subscriptions that were made for several mailboxes', () =>
    withSandbox({ impersonators: [ALICE] }, async (sandbox) => {
      const ids = [idOf(await ask(sandbox, STREAMING, { owner: BOB })), idOf(await ask(sandbox, STREAMING))];
      const ending = new AbortController();
      const next = readerOf(await post(sandbox, stream(ids), { signal: ending.signal }));
      expect(await next()).toContain('<m:ConnectionStatus>OK');
      for (const owner of [BOB, ALICE]) {
        const create = `<m:CreateItem MessageDisposition="SaveOnly"><m:SavedItemFolderId><t:DistinguishedFolderId Id="inbox"/></m:SavedItemFolderId><m:Items><t:Message><t:Subject>x</t:Subject></t:Message></m:Items></m:CreateItem>`;
        await ask(sandbox, create, { owner });
        expect(all(await next(), 'SubscriptionId')).toEqual([ids[owner === BOB ? 0 : 1]]);
      }
      ending.abort();
    }));
});

describe('how many', () => {
  test('one more than a mailbox may have is refused; whom it is for counts, and one that ended does not', () =>
    withSandbox({ impersonators: [ALICE], throttling: { subscriptions: 2 } }, async (sandbox) => {
      const made = [await ask(sandbox, STREAMING), await ask(sandbox, PULL)];
      expect(codes(await ask(sandbox, STREAMING))).toEqual(['ErrorExceededSubscriptionCount']);
      expect(codes(await ask(sandbox, STREAMING, { owner: BOB }))).toEqual(['NoError']);
      await ask(sandbox, `<m:Unsubscribe><m:SubscriptionId>${idOf(made[0] ?? '')}</m:SubscriptionId></m:Unsubscribe>`);
      expect(codes(await ask(sandbox, STREAMING))).toEqual(['NoError']);
    }));

  test('one stream more than a mailbox may have is refused, until one ends', () =>
    withSandbox({ throttling: { streams: 1 } }, async (sandbox) => {
      const id = idOf(await ask(sandbox, STREAMING));
      const ending = new AbortController();
      const next = readerOf(await post(sandbox, stream([id]), { signal: ending.signal }));
      await next();
      expect(await ask(sandbox, stream([id]))).toContain('ErrorExceededConnectionCount');
      sandbox.troubleStreams('close');
      expect(await next()).toContain('<m:ConnectionStatus>Closed');
      expect(await next()).toBe('');
      const again = readerOf(await post(sandbox, stream([id]), { signal: ending.signal }));
      expect(await again()).toContain('<m:ConnectionStatus>OK');
      ending.abort();
    }));
});

describe("for how long, by the sandbox's clock", () => {
  test('a stream says that it lives when nothing happened for a while, and ends with its time', () =>
    withSandbox({}, async (sandbox) => {
      const id = idOf(await ask(sandbox, STREAMING));
      const next = readerOf(await post(sandbox, stream([id], 5)));
      expect(await next()).toContain('<m:ConnectionStatus>OK');
      sandbox.clock.advance(60_000);
      expect(await next()).toContain('<t:StatusEvent');
      sandbox.clock.advance(300_000);
      expect(await next()).toContain('<m:ConnectionStatus>Closed');
      expect(await next()).toBe('');
    }));

  test('a pull subscription is forgotten when nobody has asked for its minutes, and not before', () =>
    withSandbox({}, async (sandbox) => {
      const made = await ask(sandbox, PULL);
      const question = getEvents(idOf(made), all(made, 'Watermark')[0]);
      for (let n = 0; n < 3; n++) {
        sandbox.clock.advance(9 * 60_000);
        expect(codes(await ask(sandbox, question))).toEqual(['NoError']);
      }
      sandbox.clock.advance(11 * 60_000);
      expect(codes(await ask(sandbox, question))).toEqual(['ErrorSubscriptionNotFound']);
    }));
});

describe('where it lives', () => {
  const affine = (anchor: string, cookie = '') => ({
    headers: { 'X-PreferServerAffinity': 'True', 'X-AnchorMailbox': anchor, ...(cookie && { Cookie: cookie }) },
  });
  const cookieOf = (response: Response): string =>
    response.headers
      .getSetCookie()
      .find((field) => field.startsWith('X-BackEndOverrideCookie='))
      ?.split(';')[0] ?? '';

  test('on the server of the anchor mailbox, which a cookie names; another does not know it', () =>
    withSandbox({ backEnds: 3 }, async (sandbox) => {
      const [one, other] = [await post(sandbox, PULL, affine(ALICE)), await post(sandbox, PULL, affine(BOB))];
      const [cookie, another] = [cookieOf(one), cookieOf(other)];
      expect(cookie).not.toBe(another);
      const made = await one.text();
      const question = getEvents(idOf(made), all(made, 'Watermark')[0]);
      expect(codes(await ask(sandbox, question, affine(ALICE)))).toEqual(['NoError']);
      expect(codes(await ask(sandbox, question, affine(BOB, cookie)))).toEqual(['NoError']);
      expect(codes(await ask(sandbox, question, affine(ALICE, another)))).toEqual(['ErrorSubscriptionNotFound']);
      const unasked = { headers: { 'X-AnchorMailbox': BOB, Cookie: cookie } };
      expect(codes(await ask(sandbox, question, unasked))).toEqual(['ErrorSubscriptionNotFound']);
    }));

  test('a cookie that names no server is none, and one that does comes instead', () =>
    withSandbox({ backEnds: 2 }, async (sandbox) => {
      const asking = affine(ALICE, 'X-BackEndOverrideCookie=sandbox7.ewskit.test~1942063490');
      const made = await post(sandbox, PULL, asking);
      expect(codes(await made.text())).toEqual(['NoError']);
      expect(cookieOf(made)).toMatch(/=sandbox1?\.ewskit\.test~/);
    }));
});
