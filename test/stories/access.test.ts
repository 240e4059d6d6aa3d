/** Whose mailbox, in whose name, in which language and zone: what the server was told, and what it allows. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import {
  type Account,
  type ConnectOptions,
  type Impersonation,
  ResponseError,
  SoapFaultError,
  ValidationError,
} from '../../src/index.js';
import { GetEvents, Subscribe, Unsubscribe } from '../../src/raw.js';
import type { RecordedRequest } from '../../src/sandbox.js';
import { Sandbox } from '../../src/sandbox.js';
import { rejection, sleep } from '../http/servers.js';
import { story } from './mailbox.js';
import { appoint, grant } from './rights.js';

const s = story({ impersonators: ['carol@example.test'] });
const [ALICE, BOB] = ['alice@example.test', 'bob@example.test'];
let bob: Account;

beforeAll(async () => {
  bob = await s.connect('bob');
  await bob.inbox.create({ subject: 'for bob' });
});

/** What the server received while something was done. */
async function received(work: () => Promise<unknown>): Promise<RecordedRequest[]> {
  const before = s.sandbox.requests.length;
  await work();
  return s.sandbox.requests.slice(before);
}

describe('another mailbox, with rights of one’s own', () => {
  const open = () => s.connect('alice', { email: BOB });

  test('without rights: a typed error that says what to do', async () => {
    const shared = await open();
    const error = await rejection(shared.inbox.count());
    expect(error).toBeInstanceOf(ResponseError);
    expect(error).toMatchObject({ code: 'ErrorAccessDenied', remedy: expect.stringContaining('owner') });
  });

  test('a mailbox that is not there is told from one that is closed', async () => {
    const nobody = await s.connect('alice', { email: 'nobody@example.test' });
    expect(await rejection(nobody.inbox.count())).toMatchObject({
      code: 'ErrorNonExistentMailbox',
      remedy: expect.any(String),
    });
  });

  test('a right to read is one to read, and no more', async () => {
    await grant(bob, 'inbox', ALICE, 'Reviewer');
    const shared = await open();
    expect(await shared.inbox.pluck('subject').toArray()).toEqual(['for bob']);
    expect(await rejection(shared.drafts.count())).toMatchObject({ code: 'ErrorAccessDenied' });
    const error = await rejection(shared.inbox.create({ subject: 'x' }));
    expect(error).toMatchObject({ code: 'ErrorAccessDenied', remedy: expect.stringContaining('owner') });
  });

  test('an editor creates and changes; the item is in that mailbox', async () => {
    await grant(bob, 'inbox', ALICE, 'Editor');
    const shared = await open();
    const item = await shared.inbox.create({ subject: 'by alice' });
    await item.update({ subject: 'by alice, changed' });
    expect(await bob.inbox.filter({ subject: 'by alice, changed' }).count()).toBe(1);
    await item.delete({ disposal: 'hard' });
  });

  test('folders are named with their mailbox, and requests are routed by it', async () => {
    const shared = await open();
    const [request] = await received(() => shared.inbox.count());
    expect(request).toMatchObject({ user: 'alice@example.test', headers: { 'x-anchormailbox': BOB } });
    expect(request?.soapHeaders.exchangeImpersonation).toBeUndefined();
    expect(shared.email).toBe(BOB);
  });

  test('mail from it needs the right to send as it, and never goes out under another name', async () => {
    await grant(bob, 'sentitems', ALICE, 'Editor');
    const shared = await open();
    const error = await rejection(shared.send({ to: ['carol@example.test'], subject: 'x', text: 'x' }));
    expect(error).toMatchObject({ code: 'ErrorSendAsDenied', remedy: expect.stringContaining('on behalf') });
  });

  test('what is sent from it is from it, and is kept in its sent items', async () => {
    await grant(bob, 'sentitems', ALICE, 'Editor');
    await appoint(bob, ALICE);
    const shared = await open();
    const alice = await s.connect('alice');
    await shared.send({ to: ['carol@example.test'], subject: 'from the shared one', text: 'x' });
    expect(await bob.sent.filter({ subject: 'from the shared one' }).count()).toBe(1);
    expect(await alice.sent.filter({ subject: 'from the shared one' }).count()).toBe(0);
    const received = await (await s.connect('carol')).inbox.get({ subject: 'from the shared one' });
    expect(received.from?.emailAddress).toBe(BOB);
  });

  test('so are a draft of it that is sent, and an answer to its mail', async () => {
    for (const folder of ['sentitems', 'drafts', 'inbox'] as const) await grant(bob, folder, ALICE, 'Editor');
    const shared = await open();
    const draft = await shared.drafts.create({
      subject: 'a draft of the shared one',
      to: ['carol@example.test'],
      from: { emailAddress: 'alice@example.test' },
    });
    await draft.send();
    const carol = await s.connect('carol');
    await carol.send({ to: ['bob@example.test'], subject: 'a question', text: '?' });
    await (await shared.inbox.get({ subject: 'a question' })).reply({ text: '!' });
    for (const subject of ['a draft of the shared one', 'RE: a question'])
      expect(await bob.sent.filter({ subject }).count()).toBe(1);
  });

  test('a delegate has the rights of the role, in the folders of the role', async () => {
    await appoint(bob, 'carol@example.test', 'Editor');
    const shared = await s.connect('carol', { email: BOB });
    await shared.calendar.create({ subject: 'set up by carol', start: new Date(0), end: new Date(3_600_000) });
    expect(await bob.calendar.filter({ subject: 'set up by carol' }).count()).toBe(1);
    expect(await rejection(shared.tasks.count())).toMatchObject({ code: 'ErrorAccessDenied' });
  });
});

