/** `ewskit doctor` on sandboxes: the table, the JSON, the exit codes, and where the password comes from. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import '../support/judged-sandboxes.js';
import { runDoctor } from '../../src/cli/doctor.js';
import { report, summary, wrapped } from '../../src/cli/doctor-report.js';
import { runCli } from '../../src/cli/program.js';
import { readSecret, type TerminalInput } from '../../src/cli/secret.js';
import type { Diagnosis } from '../../src/doctor/options.js';
import { Sandbox } from '../../src/sandbox.js';
import { closedPort } from '../http/servers.js';
import { temporaryFolder } from '../support/temp-folder.js';
import { capture } from './capture.js';

const email = 'alice@example.test';
const password = 'wonderland-7';
const start = (options = {}) => Sandbox.start({ mailboxes: { [email]: { password } }, ...options });

async function run(argv: readonly string[], env: Record<string, string> = {}, tty = false) {
  const context = capture({ env, tty });
  const code = await runCli(['doctor', ...argv], context);
  return { code, out: context.out(), err: context.err() };
}

describe('ewskit doctor', () => {
  test('a server that is well: exit code 0, a line for each check, and a summary', async () => {
    await using sandbox = await start();
    const { code, out, err } = await run([sandbox.endpoint, '--user', email], { EWS_PASSWORD: password });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ok {7}login {16}The login as alice@example\.test works \(Basic\)\.$/m);
    expect(out).toMatch(/^\d+ findings in \d+\.\d s: \d+ ok, 0 warnings, 0 problems, 1 skipped\n$/m);
    expect(out).not.toContain(password);
  });

  test('a problem: exit code 1, with its remedy below', async () => {
    const { code, out } = await run([`127.0.0.1:${await closedPort()}`]);
    expect(code).toBe(1);
    expect(out).toMatch(/^PROBLEM {2}connection .*refused the connection\.\n +-> Check the port/m);
  });

  test('--json is one line for machines', async () => {
    await using sandbox = await start();
    const { code, out } = await run([sandbox.endpoint, '--json']);
    expect(code).toBe(0);
    expect(out.split('\n')).toHaveLength(2);
    const diagnosis: Diagnosis = JSON.parse(out);
    expect(diagnosis).toMatchObject({ target: sandbox.endpoint, endpoint: sandbox.endpoint, ok: true });
    for (const { check, status, what } of diagnosis.findings) expect([check, status, what]).not.toContain(undefined);
  });

  test('an address with a password in the environment logs in as itself', async () => {
    await using sandbox = await start();
    const argv = [email, '--endpoint', sandbox.endpoint, '--autodiscover', sandbox.autodiscoverUrl, '--json'];
    const { out } = await run(argv, { EWS_PASSWORD: password });
    expect(out).toContain(`The login as ${email} works`);
    expect((await run(argv)).out).toContain('No credentials were given.');
  });

  test('--ca trusts a private authority; without it the certificate is the problem', async () => {
    await using sandbox = await start({ tls: true });
    expect((await run([sandbox.endpoint, '--ca', sandbox.ca as string])).code).toBe(0);
    expect((await run([sandbox.endpoint])).code).toBe(1);
  });

  test('progress is drawn on a terminal only, on stderr', async () => {
    const target = `127.0.0.1:${await closedPort()}`;
    expect((await run([target], { NO_COLOR: '1' }, true)).err).toMatch(/Examining .*15\/15\n$/);
    expect((await run([target])).err).toBe('');
  });

  test('a password is asked for at a terminal, and nowhere else', async () => {
    await using sandbox = await start();
    const asked: string[] = [];
    const readSecret = async (prompt: string) => {
      asked.push(prompt);
      return password;
    };
    const context = { ...capture(), readSecret };
    expect(await runDoctor(sandbox.endpoint, { user: email, json: true }, context)).toBe(0);
    expect(asked).toEqual([`Password of ${email}: `]);
  });

  test('when it is told to stop, it stops', async () => {
    const context = capture();
    const silent = await import('../http/servers.js').then(({ rawServer }) => rawServer(() => undefined));
    await using server = silent;
    const running = runCli(['doctor', `http://127.0.0.1:${server.port}`], context);
    context.stop();
    expect(await running).toBe(1);
    expect(context.err()).toContain('was aborted');
  });

  test.each([
    ['no target', []],
    ['a target that is none', ['ftp://mail.b.test']],
    ['a user without a password', ['mail.b.test', '--user', 'ann']],
    ['a time that is none', ['mail.b.test', '--timeout', 'soon']],
    ['no time at all', ['mail.b.test', '--deadline', '0']],
    ['an endpoint that is no URL', ['ann@b.test', '--endpoint', 'mail.b.test']],
    ['an authority that is not there', ['mail.b.test', '--ca', '/nowhere/ca.pem']],
    ['a password as an argument', ['mail.b.test', '--password', 'x']],
  ])('%s: usage, exit code 2', async (_, argv) => {
    expect((await run(argv)).code).toBe(2);
  });

  test('a file that holds no certificate is no authority', async () => {
    await using folder = await temporaryFolder('ewskit-doctor-');
    const file = join(folder.path, 'ca.pem');
    await writeFile(file, 'not a certificate');
    const { code, err } = await run(['mail.b.test', '--ca', file]);
    expect(code).toBe(2);
    expect(err).toContain('holds no certificate in PEM');
  });
});

describe('the table', () => {
  const diagnosis: Diagnosis = {
    target: 'b.test',
    ok: false,
    durationMs: 1234,
    findings: [
      { check: 'dns', status: 'ok', what: 'b.test has the address 192.0.2.1.' },
      {
        check: 'tls',
        status: 'problem',
        what: 'It expired.',
        remedy: 'Have the certificate renewed, on every server.',
      },
    ],
  };

  test('a remedy stands below what it is for, broken at the width of the terminal', () => {
    expect(report(diagnosis, { columns: 71, coloured: false })).toBe(
      [
        'ok       dns                  b.test has the address 192.0.2.1.',
        'PROBLEM  tls                  It expired.',
        '                              -> Have the certificate renewed, on',
        '                                 every server.',
        '',
        '2 findings in 1.2 s: 1 ok, 0 warnings, 1 problem, 0 skipped',
        '',
      ].join('\n'),
    );
    expect(report(diagnosis, { columns: 100, coloured: true })).toContain('\x1b[31mPROBLEM');
  });

  test('a URL is never broken; one of a thing is singular', () => {
    const url = `https://${'x'.repeat(80)}/`;
    expect(wrapped(`see ${url} there`, 40)).toEqual(['see', url, 'there']);
    expect(summary({ ...diagnosis, findings: diagnosis.findings.slice(0, 1) })).toContain('1 finding in');
  });
});

/** A terminal into which `keys` are typed when it listens. */
function terminal(keys: string) {
  const modes: boolean[] = [];
  const listeners = new Set<(text: string) => void>();
  const input: TerminalInput = {
    setRawMode: (raw) => modes.push(raw),
    setEncoding: () => undefined,
    resume: () => undefined,
    pause: () => undefined,
    on: (_, listener) => {
      listeners.add(listener);
      for (const key of keys) for (const one of [...listeners]) one(key);
    },
    off: (_, listener) => listeners.delete(listener),
  };
  return { input, modes, listeners };
}

describe('the prompt for a password', () => {
  test('shows nothing of it, and leaves the terminal as it was', async () => {
    const { input, modes, listeners } = terminal('wondex\x7frland\r');
    const { stderr, err } = capture();
    expect(await readSecret('Password: ', input, stderr)).toBe('wonderland');
    expect(err()).toBe('Password: \n');
    expect(modes).toEqual([true, false]);
    expect(listeners.size).toBe(0);
  });

  test.each(['\x03', '\x04'])('%j stops it', async (key) => {
    const { input, modes } = terminal(`won${key}`);
    await expect(readSecret('Password: ', input, capture().stderr)).rejects.toThrow('Stopped');
    expect(modes).toEqual([true, false]);
  });
});
