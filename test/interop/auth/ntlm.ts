/** NTLM against Active Directory: who gets in, in which mode of Extended Protection, and who must not. */
import https from 'node:https';
import { ntlm } from '../../../src/auth/credentials.js';
import { besideThePairs, forgeFor, insideTheTimestamp } from './forge.js';
import {
  ALICE,
  accessLog,
  BOB,
  connect,
  decoded,
  getInbox,
  JURGEN,
  logIn,
  MODES,
  type Mode,
  pem,
  SERVERS,
  url,
} from './lab.js';
import { flipMic, type RelayOptions, startRelay } from './relay.js';
import { startSecondJudge } from './second-judge.js';
import type { Table } from './table.js';

const ALICE_IN = 'in as ADEX\\alice';
const REFUSED = 'ERR_UNAUTHORIZED';
const NOBODY = { username: 'ADEX\\nobody', password: 'x' };

/** One cell for each mode: what it must come to, in the order of MODES. */
export const inEachMode = (wants: readonly [string, string, string], run: (mode: Mode) => Promise<string>) =>
  MODES.map((mode, index) => ({ name: mode, want: wants[index] as string, run: () => run(mode) }));

export const always = (want: string) => [want, want, want] as const;

const direct = (mode: Mode, as = ntlm(ALICE)) => logIn({ port: SERVERS[mode].port, as });

/** The same login through a relay. */
export async function through(options: RelayOptions, as = ntlm(ALICE)): Promise<string> {
  await using relay = await startRelay(options);
  return await logIn({ port: relay.port, as, certificate: relay.certificate, connections: 1 });
}

export async function ntlmRules(table: Table): Promise<void> {
  const line = table.line.bind(table);
  table.heading('NTLM, in the modes of Extended Protection');
  await line('bound to the channel', inEachMode(always(ALICE_IN), direct));
  await line(
    'not bound',
    inEachMode([ALICE_IN, ALICE_IN, REFUSED], (mode) => direct(mode, ntlm({ ...ALICE, channelBinding: 'off' }))),
  );
  await line(
    'bound to another certificate (a man in the middle)',
    inEachMode([ALICE_IN, REFUSED, REFUSED], (to) => through({ to, certificate: 'other' })),
  );
  await line(
    'a bridge with the same certificate',
    inEachMode(always(ALICE_IN), (to) => through({ to })),
  );
  await line(
    'MIC altered on the way',
    inEachMode(always(REFUSED), (to) => through({ to, alter: flipMic })),
  );
  await forgedRelays(table);
  await line(
    'wrong password',
    inEachMode(always(REFUSED), (mode) => direct(mode, ntlm({ ...ALICE, password: 'x' }))),
  );
  await line(
    'unknown user',
    inEachMode(always(REFUSED), (mode) => direct(mode, ntlm(NOBODY))),
  );
  const names: [string, typeof ALICE, string][] = [
    ['user@domain', { ...ALICE, username: 'alice@ad.example.test' }, 'in as \\alice@ad.example.test'],
    ['a bare user name', { ...ALICE, username: 'alice' }, 'in as alice'],
    ['domain and user in other capitals', { ...ALICE, username: 'adex\\ALICE' }, 'in as adex\\ALICE'],
    ['DNS name of the domain', { ...ALICE, username: 'ad.example.test\\alice' }, 'in as ad.example.test\\alice'],
    ['non-ASCII password', BOB, 'in as ADEX\\bob'],
    ['non-ASCII user', JURGEN, 'in as ADEX\\jürgen'],
    ['non-ASCII user@domain', { ...JURGEN, username: 'jürgen@ad.example.test' }, 'in as \\jürgen@ad.example.test'],
  ];
  for (const [rule, who, want] of names) {
    await line(
      rule,
      inEachMode(always(want), (mode) => direct(mode, ntlm(who))),
    );
  }
  await certificates(table);
  await secondJudge(table);
  await connections(table);
}

/** The man in the middle knows the real server's certificate, and tries to have a login bound to that one. */
async function forgedRelays(table: Table): Promise<void> {
  const attack = (forgery: typeof besideThePairs, as = ntlm(ALICE)) =>
    through({ to: 'require', certificate: 'other', forge: forgeFor(SERVERS.require.certificate, forgery) }, as);
  const unbound = ntlm({ ...ALICE, channelBinding: 'off' });
  await table.line("the real server's binding forged into the challenge", [
    { name: 'as a pair', want: REFUSED, run: () => attack(besideThePairs) },
    { name: 'as a pair, binding off', want: REFUSED, run: () => attack(besideThePairs, unbound) },
    { name: 'inside the timestamp', want: 'ERR_NO_COMMON_SCHEME', run: () => attack(insideTheTimestamp) },
    { name: 'the same, off', want: 'ERR_NO_COMMON_SCHEME', run: () => attack(insideTheTimestamp, unbound) },
  ]);
}