describe('impersonation', () => {
  const SID = 'S-1-5-21-1-2-3-1002';

  test.each<[string, Impersonation, string]>([
    ['primary address', { primarySmtpAddress: BOB }, BOB],
    ['address', { smtpAddress: BOB }, BOB],
    ['user principal name', { principalName: 'bob@example.test' }, BOB],
    ['security identifier', { sid: SID }, BOB],
  ])('by %s: in the name of the other, and routed to that mailbox', async (_, impersonate, anchor) => {
    const account = await s.connect('carol', { email: BOB, impersonate });
    const [request] = await received(async () =>
      expect(await account.inbox.filter({ subject: 'for bob' }).count()).toBe(1),
    );
    expect(request).toMatchObject({ user: 'carol@example.test', headers: { 'x-anchormailbox': anchor } });
    const [[name, value] = []] = Object.entries(impersonate);
    const { connectingSID } = request?.soapHeaders.exchangeImpersonation ?? {};
    expect({ ...connectingSID }).toEqual({ [String(name)]: expect.objectContaining({ value }) });
  });

  test('in the name of one, in the mailbox of another: routed to who is acted as', async () => {
    const impersonate = { principalName: 'bob@example.test' };
    const account = await s.connect('carol', { email: 'alice@example.test', impersonate });
    const [request] = await received(() => rejection(account.inbox.count()));
    expect(request?.headers['x-anchormailbox']).toBe('bob@example.test');
    const bySid = await s.connect('carol', { email: 'alice@example.test', impersonate: { sid: SID } });
    const [other] = await received(() => rejection(bySid.inbox.count()));
    expect(other?.headers['x-anchormailbox']).toBe('alice@example.test');
  });

  test('without the right to it: a fault that says which right', async () => {
    const account = await s.connect('alice', { email: BOB, impersonate: { primarySmtpAddress: BOB } });
    const error = await rejection(account.inbox.count());
    expect(error).toBeInstanceOf(SoapFaultError);
    expect(error).toMatchObject({
      code: 'ErrorImpersonateUserDenied',
      remedy: expect.stringContaining('ApplicationImpersonation'),
    });
  });

  test.each<[Impersonation, string]>([
    [{ primarySmtpAddress: 'nobody@example.test' }, 'ErrorNonExistentMailbox'],
    [{ principalName: 'nobody@example.test' }, 'ErrorInvalidUserPrincipalName'],
    [{ sid: 'S-1-5-21-1-2-3-9999' }, 'ErrorInvalidUserSid'],
  ])('of nobody: %p is %s, with a remedy', async (impersonate, code) => {
    const account = await s.connect('carol', { email: BOB, impersonate });
    expect(await rejection(account.inbox.count())).toMatchObject({ code, remedy: expect.any(String) });
  });

  test.each<[string, object, string]>([
    ['none', {}, 'exactly one of primarySmtpAddress, smtpAddress, principalName, sid, got none'],
    ['two', { primarySmtpAddress: BOB, sid: SID }, 'got primarySmtpAddress and sid'],
    ['another', { email: BOB }, 'impersonate.email: expected one of'],
    ['no address', { primarySmtpAddress: 'bob' }, 'impersonate.primarySmtpAddress: expected the primary address'],
    ['no SID', { sid: 'bob' }, 'impersonate.sid: expected a security identifier'],
  ])('%s is refused before anything is sent', async (_, impersonate, says) => {
    const error = await rejection(s.connect('carol', { impersonate: impersonate as Impersonation }));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(says);
  });
});

