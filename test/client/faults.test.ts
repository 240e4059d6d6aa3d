/**
 * The fault table: a server that misbehaves on purpose. Each row ends in the right result or in the right typed error with a remedy,
 * in bounded time; what is asked for is sent so many times, and what the caller is told of it, once, is true.
 */
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { Client } from '../../src/client/client.js';
import { debugLog } from '../../src/client/debug-log.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { EwsError } from '../../src/errors.js';
import { committed } from '../../src/soap/committed.js';
import { closedPort } from '../http/servers.js';
import { ask } from './fault-ask.js';
import { ASKED, IIS, type Row } from './fault-row.js';
import { ANSWER_ROWS } from './fault-rows-answers.js';
import { CONNECTION_ROWS } from './fault-rows-connections.js';
import { WRITE_ROWS } from './fault-rows-writes.js';
import { answerBy, fault, http, type Misbehaving, misbehaving, say } from './misbehaving.js';

const PASSWORD = 'Tr0ub4dor&3';
const rows: readonly Row[] = [...CONNECTION_ROWS, ...ANSWER_ROWS, ...WRITE_ROWS];

const logged: string[] = [];
const log = debugLog({ write: (entry) => logged.push(entry), xml: 'pretty' });
const thrown: string[] = [];

function connect(url: URL): Client {
  return new Client({
    registry: committed,
    endpoint: url,
    transport: createTransport({
      server: url,
      credentials: basic({ username: 'alice', password: PASSWORD }),
      maxResponseBytes: 1 << 20,
    }),
    retry: faultTolerance({ maxWaitMs: 2500, firstWaitMs: 4, maxAttempts: 4, atWorkMs: 30 }),
  });
}

/** What the caller is told is what the server did. */
function expectTruth(row: Row, server: Misbehaving, outcome: object): void {
  const { ask: what = 'read' } = row;
  if (what === 'read') return;
  const { created } = server;
  const marks = created.filter((mark) => mark !== 'unmarked');
  expect(new Set(marks).size).toBe(marks.length);
  const times = what === 'create' ? created.length / 3 : server.done.filter((each) => each === ASKED[what]).length;
  const told = outcome instanceof Error ? ((outcome as EwsError).fate ?? 'refused') : 'done';
  if (told === 'done') expect(times).toBe(1);
  else if (told === 'unknown') expect(times).toBeLessThanOrEqual(1);
  else expect(times).toBe(0);
}

