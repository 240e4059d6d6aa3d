/** Digest, and certificates of clients, as Apache judges them; and the whole facade behind a login. */
import { readFileSync } from 'node:fs';
import { Account } from '../../../src/account/account.js';
import { type Credentials, digest, ntlm } from '../../../src/auth/credentials.js';
import { ALICE, file, logIn, outcomeOf, pem, SERVERS, url } from './lab.js';
import type { Table } from './table.js';

const { port } = SERVERS.require;
const alice = { username: 'alice', password: 'secret' };
const IN = 'in as alice';

export async function otherRules(table: Table): Promise<void> {
  table.heading('Digest');
  const path = '/digest';
  await table.line('Digest', [
    { name: 'good', want: IN, run: () => logIn({ port, path, as: digest(alice) }) },
    {
      name: 'wrong password',
      want: 'ERR_UNAUTHORIZED',
      run: () => logIn({ port, path, as: digest({ ...alice, password: 'x' }) }),
    },
  ]);

  table.heading('Client certificate, asked for after the request is known');
  const pemFiles = { cert: pem('client.pem'), key: pem('client.key') };
  const pfx = { pfx: readFileSync(file('tls/client.pfx')), passphrase: 'secret' };
  const with12 = (tls: object) => logIn({ port, path: '/certificate', tls: { ...tls, maxVersion: 'TLSv1.2' } });
  await table.line('client certificate', [
    { name: 'PEM', want: IN, run: () => with12(pemFiles) },
    { name: 'PFX', want: IN, run: () => with12(pfx) },
    { name: 'none', want: 'ERR_CERTIFICATE', run: () => with12({}) },
    { name: 'TLS 1.3', want: 'ERR_UNAUTHORIZED', run: () => logIn({ port, path: '/certificate', tls: pemFiles }) },
  ]);

  table.heading('The facade');
  await table.line('a message written and found again, by NTLM', [
    { want: '1 found', run: () => writeAndFind(ntlm(ALICE)) },
  ]);
}

async function writeAndFind(credentials: Credentials): Promise<string> {
  try {
    const tls = { ca: pem('rsa256.pem') };
    await using account = await Account.connect({ email: 'alice@example.test', endpoint: url(port), credentials, tls });
    await account.drafts.create({ subject: 'behind a login' });
    const found = await account.drafts.filter({ subject: 'behind a login' }).toArray();
    return `${found.length} found`;
  } catch (error) {
    return outcomeOf(error);
  }
}
