/** A call whose answer is several envelopes: what is sent, what each part becomes, and what is told of one that is none. */
import { describe, expect, test } from '@jest/globals';
import { GetStreamingEvents } from '../../generated/index.js';
import { Client } from '../../src/client/client.js';
import type { ClientOptions } from '../../src/client/options.js';
import type { HttpRequest, HttpStream } from '../../src/http/transport.js';
import { committed } from '../../src/soap/committed.js';
import { fault, refusal, response, success } from './misbehaving.js';

const endpoint = new URL('https://mail.b.test/EWS/Exchange.asmx');
const request = { subscriptionIds: ['s'], connectionTimeout: 1 };
const part = (status: string) =>
  response('GetStreamingEvents', [success('GetStreamingEvents', `<m:ConnectionStatus>${status}</m:ConnectionStatus>`)]);

function clientOf(status: number, pieces: readonly string[], options: Partial<ClientOptions> = {}) {
  const sent: HttpRequest[] = [];
  const seen = { left: false };
  const transport = {
    request: () => Promise.reject(new Error('not here')),
    async openStream(asked: HttpRequest): Promise<HttpStream> {
      sent.push(asked);
      async function* body() {
        try {
          for (const piece of pieces) yield Buffer.from(piece);
        } finally {
          seen.left = true;
        }
      }
      return { status, headers: {}, challenges: [], url: endpoint, body: body(), cancel: () => undefined };
    },
    async [Symbol.asyncDispose]() {},
  };
  return { client: new Client({ registry: committed, endpoint, transport, ...options }), sent, seen };
}

async function read(client: Client, options: object = {}) {
  const statuses: unknown[] = [];
  try {
    for await (const answer of client.stream(GetStreamingEvents, request, options))
      statuses.push(...answer.responseMessages.map(({ connectionStatus }) => connectionStatus));
  } catch (error) {
    return { statuses, error: error as Record<string, unknown> };
  }
  return { statuses, error: undefined };
}

test('one POST, and each envelope as it comes, however it is cut', async () => {
  const text = part('OK') + part('OK') + part('Closed');
  const pieces = [text.slice(0, 50), text.slice(50, 700), text.slice(700)];
  const { client, sent } = clientOf(200, pieces, { anchorMailbox: 'a@b.test' });
  const signal = new AbortController().signal;
  expect(await read(client, { signal, timeoutMs: 7 })).toEqual({ statuses: ['OK', 'OK', 'Closed'], error: undefined });
  expect(sent).toEqual([
    {
      method: 'POST',
      url: endpoint,
      headers: {
        'content-type': 'text/xml; charset=utf-8',
        accept: 'text/xml',
        'x-anchormailbox': 'a@b.test',
        'x-preferserveraffinity': 'True',
      },
      body: expect.any(Uint8Array),
      signal,
      timeoutMs: 7,
      affinity: 'a@b.test',
    },
  ]);
});

test('of a group of subscriptions: its anchor, and its name instead of the mailbox', async () => {
  const { client, sent } = clientOf(200, [part('Closed')], { anchorMailbox: 'a@b.test' });
  await read(client, { affinity: { anchorMailbox: 'first@b.test', name: 'group' } });
  expect(sent).toEqual([
    expect.objectContaining({
      affinity: 'group',
      headers: expect.objectContaining({ 'x-anchormailbox': 'first@b.test' }),
    }),
  ]);
  await expect(async () => {
    for await (const _ of client.stream(GetStreamingEvents, request, { affinity: 'group' as never })) break;
  }).rejects.toThrow('affinity: expected an object');
});

test.each([201, 299])('a stream with the status %i is one', async (status) => {
  const { client } = clientOf(status, [part('OK') + part('Closed')]);
  expect(await read(client)).toEqual({ statuses: ['OK', 'Closed'], error: undefined });
});

test('leaving the loop ends the stream', async () => {
  const { client, seen } = clientOf(200, [part('OK'), part('OK')]);
  for await (const _ of client.stream(GetStreamingEvents, request)) break;
  expect(seen.left).toBe(true);
});

describe('what is no part of a stream', () => {
  test.each<[string, number, string[], object]>([
    ['a fault', 500, [fault('ErrorInvalidSubscription')], { code: 'ErrorInvalidSubscription' }],
    [
      'a fault in pieces',
      500,
      [fault('ErrorServerBusy').slice(0, 90), fault('ErrorServerBusy').slice(90)],
      { code: 'ErrorServerBusy' },
    ],
    ['a page', 503, ['<html>'], { code: 'ERR_HTTP_STATUS', status: 503 }],
    ['a redirection', 300, [''], { code: 'ERR_HTTP_STATUS', status: 300 }],
    ['an envelope without messages', 200, [response('GetStreamingEvents', [])], { code: 'ERR_UNANSWERED' }],
    ['an answer to something else', 200, [response('GetItem', [])], { code: 'ERR_NOT_EWS' }],
  ])('%s', async (_, status, pieces, error) => {
    const told = await read(clientOf(status, pieces).client);
    expect(told.statuses).toEqual([]);
    expect(told.error).toMatchObject(error);
  });

  test('a refusal after a good part', async () => {
    const refused = response('GetStreamingEvents', [refusal('GetStreamingEvents', 'ErrorSubscriptionNotFound')]);
    const messages = [];
    for await (const { responseMessages } of clientOf(200, [part('OK'), refused]).client.stream(
      GetStreamingEvents,
      request,
    ))
      messages.push(...responseMessages.map(({ responseCode }) => responseCode));
    expect(messages).toEqual(['NoError', 'ErrorSubscriptionNotFound']);
  });

  test('an envelope that is longer than the limit', async () => {
    const { client } = clientOf(200, [part('OK')], { limits: { totalBytes: 100 } });
    expect((await read(client)).error).toMatchObject({ code: 'ERR_XML_LIMIT' });
  });
});

test('a signal that has fired sends nothing', async () => {
  const { client, sent } = clientOf(200, [part('OK')]);
  expect((await read(client, { signal: AbortSignal.abort() })).error).toMatchObject({
    code: 'ERR_ABORTED',
    sent: false,
  });
  expect(sent).toEqual([]);
});

test('a read-only client may listen', async () => {
  expect((await read(clientOf(200, [part('OK')], { readOnly: true }).client)).error).toBeUndefined();
});
