/** The network client that msal-node gets: what it sends, and what it makes of an answer. */
import { describe, expect, test } from '@jest/globals';
import { networkClient } from '../../src/auth/msal-network.js';
import { httpServer, rejection } from '../http/servers.js';

const client = networkClient(() => ({}));

test('a GET and a POST, with the headers in lower case', async () => {
  await using web = await httpServer((request, response) => {
    response.writeHead(418, { 'x-a': 'b' }).end(JSON.stringify({ method: request.method }));
  });
  const got = await client.sendGetRequestAsync(web.url.href, { headers: { 'X-Own': '1' } });
  expect(got).toMatchObject({ status: 418, headers: { 'x-a': 'b' }, body: { method: 'GET' } });
  const posted = await client.sendPostRequestAsync(web.url.href, { body: 'ä=1' });
  expect(posted.body).toEqual({ method: 'POST' });
  expect(web.requests.map(({ method, body }) => [method, body])).toEqual([
    ['GET', ''],
    ['POST', 'ä=1'],
  ]);
  expect(web.requests[0]?.headers['x-own']).toBe('1');
});

test('without options', async () => {
  await using web = await httpServer((_, response) => response.end('5'));
  expect((await client.sendGetRequestAsync(web.url.href)).body).toBe(5);
});

describe('an answer', () => {
  test('that is no JSON is told as an error of the authority', async () => {
    await using web = await httpServer((_, response) => response.end(`<html>${'x'.repeat(300)}`));
    const { body } = await client.sendGetRequestAsync(web.url.href);
    expect(body).toEqual({
      error: 'no_json',
      error_description: `The answer is not JSON: <html>${'x'.repeat(194)}`,
    });
  });

  test('of 4 MiB is read, a longer one is not', async () => {
    let size = 4 * 1024 * 1024;
    await using web = await httpServer((_, response) => response.end(`"${'x'.repeat(size - 2)}"`));
    expect(((await client.sendGetRequestAsync(web.url.href)).body as string).length).toBe(size - 2);
    size++;
    expect(await rejection(client.sendGetRequestAsync(web.url.href))).toMatchObject({ code: 'ERR_TOO_LARGE' });
  });

  test('that does not come in time', async () => {
    await using web = await httpServer(() => undefined);
    const error = await rejection(client.sendGetRequestAsync(web.url.href, {}, 30));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', message: expect.stringContaining('for 30 ms') });
  });
});
