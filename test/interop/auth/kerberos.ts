/** Kerberos against Active Directory, through the GSSAPI of the system: the same rules as for NTLM, and its own. */
import { spawn } from 'node:child_process';
import { kerberos } from '../../../src/auth/credentials.js';
import { ALICE, BOB, file, JURGEN, logIn, type Mode, REALM, SERVERS } from './lab.js';
import { always, inEachMode, many, through } from './ntlm.js';
import type { Table } from './table.js';

const ALICE_IN = `in as alice@${REALM}`;
const NO_TICKET = 'ERR_CREDENTIALS';
const alice = { username: 'alice', password: ALICE.password };

const direct = (mode: Mode, as = kerberos()) => logIn({ port: SERVERS[mode].port, as });

export async function kerberosRules(table: Table): Promise<void> {
  process.env['KRB5_CONFIG'] = file('krb5.conf');
  process.env['KRB5CCNAME'] = `FILE:${file('no-tickets')}`;
  const line = table.line.bind(table);
  table.heading('Kerberos, in the modes of Extended Protection');
  await line(
    'no ticket',
    inEachMode(always(NO_TICKET), (mode) => direct(mode)),
  );
  process.env['KRB5CCNAME'] = `FILE:${file('tickets')}`;
  await kinit('alice', ALICE.password);
  await line(
    'bound to the channel, with the ticket of kinit',
    inEachMode(always(ALICE_IN), (mode) => direct(mode)),
  );
  await line(
    'not bound',
    inEachMode([ALICE_IN, ALICE_IN, 'ERR_UNAUTHORIZED'], (mode) => direct(mode, kerberos({ channelBinding: 'off' }))),
  );
  await line(
    'bound to another certificate (a man in the middle)',
    inEachMode([ALICE_IN, 'ERR_UNAUTHORIZED', 'ERR_UNAUTHORIZED'], (to) =>
      through({ to, certificate: 'other' }, kerberos()),
    ),
  );
  await line(
    'a bridge with the same certificate',
    inEachMode(always(ALICE_IN), (to) => through({ to }, kerberos())),
  );
  await line(
    'ticket altered on the way',
    inEachMode(always('ERR_UNAUTHORIZED'), (to) => through({ to, alter: flipTicket }, kerberos())),
  );
  const service = (spn: string) => kerberos({ spn });
  await line(
    'service named exactly',
    inEachMode(always(ALICE_IN), (mode) => direct(mode, service(`HTTP/localhost@${REALM}`))),
  );
  await line(
    'unknown service',
    inEachMode(always(NO_TICKET), (mode) => direct(mode, service('HTTP@nowhere.example.test'))),
  );
  process.env['KRB5CCNAME'] = `FILE:${file('no-tickets')}`;
  const users: [string, typeof alice, string][] = [
    ['user name and password', alice, ALICE_IN],
    ['user@domain and password', { ...alice, username: 'alice@ad.example.test' }, ALICE_IN],
    ['user@REALM and password', { ...alice, username: `alice@${REALM}` }, ALICE_IN],
    ['wrong password', { ...alice, password: 'x' }, NO_TICKET],
    ['unknown user', { ...alice, username: 'nobody' }, NO_TICKET],
    ['non-ASCII password', { ...BOB, username: 'bob' }, `in as bob@${REALM}`],
    ['non-ASCII user', { ...JURGEN, username: 'jürgen' }, `in as jürgen@${REALM}`],
  ];
  for (const [rule, who, want] of users) {
    await line(
      rule,
      inEachMode(always(want), (mode) => direct(mode, kerberos(who))),
    );
  }
  table.heading('Kerberos, required binding, by the signature of the certificate');
  for (const name of ['rsa384', 'pss512', 'ecdsa256', 'ecdsa384'] as const) {
    const { port, certificate } = SERVERS[name];
    const as = kerberos(alice);
    await line(name, [{ name: 'bound', want: ALICE_IN, run: () => logIn({ port, certificate, as }) }]);
  }
  table.heading('Kerberos, connections');
  await line('200 requests on 4 lanes', [
    {
      want: '200 in, 4 connections, 4 handshakes, no 401 after them',
      run: () => many('require', kerberos(alice)),
    },
  ]);
}

/** Turns over a bit near the end of the ticket, in its encrypted part. */
function flipTicket(authorization: string): string {
  const [scheme, token = ''] = authorization.split(' ');
  const bytes = Buffer.from(token, 'base64');
  const at = bytes.length - 40;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return `${scheme} ${bytes.toString('base64')}`;
}

function kinit(user: string, password: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn('kinit', [`${user}@${REALM}`], { stdio: ['pipe', 'ignore', 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`kinit ended with ${code}`))));
    child.stdin.end(`${password}\n`);
  });
}