describe('headers', () => {
  const seen = async (
    options: Partial<ConnectOptions>,
    work = (account: Account): Promise<unknown> => account.inbox.count(),
  ) => {
    const account = await s.connect('bob', options);
    return (await received(() => work(account)))[0] as RecordedRequest;
  };

  test('the mailbox and the program', async () => {
    const { headers } = await seen({ userAgent: 'nightly-job/1.0' });
    expect(headers).toMatchObject({ 'x-anchormailbox': BOB, 'user-agent': 'nightly-job/1.0' });
    expect((await seen({})).headers['user-agent']).toMatch(/^ewskit/);
    expect(headers['authorization']).toBeUndefined();
  });

  test('culture, as a tag is written', async () => {
    expect((await seen({ culture: 'da-dk' })).soapHeaders.mailboxCulture?.value).toBe('da-DK');
    expect((await seen({})).soapHeaders.mailboxCulture).toBeUndefined();
    const unknown = await s.connect('bob', { culture: 'xx-ZZ' });
    const error = await rejection(unknown.inbox.count());
    expect(error).toMatchObject({ code: 'ErrorUnsupportedCulture', remedy: expect.stringContaining('culture') });
  });

  test('precision of times', async () => {
    const request = await seen({ protocol: { dateTimePrecision: 'Milliseconds' } });
    expect(request.soapHeaders.dateTimePrecision).toBe('Milliseconds');
  });

  test('times are answered in seconds, and with milliseconds where these are asked for', async () => {
    const [plain, exact] = [
      await s.connect('alice'),
      await s.connect('alice', { protocol: { dateTimePrecision: 'Milliseconds' } }),
    ];
    const [start, end] = [new Date('2030-01-01T10:00:00.789Z'), new Date('2030-01-01T11:00Z')];
    const { id } = await plain.calendar.create({ subject: 'exact', start, end });
    const startOf = async (account: Account) => {
      const found = await account.calendar.item(id);
      return found.start?.toISOString();
    };
    expect(await startOf(plain)).toBe('2030-01-01T10:00:00.000Z');
    expect(await startOf(exact)).toBe('2030-01-01T10:00:00.789Z');
  });

  test.each([
    ['Europe/Copenhagen', 'Romance Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['romance standard time', 'Romance Standard Time'],
    ['UTC', 'UTC'],
  ])('the zone %s is %s to the server', async (timeZone, id) => {
    const { soapHeaders } = await seen({ timeZone });
    expect(soapHeaders.timeZoneContext?.timeZoneDefinition.id).toBe(id);
  });

  test('only where the operation takes them', async () => {
    const protocol = { dateTimePrecision: 'Milliseconds' } as const;
    const options = { timeZone: 'Europe/Copenhagen', culture: 'da-DK', protocol };
    const sync = await seen(options, async (account) => {
      for await (const _ of account.inbox.changes()) break;
    });
    expect(sync.operation).toBe('SyncFolderItems');
    expect(Object.keys(sync.soapHeaders).sort()).toEqual(['mailboxCulture', 'requestServerVersion']);
  });

  test('a server of 2007 is told of none of them', async () => {
    await using old = await Sandbox.start({ serverVersion: 'Exchange2007_SP1' });
    const options = { endpoint: old.endpoint, timeZone: 'Europe/Copenhagen', culture: 'da-DK' };
    const account = await s.connect('bob', { ...options, protocol: { dateTimePrecision: 'Milliseconds' } });
    await account.inbox.count();
    const { soapHeaders } = old.requests.at(-1) as RecordedRequest;
    expect(soapHeaders).toEqual({ requestServerVersion: expect.objectContaining({ version: 'Exchange2007_SP1' }) });
  });

  test.each<[Partial<ConnectOptions>, string]>([
    [{ culture: 'de_DE' }, 'culture: expected a language tag such as de-DE, got "de_DE"'],
    [{ timeZone: 'Mars/Base' }, "'Mars/Base' is no IANA time zone"],
    [{ timeZone: 'Antarctica/Troll' }, "Windows has no zone for 'Antarctica/Troll'"],
    [
      { protocol: { dateTimePrecision: 'Days' as 'Seconds' } },
      "protocol.dateTimePrecision: expected one of 'Seconds', 'Milliseconds'",
    ],
    [{ tls: { pins: ['x'] } }, 'tls.pins'],
  ])('%p is refused before anything is sent', async (options, says) => {
    const error = await rejection(s.connect('bob', options));
    expect(error).toBeInstanceOf(ValidationError);
    expect(error.message).toContain(says);
  });
});

describe('the zone of the account', () => {
  test('a new calendar item belongs to it, and a whole day is one of its days', async () => {
    const account = await s.connect('bob', { timeZone: 'Europe/Copenhagen' });
    const [start, end] = [new Date('2025-07-01T00:00:00Z'), new Date('2025-07-01T12:00:00Z')];
    await account.calendar.create({ subject: 'whole day', isAllDayEvent: true, start, end });
    const found = await account.calendar.get({ subject: 'whole day' });
    expect(found.startTimeZone?.id).toBe('Romance Standard Time');
    expect([found.start, found.end].map((time) => time?.toISOString())).toEqual([
      '2025-06-30T22:00:00.000Z',
      '2025-07-01T22:00:00.000Z',
    ]);
  });

  test('times are instants, whatever the zone', async () => {
    const at = new Date('2025-01-15T09:30:00Z');
    const subject = 'one instant';
    const writer = await s.connect('bob', { timeZone: 'America/New_York' });
    await writer.calendar.create({ subject, start: at, end: new Date(at.getTime() + 60_000) });
    for (const timeZone of ['UTC', 'Asia/Tokyo']) {
      const reader = await s.connect('bob', { timeZone });
      expect((await reader.calendar.get({ subject })).start?.getTime()).toBe(at.getTime());
    }
  });
});

describe('affinity', () => {
  test('what belongs to a subscription asks for its server, and brings back the cookie that names it', async () => {
    const account = await s.connect('bob');
    const all = await received(async () => {
      await account.inbox.count();
      const made = await account.call(Subscribe, {
        subscription: {
          kind: 'pullSubscriptionRequest',
          folderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }],
          eventTypes: ['NewMailEvent'],
          timeout: 5,
        },
      });
      const { subscriptionId = '', watermark = '' } = made.responseMessages[0] ?? {};
      await account.call(GetEvents, { subscriptionId, watermark });
      await account.call(Unsubscribe, { subscriptionId });
      const ending = new AbortController();
      const events = await account.inbox.stream(['newMail'], { signal: ending.signal });
      const heard = events[Symbol.asyncIterator]().next();
      while (!s.sandbox.requests.some(({ operation }) => operation === 'GetStreamingEvents')) await sleep(5);
      ending.abort();
      expect(await heard).toMatchObject({ done: true });
      await account.inbox.count();
    });
    const bound = ['Subscribe', 'GetEvents', 'Unsubscribe', 'GetStreamingEvents'];
    for (const { operation, headers } of all)
      expect([operation, headers['x-preferserveraffinity']]).toEqual([
        operation,
        bound.includes(operation) ? 'True' : undefined,
      ]);
    expect(new Set(all.map(({ operation }) => operation))).toEqual(new Set([...bound, 'FindItem']));
    const cookies = all.map(({ operation, headers }) => [operation, String(headers['cookie'] ?? '')] as const);
    expect(cookies.slice(0, 3)).toEqual([
      ['FindItem', ''],
      ['Subscribe', expect.stringMatching(/^exchangecookie=\w+; X-BackEndCookie=[^;]+$/)],
      ['GetEvents', expect.stringContaining('X-BackEndOverrideCookie=sandbox.ewskit.test~')],
    ]);
    for (const [operation, cookie] of cookies.slice(2))
      expect(cookie.includes('X-BackEndOverrideCookie=')).toBe(bound.includes(operation));
    expect(new Set(cookies.slice(2, -1).map(([, cookie]) => cookie)).size).toBe(1);
  });

  test('two accounts have two jars', async () => {
    const [one, two] = [await s.connect('bob'), await s.connect('bob')];
    await one.inbox.count();
    const [request] = await received(() => two.inbox.count());
    expect(request?.headers['cookie']).toBeUndefined();
  });
});
