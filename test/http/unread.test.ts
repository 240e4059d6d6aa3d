/** A server that left bytes of one request lying, and complains of them when the next comes: nobody has read that one. */
import { expect, test } from '@jest/globals';
import { createTransport } from '../../src/auth/create-transport.js';
import { notRead } from '../../src/client/quirks.js';
import { httpServer } from './servers.js';

const body = Buffer.from('x');
const SOAP = '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>';

/** Refuses each request but the first of a connection. */
function server(refusal: string, { from = 2, close = true } = {}) {
  const counts = new Map<object, number>();
  return httpServer((request, response) => {
    const count = (counts.get(request.socket) ?? 0) + 1;
    counts.set(request.socket, count);
    if (count < from) response.end('well');
    else response.writeHead(400, close ? { connection: 'close' } : {}).end(refusal);
  });
}

async function twice(url: URL) {
  await using transport = createTransport({ server: url, connections: 1 });
  await transport.request({ method: 'POST', url, body, unread: notRead });
  return await transport.request({ method: 'POST', url, body, unread: notRead });
}

test.each([true, false])(
  'it goes out once more, on a new connection (the server closed the old one: %p)',
  async (close) => {
    await using there = await server('Bad Request\r\n', { close });
    expect(await twice(there.url)).toMatchObject({ status: 200 });
    expect(there.requests).toHaveLength(3);
    expect(there.sockets).toHaveLength(2);
  },
);

test('on a new connection a 400 is the answer', async () => {
  await using there = await server('Bad Request\r\n', { from: 1 });
  await using transport = createTransport({ server: there.url });
  expect(await transport.request({ method: 'POST', url: there.url, body, unread: notRead })).toMatchObject({
    status: 400,
  });
  expect(there.requests).toHaveLength(1);
});

test('SOAP under it is the answer: somebody has read the request', async () => {
  await using there = await server(SOAP);
  expect(await twice(there.url)).toMatchObject({ status: 400 });
  expect(there.requests).toHaveLength(2);
});

test('nothing is sent again where nobody says when', async () => {
  await using there = await server('Bad Request\r\n');
  await using transport = createTransport({ server: there.url, connections: 1 });
  await transport.request({ method: 'POST', url: there.url, body });
  expect(await transport.request({ method: 'POST', url: there.url, body })).toMatchObject({ status: 400 });
  expect(there.requests).toHaveLength(2);
});