async function certificates(table: Table): Promise<void> {
  table.heading('NTLM, required binding, by the signature of the certificate');
  for (const name of ['rsa384', 'pss512', 'ecdsa256', 'ecdsa384'] as const) {
    const { port, certificate } = SERVERS[name];
    const attempt = { port, certificate };
    await table.line(name, [
      { name: 'bound', want: ALICE_IN, run: () => logIn({ ...attempt, as: ntlm(ALICE) }) },
      { name: 'not', want: REFUSED, run: () => logIn({ ...attempt, as: ntlm({ ...ALICE, channelBinding: 'off' }) }) },
    ]);
  }
}

async function secondJudge(table: Table): Promise<void> {
  table.heading('NTLM, judged by Samba itself');
  await using judge = await startSecondJudge('rsa256');
  const attempt = { port: judge.port, certificate: 'rsa256' };
  const as = (who: typeof ALICE) => logIn({ ...attempt, as: ntlm(who) });
  await table.line('names and passwords', [
    { name: 'alice', want: ALICE_IN, run: () => as(ALICE) },
    { name: 'user@domain', want: ALICE_IN, run: () => as({ ...ALICE, username: 'alice@ad.example.test' }) },
    { name: 'non-ASCII password', want: 'in as ADEX\\bob', run: () => as(BOB) },
    { name: 'non-ASCII user', want: 'in as ADEX\\jürgen', run: () => as(JURGEN) },
    { name: 'wrong password', want: REFUSED, run: () => as({ ...ALICE, password: 'x' }) },
  ]);
  await table.line('MIC', [
    { name: 'through a relay', want: ALICE_IN, run: () => through({ to: attempt }) },
    { name: 'altered there', want: REFUSED, run: () => through({ to: attempt, alter: flipMic }) },
  ]);
}

async function connections(table: Table): Promise<void> {
  table.heading('NTLM, connections');
  await table.line('a second connection, where TLS sessions are resumed', [
    { want: 'in twice, 2 connections, 0 resumed; a plain agent: 1', run: reconnect },
  ]);
  await table.line('closed between challenge and answer, twice', [
    { want: `${ALICE_IN}, 3 connections`, run: hangUpTwice },
  ]);
  await table.line('closed between challenge and answer, each time', [
    {
      want: 'ERR_CONNECTION_RESET',
      run: () =>
        through({ to: 'require', hangUp: (status, challenge) => status === 401 && challenge.includes('NTLM TlR') }),
    },
  ]);
  await table.line('200 requests on 4 lanes', [
    { want: '200 in, 4 connections, 4 handshakes, no 401 after them', run: () => many('require') },
  ]);
}

/** Two logins over two connections to a server that resumes TLS sessions; a resumed one would show no certificate to bind to. */
async function reconnect(): Promise<string> {
  await using relay = await startRelay({ to: 'require', hangUp: (status) => status === 200 });
  const ca = pem(`${relay.certificate}.pem`);
  await using transport = connect({ port: relay.port, as: ntlm(ALICE), connections: 1 });
  for (let turn = 0; turn < 2; turn++) {
    await getInbox(transport, url(relay.port));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const ours = `in twice, ${relay.connections()} connections, ${relay.resumed()} resumed`;
  const agent = new https.Agent({ ca, keepAlive: false });
  for (let turn = 0; turn < 2; turn++) {
    await new Promise((resolve, reject) => {
      https.get(url(relay.port), { agent }, (answer) => answer.resume().on('close', resolve)).on('error', reject);
    });
  }
  return `${ours}; a plain agent: ${relay.resumed()}`;
}

async function hangUpTwice(): Promise<string> {
  let left = 2;
  await using relay = await startRelay({
    to: 'require',
    hangUp: (status, challenge) => status === 401 && challenge.includes('NTLM TlR') && left-- > 0,
  });
  const outcome = await logIn({ port: relay.port, as: ntlm(ALICE), connections: 1 });
  return `${outcome}, ${relay.connections()} connections`;
}

/** What the server's own log says of 200 parallel requests. */
export async function many(mode: Mode, as = ntlm(ALICE)): Promise<string> {
  const before = (await accessLog(mode)).length;
  await using transport = connect({ port: SERVERS[mode].port, as, connections: 4 });
  const target = url(SERVERS[mode].port);
  const answers = await Promise.all(Array.from({ length: 200 }, () => getInbox(transport, target)));
  const users = new Set(answers.map(({ headers }) => decoded(headers['x-remote-user'])));
  const log = (await accessLog(mode)).slice(before);
  const admitted = log.filter(({ status }) => status === 200);
  const handshakes = log.filter(({ token }) => token === 'answer' || token === 'ticket').length;
  const seen = new Set(admitted.map(({ connection }) => connection));
  const first = new Set<string>();
  const late = log.filter(({ connection, status }) => {
    if (status === 200) first.add(connection);
    return status === 401 && first.has(connection);
  });
  const all = admitted.length === 200 && users.size === 1 ? '200' : `${admitted.length} as ${[...users]}`;
  return `${all} in, ${seen.size} connections, ${handshakes} handshakes, ${late.length || 'no'} 401 after them`;
}
