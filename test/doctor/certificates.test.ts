/** Certificates that are wrong, each in its own way, on real TLS servers: what it is, and what to do. */
import https, { type ServerOptions } from 'node:https';
import { describe, expect, test } from '@jest/globals';
import { generate } from 'selfsigned';
import { listen } from '../http/servers.js';
import { examine } from './examine.js';

const DAY = 86_400_000;
type Options = NonNullable<Parameters<typeof generate>[1]>;

const make = (options: Options = {}) =>
  generate([{ name: 'commonName', value: 'mail' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
    ...options,
  });

async function examined(server: ServerOptions, options: Parameters<typeof examine>[1] = {}) {
  const web = https.createServer(server, (_, response) =>
    response.writeHead(401, { 'www-authenticate': 'NTLM' }).end(),
  );
  await using listening = await listen(web, [], 'https');
  return await examine(`https://127.0.0.1:${listening.port}/EWS/Exchange.asmx`, options);
}

/** A server with one certificate that its client trusts, but for what `options` break. */
async function trusted(options: Options, host = '127.0.0.1') {
  const { private: key, cert } = await make(options);
  const web = https.createServer({ key, cert }, (_, response) => response.end());
  await using listening = await listen(web, [], 'https');
  return await examine(`https://${host}:${listening.port}`, { tls: { ca: cert } });
}

describe('a certificate', () => {
  test('that is well is told with issuer, names and days', async () => {
    const found = await trusted({ notAfterDate: new Date(Date.now() + 100.5 * DAY) });

    expect(found.of('tls').map(({ status }) => status)).toEqual(['ok', 'ok']);
    expect(found.of('tls')[1]).toMatchObject({ facts: { daysLeft: 100 }, what: expect.stringContaining('127.0.0.1') });
    expect(found.of('tls')[0]?.facts).toMatchObject({ subject: 'mail', issuer: 'mail', chain: ['mail'] });
  });

  test('that has expired is a problem with its date', async () => {
    const dates = { notBeforeDate: new Date('2020-01-01'), notAfterDate: new Date('2021-01-01') };
    const found = await trusted(dates);
    expect(found.of('tls').filter(({ status }) => status === 'problem')).toEqual([
      expect.objectContaining({ what: expect.stringContaining('expired on 2021-01-01') }),
    ]);
  });

  test('that is not valid yet points at the clock', async () => {
    const found = await trusted({
      notBeforeDate: new Date(Date.now() + 10 * DAY),
      notAfterDate: new Date(Date.now() + 20 * DAY),
    });
    expect(found.of('tls').find(({ status }) => status === 'problem')?.remedy).toContain('clock');
  });

  test('that expires within 30 days is a warning', async () => {
    const found = await trusted({ notAfterDate: new Date(Date.now() + 10.5 * DAY) });
    expect(found.of('tls')[1]).toMatchObject({
      status: 'warning',
      what: expect.stringContaining('expires in 10 days'),
    });
  });

  test('for another name says which names it has', async () => {
    const found = await trusted({}, 'localhost');
    expect(found.of('tls')[1]).toMatchObject({ status: 'problem', facts: { names: ['127.0.0.1'] } });
    expect(found.of('tls')[1]?.what).toContain('is for 127.0.0.1, not for localhost');
  });
});

describe('who vouches for it', () => {
  const authority = () =>
    generate([{ name: 'commonName', value: 'Example Root' }], {
      keyType: 'ec',
      algorithm: 'sha256',
      extensions: [{ name: 'basicConstraints', cA: true, critical: true }],
    });
  const problem = async (server: ServerOptions) =>
    (await examined(server)).of('tls').find(({ status }) => status === 'problem');

  test('nobody: it signed itself', async () => {
    const { private: key, cert } = await make();
    expect(await problem({ key, cert })).toMatchObject({
      facts: { code: 'DEPTH_ZERO_SELF_SIGNED_CERT', issuer: 'mail' },
    });
  });

  test('a private authority that is sent along: pass its root', async () => {
    const root = await authority();
    const { private: key, cert } = await make({ ca: { key: root.private, cert: root.cert } });
    const found = await problem({ key, cert: `${cert}\n${root.cert}` });
    expect(found).toMatchObject({
      what: expect.stringContaining('private authority'),
      facts: { issuer: 'Example Root' },
    });
    const trusting = await examined({ key, cert }, { tls: { ca: root.cert } });
    expect(trusting.of('tls').map(({ status }) => status)).toEqual(['ok', 'ok']);
  });

  test('somebody who is not sent along: install the whole chain', async () => {
    const root = await authority();
    const { private: key, cert } = await make({ ca: { key: root.private, cert: root.cert } });
    expect((await problem({ key, cert }))?.what).toContain('without those above it');
  });

  test('a host whose certificate is not checked is a warning', async () => {
    const { private: key, cert } = await make();
    const found = await examined({ key, cert }, { tls: { ca: cert, insecureHosts: ['127.0.0.1'] } });
    expect(found.of('tls')[1]).toMatchObject({ status: 'warning', what: expect.stringContaining('is not checked') });
    const pins = found.of('tls')[0]?.facts?.['pins'] as string[];
    const pinned = await examined({ key, cert }, { tls: { insecureHosts: ['127.0.0.1'], pins } });
    expect(pinned.of('tls').map(({ status }) => status)).toEqual(['ok']);
    expect(pinned.of('authentication')[0]?.status).toBe('ok');
  });
});

test('a server that knows TLS 1.0 and 1.1 only is told by its version, with the setting that works', async () => {
  const { private: key, cert } = await make({ keyType: 'rsa' });
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
  const found = await examined({ key, cert, ...old }, { tls: { ca: cert } });
  expect(found.of('tls')[0]).toMatchObject({ status: 'problem', facts: { protocol: 'TLSv1.1' } });
  const mended = await examined(
    { key, cert, ...old },
    { tls: { ca: cert, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' } },
  );
  expect(mended.of('tls')[0]).toMatchObject({ status: 'warning', what: expect.stringContaining('no longer safe') });
  expect(mended.of('authentication')[0]?.status).toBe('ok');
});

test('https on a port that speaks plain http', async () => {
  const { httpServer } = await import('../http/servers.js');
  await using server = await httpServer((_, response) => response.end());
  const found = await examine(`https://127.0.0.1:${server.port}`);
  expect(found.of('tls')[0]).toMatchObject({ status: 'problem', what: expect.stringContaining('does not speak TLS') });
});
