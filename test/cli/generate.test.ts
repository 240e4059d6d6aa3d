/** src/cli/generate.ts: what it reports. What is generated is tested in test/codegen. */

import '../support/judged-sandboxes.js';
import { readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../../src/cli/context.js';
import { fetchSchemas } from '../../src/cli/fetch-schemas.js';
import { runGenerate, summary } from '../../src/cli/generate.js';
import { Sandbox, type SandboxOptions } from '../../src/sandbox.js';
import { emitSchema } from '../../src/schema-text/committed.js';
import { scratch } from '../editions/support.js';
import { capture } from './capture.js';

test('generate --check names the files that differ and the command that mends them', () => {
  const text = summary({ out: 'generated', check: true }, 300, ['types/item.ts', 'index.ts']);
  expect(text).toBe(
    'generated: 2 of 300 files are not what the schema gives. Run make generate.\n  types/item.ts\n  index.ts\n',
  );
});

test('generate --check: nothing differs', () => {
  expect(summary({ out: 'generated', check: true }, 300, [])).toBe('generated: 300 files, all current\n');
});

test('generate --server: fetches the three files, with the password of the environment', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(request.url!);
    const known = request.headers.authorization === 'Basic YTpi';
    response.writeHead(known ? 200 : 401, { 'www-authenticate': 'Basic realm="EWS"' }).end('<x/>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const folder = await fetchSchemas(url, { EWS_USER: 'a', EWS_PASSWORD: 'b' });
    expect((await readdir(folder)).sort()).toEqual(['messages.xsd', 'services.wsdl', 'types.xsd']);
    // The first is asked for twice: once to learn what the server offers.
    expect([...new Set(seen)]).toEqual(['/EWS/Services.wsdl', '/EWS/messages.xsd', '/EWS/types.xsd']);
    await rm(folder, { recursive: true });
    await expect(fetchSchemas(url, {})).rejects.toThrow('answered 401. Set EWS_USER and EWS_PASSWORD, or EWS_TOKEN.');
  } finally {
    server.close();
  }
});

describe('generate --server against a server that wants a login', () => {
  const EMAIL = 'alice@example.test';
  const USER = { EWS_USER: EMAIL, EWS_PASSWORD: 'secret' };

  /** The files that come back, or what went wrong, with all that an error shows of itself. */
  async function fetched(sandbox: Sandbox, env: Record<string, string>, ca?: string) {
    const server = new URL(sandbox.endpoint).origin;
    try {
      const folder = await fetchSchemas(server, env, ca);
      const texts = await Promise.all(
        (await readdir(folder)).map(async (name) => [name, await readFile(join(folder, name), 'utf8')]),
      );
      await rm(folder, { recursive: true });
      return { files: Object.fromEntries(texts) as Record<string, string>, error: '' };
    } catch (error) {
      return { files: {}, error: inspect(error, { depth: 9, showHidden: true }) };
    }
  }

  async function withSandbox(options: SandboxOptions, work: (sandbox: Sandbox) => Promise<void>): Promise<void> {
    await using sandbox = await Sandbox.start(options);
    await work(sandbox);
  }

  test.each([
    ['Basic', { auth: ['basic'] }],
    ['NTLM', { auth: ['ntlm'] }],
    ['NTLM, where Basic is offered too', { auth: ['basic', 'ntlm'] }],
    ['NTLM over TLS with Extended Protection', { auth: ['ntlm'], tls: true, channelBinding: 'require' }],
  ] satisfies [string, SandboxOptions][])('%s: the schema of the edition that it plays', async (_name, options) => {
    await withSandbox({ ...options, serverVersion: 'Exchange2016' }, async (sandbox) => {
      const { files, error } = await fetched(sandbox, USER, sandbox.ca);
      expect(error).toBe('');
      expect(files).toEqual({ ...(await emitSchema({ edition: 'Exchange2016' })) });
      expect((await fetched(sandbox, {}, sandbox.ca)).error).toContain('answered 401. Set EWS_USER and EWS_PASSWORD');
    });
  });

  test('a bearer token, which goes before a user name', async () => {
    await withSandbox({ auth: ['bearer'], tls: true }, async (sandbox) => {
      const EWS_TOKEN = sandbox.tokenFor(EMAIL);
      const { files, error } = await fetched(sandbox, { EWS_TOKEN, EWS_USER: 'nobody' }, sandbox.ca);
      expect(error).toBe('');
      expect(Object.keys(files).sort()).toEqual(['messages.xsd', 'services.wsdl', 'types.xsd']);
    });
  });

  test('a private authority: by --ca, by EWS_CA, and not without one', async () => {
    await withSandbox({ auth: ['basic'], tls: true }, async (sandbox) => {
      const EWS_CA = sandbox.ca!;
      expect((await fetched(sandbox, USER, EWS_CA)).error).toBe('');
      expect((await fetched(sandbox, { ...USER, EWS_CA })).error).toBe('');
      expect((await fetched(sandbox, USER)).error).toMatch(/certificate/);
      expect((await fetched(sandbox, USER, 'no/such/ca.pem')).error).toMatch(
        /no\/such\/ca\.pem cannot be read \(ENOENT\)/,
      );
    });
  });

  test('no error shows a password or a token', async () => {
    await withSandbox({ auth: ['basic', 'ntlm', 'bearer'], tls: true }, async (sandbox) => {
      const secret = 'hunter2hunter2';
      const tries = [
        await fetched(sandbox, { EWS_USER: EMAIL, EWS_PASSWORD: secret }, sandbox.ca),
        await fetched(sandbox, { EWS_TOKEN: secret }, sandbox.ca),
        await fetched(sandbox, { EWS_USER: EMAIL, EWS_PASSWORD: secret }),
        await fetched(sandbox, { EWS_PASSWORD: secret }, sandbox.ca),
      ];
      for (const { error } of tries) {
        expect(error).toMatch(/^(Authentication|Transport|Usage)Error/);
        expect(error).not.toContain(secret);
        expect(error).not.toContain(Buffer.from(`${EMAIL}:${secret}`).toString('base64'));
      }
    });
  });

  test('a password in the address is refused before anything is sent, and not repeated', async () => {
    for (const server of [
      'https://alice:hunter2@mail.example.test',
      'alice:hunter2@mail.example.test',
      'https://alice:hunter2@',
    ]) {
      const error: unknown = await fetchSchemas(server, {}).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(UsageError);
      expect(inspect(error, { showHidden: true })).not.toContain('hunter2');
    }
  });

  test('half of a login names the variable that is missing', async () => {
    await expect(fetchSchemas('mail.example.test', { EWS_USER: 'a' })).rejects.toThrow('EWS_PASSWORD is not set');
    await expect(fetchSchemas('mail.example.test', { EWS_PASSWORD: 'a' })).rejects.toThrow('EWS_USER is not set');
  });

  test('the command generates from it', async () => {
    await withSandbox({ auth: ['ntlm'], tls: true }, async (sandbox) => {
      using out = scratch();
      const context = capture({ env: USER });
      const server = new URL(sandbox.endpoint).host;
      expect(await runGenerate({ server, ca: sandbox.ca!, out: out.path }, context)).toBe(0);
      expect(context.out()).toContain('ExchangeSE against the committed ExchangeSE: no change\n');
      await expect(runGenerate({ schemas: 'x', ca: 'y', out: out.path }, context)).rejects.toThrow(
        '--ca goes with --server',
      );
    });
  }, 30_000);
});
