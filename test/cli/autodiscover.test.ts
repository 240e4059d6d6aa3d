/** `ewskit autodiscover`: what it found, how, and that a search that fails shows its steps. */
import { describe, expect, test } from '@jest/globals';
import '../support/judged-sandboxes.js';
import { runCli } from '../../src/cli/program.js';
import { Sandbox } from '../../src/sandbox.js';
import { closedPort, httpServer } from '../http/servers.js';
import { capture } from './capture.js';

const email = 'alice@example.test';
const password = 'wonderland-7';
const start = () => Sandbox.start({ mailboxes: { [email]: { password, name: 'Alice' } } });

async function run(argv: readonly string[], env: Record<string, string> = { EWS_PASSWORD: password }) {
  const context = capture({ env });
  const code = await runCli(['autodiscover', ...argv], context);
  expect(context.out() + context.err()).not.toContain(password);
  return { code, out: context.out(), err: context.err() };
}

const serviceOf = ({ autodiscoverUrl }: Sandbox) => autodiscoverUrl.replace(/xml$/, 'svc');

describe('ewskit autodiscover', () => {
  test('prints where the mailbox is', async () => {
    await using sandbox = await start();
    const { code, out, err } = await run([email, '--url', serviceOf(sandbox)]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      [
        `EWS       ${sandbox.endpoint}`,
        `Mailbox   ${email} (Alice)`,
        'Server    15.2.2562, requests up to Exchange2013_SP1',
        `Found at  ${serviceOf(sandbox)}`,
        '',
      ].join('\n'),
    );
  });

  test('--settings prints all of them', async () => {
    await using sandbox = await start();
    const { out } = await run([email, '--url', serviceOf(sandbox), '--settings']);
    expect(out).toMatch(/^AutoDiscoverSMTPAddress +alice@example\.test$/m);
    expect(out).toMatch(/^ExternalEwsUrl +http:/m);
  });

  test('--explain prints each step as it is known, with the time', async () => {
    await using sandbox = await start();
    await using first = await httpServer((_, response) =>
      response.writeHead(302, { location: serviceOf(sandbox) }).end(),
    );
    const { out } = await run([email, '--url', first.url.href, '--explain']);
    const [asked, answer, decision, why, again, found] = out.split('\n');
    expect(asked).toMatch(/^ {2}1 {2}POST http:.*Exchange\.asmx {2}\(\d+ ms, with the login\)$/);
    expect(answer).toBe(`     redirected: redirected to ${serviceOf(sandbox)}`);
    expect(decision).toBe(`  2  may ${serviceOf(sandbox)} be asked?`);
    expect(why).toBe('     trusted: is this machine');
    expect(again).toMatch(/^ {2}3 {2}POST /);
    expect(found).toBe(`     found: found ${sandbox.endpoint}`);
  });

  test('--json is one line; with --explain it has the trace', async () => {
    await using sandbox = await start();
    const plain = JSON.parse((await run([email, '--url', serviceOf(sandbox), '--json'])).out);
    expect(plain).toMatchObject({ ok: true, ewsUrl: sandbox.endpoint, email, newestSchema: 'Exchange2013_SP1' });
    expect(plain.settings).toMatchObject({ ExternalEwsUrl: sandbox.endpoint });
    expect(plain).not.toHaveProperty('trace');
    const { trace } = JSON.parse((await run([email, '--url', serviceOf(sandbox), '--json', '--explain'])).out);
    expect(trace).toEqual([expect.objectContaining({ kind: 'http', result: 'found', status: 200, credentials: true })]);
  });

  test('several services are asked in order', async () => {
    await using sandbox = await start();
    const dead = `http://127.0.0.1:${await closedPort()}/autodiscover/autodiscover.svc`;
    const { code, out } = await run([email, '--url', dead, '--url', serviceOf(sandbox), '--json', '--explain']);
    expect(code).toBe(0);
    expect(JSON.parse(out).trace.map(({ result }: { result: string }) => result)).toEqual(['failed', 'found']);
  });

  test('without a password nobody logs in, and the service that needs none answers', async () => {
    await using sandbox = await start();
    const json = sandbox.autodiscoverUrl.replace(/xml$/, 'json');
    expect((await run([email, '--url', json], {})).out).toContain(sandbox.endpoint);
  });
});

describe('a search that fails', () => {
  const dead = async () => `http://127.0.0.1:${await closedPort()}/autodiscover/autodiscover.xml`;

  test('exit code 1; the steps are shown though nobody asked for them', async () => {
    const { code, out, err } = await run([email, '--url', await dead()]);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(
      /^ {2}1 {2}POST http:.*\n {5}failed: .*refused the connection.*\newskit: No EWS endpoint was found/,
    );
  });

  test('--explain shows them once', async () => {
    const { out, err } = await run([email, '--url', await dead(), '--explain']);
    expect(out).toMatch(/^ {2}1 {2}POST .*\n {5}failed: /);
    expect(err).toMatch(/^ewskit: No EWS endpoint was found for alice@example\.test\..*\n$/);
  });

  test('--json has the error and the trace', async () => {
    const { code, out } = await run([email, '--url', await dead(), '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      email,
      error: { code: 'ERR_AUTODISCOVER' },
      trace: [{ kind: 'http', result: 'failed' }],
    });
  });

  test('a wrong password is told, and not shown', async () => {
    await using sandbox = await start();
    const { code, err } = await run([email, '--url', serviceOf(sandbox)], { EWS_PASSWORD: 'wonderland-8' });
    expect(code).toBe(1);
    expect(err).toContain('refused the Basic login');
    expect(err).not.toContain('wonderland');
  });

  test.each([
    ['no address', []],
    ['what is no address', ['example.test']],
    ['a URL that is none', [email, '--url', 'autodiscover.example.test']],
    ['a user without a password', [email, '--user', 'EXAMPLE\\alice']],
  ])('%s: usage, exit code 2', async (_, argv) => {
    expect((await run(argv, {})).code).toBe(2);
  });
});
