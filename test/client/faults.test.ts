/**
 * The fault table: a server that misbehaves on purpose. Each row ends in the right result or in the right typed error with a remedy,
 * in bounded time, and nothing is done twice.
 */
import { inspect } from 'node:util';
import { afterAll, describe, expect, test } from '@jest/globals';
import { CreateItem, GetFolder, SendItem } from '../../generated/index.js';
import { createTransport } from '../../src/auth/create-transport.js';
import { basic } from '../../src/auth/credentials.js';
import { Client } from '../../src/client/client.js';
import { debugLog } from '../../src/client/debug-log.js';
import type { CallOptions } from '../../src/client/options.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import { EwsError } from '../../src/errors.js';
import { closedPort } from '../http/servers.js';
import { IIS, type Row } from './fault-row.js';
import { ANSWER_ROWS } from './fault-rows-answers.js';
import { CONNECTION_ROWS } from './fault-rows-connections.js';
import { answerBy, fault, http, misbehaving, say } from './misbehaving.js';

const PASSWORD = 'Tr0ub4dor&3';
const rows: readonly Row[] = [...CONNECTION_ROWS, ...ANSWER_ROWS];

const logged: string[] = [];
const log = debugLog({ write: (entry) => logged.push(entry), xml: 'pretty' });
const thrown: string[] = [];

function ask(client: Client, what: Row['ask'], options: CallOptions): Promise<object> {
  const folderShape = { baseShape: 'IdOnly' } as const;
  if (what === 'send')
    return client.call(SendItem, { saveItemToFolder: true, itemIds: [{ kind: 'itemId', id: 'draft' }] }, options);
  if (what === 'create') {
    const items = ['a', 'b', 'c'].map((subject) => ({ kind: 'message' as const, subject }));
    return client.call(CreateItem, { messageDisposition: 'SaveOnly', items }, options);
  }
  return client.call(GetFolder, { folderShape, folderIds: [{ kind: 'distinguishedFolderId', id: 'inbox' }] }, options);
}

function connect(url: URL): Client {
  return new Client({
    endpoint: url,
    transport: createTransport({
      server: url,
      credentials: basic({ username: 'alice', password: PASSWORD }),
      maxResponseBytes: 1 << 20,
    }),
    retry: faultTolerance({ maxWaitMs: 2500, firstWaitMs: 4, maxAttempts: 4 }),
  });
}

/** Every sent message and every created item is there at most once. */
function expectNothingTwice(server: { created: readonly string[]; sent: readonly string[] }): void {
  expect(server.sent.length).toBeLessThanOrEqual(1);
  expect(server.created.length).toBeLessThanOrEqual(3);
  if (!server.created.includes('unmarked')) expect(new Set(server.created).size).toBe(server.created.length);
}

describe('the fault table', () => {
  test.each(rows.map((row) => [row.name, row] as const))('%s', async (_, row) => {
    await using server = await misbehaving(row.script);
    await using client = connect(server.url);
    const started = performance.now();
    const outcome: object = await ask(client, row.ask, row.options ?? {}).catch((error: Error) => error);
    const took = performance.now() - started;
    const code = outcome instanceof Error ? (outcome as EwsError).code : 'ok';
    expect([row.ends].flat()).toContain(code);
    expect(took).toBeLessThan(3500);
    if (row.atLeastMs !== undefined) expect(took).toBeGreaterThanOrEqual(row.atLeastMs - 2);
    if (row.requests !== undefined)
      expect(server.received.map(({ operation }) => operation)).toHaveLength(row.requests);
    expectNothingTwice(server);
    if (outcome instanceof Error) {
      expect(outcome).toBeInstanceOf(EwsError);
      const { fate, attempts, remedy } = outcome as EwsError;
      expect(fate).toBe(row.fate);
      if (/^ERR_/.test(code) && code !== 'ERR_XML_LIMIT' && code !== 'ERR_XML_DTD') expect(remedy).toBeTruthy();
      if (server.received.length > 1) expect(attempts?.length).toBeGreaterThan(1);
      thrown.push(inspect(outcome, { depth: 12, showHidden: true }), outcome.stack ?? '', JSON.stringify(outcome));
    } else if (row.ask === 'create') {
      expect(server.created).toHaveLength(3);
      const { responseMessages } = outcome as { responseMessages: { items?: { itemId?: { id: string } }[] }[] };
      const ids = responseMessages.map(({ items }) => items?.[0]?.itemId?.id);
      expect(ids).toEqual(['id-1', 'id-2', 'id-3']);
    } else if (row.ask === 'send') expect(server.sent).toHaveLength(1);
    // Whatever happened, the next request gets its own answer.
    if (row.script.length < 5) {
      await row.settled?.(server);
      const next = await ask(client, 'read', {});
      expect(JSON.stringify(next)).toContain('"id":"folder"');
    }
  });

  test('nobody listens: a server never seen is tried for a moment, then it is an error', async () => {
    await using client = connect(new URL(`http://127.0.0.1:${await closedPort()}/EWS/Exchange.asmx`));
    const error = (await ask(client, 'send', {}).catch((each: Error) => each)) as EwsError;
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
    await ask(client, 'read', {});
    const error = (await ask(client, 'read', {}).catch((each: Error) => each)) as EwsError;
    expect(error.code).toBe('ERR_UNAUTHORIZED');
    expect(server.received.length).toBeLessThanOrEqual(4);
  });

  test.each([
    ['is dropped by a server that is not Exchange', {}, 2],
    ['is kept by Exchange', IIS, 1],
  ])('the connection %s after a fault', async (_, headers, sockets) => {
    await using server = await misbehaving([say(http(500, fault('ErrorItemNotFound'), headers))]);
    await using client = connect(server.url);
    await ask(client, 'read', {}).catch(() => undefined);
    await ask(client, 'read', {});
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