describe('the fault table', () => {
  test('has at least 140 rows, each with a name of its own', () => {
    expect(rows.length).toBeGreaterThanOrEqual(140);
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length);
  });

  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    await using server = await misbehaving(row.script);
    await using client = connect(server.url);
    if (row.known) await ask(client, 'read');
    const started = performance.now();
    let told = 0;
    const tell = <T>(value: T): T => {
      told++;
      return value;
    };
    const outcome: object = await ask(client, row.ask, row.options).then(tell, (error: Error) => tell(error));
    const took = performance.now() - started;
    const code = outcome instanceof Error ? (outcome as EwsError).code : 'ok';
    expect([row.ends].flat()).toContain(code);
    expect(took).toBeLessThan(8000);
    if (row.atLeastMs !== undefined) expect(took).toBeGreaterThanOrEqual(row.atLeastMs - 2);
    const sent = server.received.filter(({ operation }) => operation === ASKED[row.ask ?? 'read']).length;
    if (row.sent !== undefined) expect(sent).toBe(row.sent);
    expect(told).toBe(1);
    expectTruth(row, server, outcome);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(EwsError);
      const { fate, attempts, remedy } = outcome as EwsError;
      expect(fate).toBe(row.fate);
      if (/^ERR_/.test(code) && code !== 'ERR_XML_LIMIT' && code !== 'ERR_XML_DTD') expect(remedy).toBeTruthy();
      if (sent > 1) expect(attempts?.length).toBeGreaterThan(1);
      thrown.push(inspect(outcome, { depth: 12, showHidden: true }), outcome.stack ?? '', JSON.stringify(outcome));
    } else if (row.ask === 'create') {
      const { responseMessages } = outcome as { responseMessages: { items?: { itemId?: { id: string } }[] }[] };
      const ids = responseMessages.map(({ items }) => items?.[0]?.itemId?.id);
      expect(ids).toEqual(['id-1', 'id-2', 'id-3']);
    }
    // Whatever happened, the next request gets its own answer.
    // (A refused password rests.)
    if (row.script.length < 5 && code !== 'ERR_UNAUTHORIZED') {
      await row.settled?.(server);
      const next = await ask(client, 'read');
      expect(JSON.stringify(next)).toContain('"id":"folder"');
    }
  });

  test('nobody listens: a server never seen is tried for a moment, then it is an error', async () => {
    await using client = connect(new URL(`http://127.0.0.1:${await closedPort()}/EWS/Exchange.asmx`));
    const error = (await ask(client, 'send').catch((each: Error) => each)) as EwsError;
    expect(error).toMatchObject({ code: 'ERR_CONNECTION_REFUSED', fate: 'not done' });
    expect(error.attempts).toHaveLength(3);
    thrown.push(inspect(error, { depth: 12, showHidden: true }));
  });

  test('a storm of 401 from a server that let us in before ends after three', async () => {
    await using server = await misbehaving([
      answerBy((text) => http(200, text)),
      ...Array(9).fill(say(http(401, '', { 'WWW-Authenticate': 'Basic' }))),
    ]);
    await using client = connect(server.url);
    await ask(client, 'read');
    const error = (await ask(client, 'read').catch((each: Error) => each)) as EwsError;
    expect(error.code).toBe('ERR_UNAUTHORIZED');
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  test.each([
    ['is dropped by a server that is not Exchange', {}, 2],
    ['is kept by Exchange', IIS, 1],
  ])('the connection %s after a fault', async (_, headers, sockets) => {
    await using server = await misbehaving([say(http(500, fault('ErrorItemNotFound'), headers))]);
    await using client = connect(server.url);
    await ask(client, 'read').catch(() => undefined);
    await ask(client, 'read');
    expect(server.sockets).toHaveLength(sockets);
  });

  test('an abort ends a back-off at once', async () => {
    await using server = await misbehaving([say(http(500, fault('ErrorServerBusy', 2000), IIS))]);
    await using client = connect(server.url);
    const started = performance.now();
    const error = (await ask(client, 'send', { signal: AbortSignal.timeout(60) }).catch(
      (each: Error) => each,
    )) as EwsError;
    expect(error).toMatchObject({ code: 'ERR_ABORTED', fate: 'not done' });
    expect(error.attempts).toMatchObject([{ code: 'ErrorServerBusy' }]);
    expect(performance.now() - started).toBeLessThan(500);
  });

  test('a deadline ends a back-off at once', async () => {
    await using server = await misbehaving([say(http(500, fault('ErrorServerBusy', 2000), IIS))]);
    await using client = connect(server.url);
    const error = (await ask(client, 'read', { deadlineMs: 60 }).catch((each: Error) => each)) as EwsError;
    expect(error.code).toBe('ERR_DEADLINE');
  });
});

describe('secrets', () => {
  afterAll(() => log[Symbol.dispose]());

  test('nothing that was logged or thrown in the table has a password or an Authorization value', () => {
    const everything = [...logged, ...thrown].join('\n');
    expect(logged.length).toBeGreaterThan(100);
    expect(thrown.length).toBeGreaterThan(50);
    expect(everything).not.toContain(PASSWORD);
    expect(everything).not.toContain(Buffer.from(`alice:${PASSWORD}`).toString('base64'));
    expect(everything).not.toMatch(/Basic [A-Za-z0-9+/]{8,}/);
    expect(everything).not.toContain('token=abc');
  });
});
