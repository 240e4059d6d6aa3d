/** Rows of the fault table about busy servers, statuses, redirections, bodies, and two answers at once. */
import { once as event } from 'node:events';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { HTML, IIS, once, type Row } from './fault-row.js';
import { answerBy, createOne, fault, http, itemsOf, refusal, response, say, soap, success } from './misbehaving.js';

const busyThird = answerBy((_, request, server) => {
  // `answer` has created all three already; this server did not get to the third.
  server.created.splice(-1);
  const [first, second] = itemsOf(request.body);
  const redone = server.created.splice(-2).length === 2 ? [first, second] : [];
  const messages = redone.map((item) => createOne(item as string, server.created));
  return http(200, response('CreateItem', [...messages, refusal('CreateItem', 'ErrorServerBusy', 20)]), IIS);
});

export const ANSWER_ROWS: readonly Row[] = [
  // ---- busy ----
  {
    name: 'busy with a back-off',
    script: [say(http(500, fault('ErrorServerBusy', 60), IIS))],
    ends: 'ok',
    sent: 2,
    atLeastMs: 60,
  },
  {
    name: 'busy with a back-off, send',
    ask: 'send',
    script: [say(http(500, fault('ErrorServerBusy', 60), IIS))],
    ends: 'ok',
    sent: 2,
    atLeastMs: 60,
  },
  {
    name: 'busy, longer than we wait',
    script: [say(http(500, fault('ErrorServerBusy', 600_000), IIS))],
    ends: 'ErrorServerBusy',
    sent: 1,
  },
  {
    name: 'busy for ever',
    script: Array(20).fill(say(http(500, fault('ErrorServerBusy'), IIS))),
    ends: 'ErrorServerBusy',
    sent: 4,
  },
  {
    name: 'busy, fail fast',
    script: [say(http(500, fault('ErrorServerBusy', 5), IIS))],
    options: once,
    ends: 'ErrorServerBusy',
    sent: 1,
  },
  {
    name: 'busy in the response message',
    script: [say(http(200, response('GetFolder', [refusal('GetFolder', 'ErrorServerBusy', 30)]), IIS))],
    ends: 'ok',
    sent: 2,
    atLeastMs: 30,
  },
  { name: 'busy for the third of three', ask: 'create', script: [busyThird], ends: 'ok', sent: 2, atLeastMs: 20 },
  {
    name: 'too many connections',
    script: [say(http(500, fault('ErrorExceededConnectionCount'), IIS))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'a passing error inside',
    script: [say(http(500, fault('ErrorInternalServerTransientError'), IIS))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'a passing error inside, send',
    ask: 'send',
    script: [say(http(500, fault('ErrorInternalServerTransientError'), IIS))],
    fate: 'unknown',
    ends: 'ErrorInternalServerTransientError',
    sent: 1,
  },
  {
    name: 'a lasting error inside',
    script: [say(http(500, fault('ErrorAccessDenied'), IIS))],
    ends: 'ErrorAccessDenied',
    sent: 1,
  },
  {
    name: '503 with Retry-After in seconds',
    script: [say(http(503, HTML, { 'Retry-After': '1' }))],
    ends: 'ok',
    sent: 2,
    atLeastMs: 1000,
  },
  {
    name: '503 with Retry-After as a date',
    script: [say(http(503, '', { 'Retry-After': new Date(0).toUTCString() }))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: '503, longer than we wait',
    script: [say(http(503, '', { 'Retry-After': '3600' }))],
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  {
    name: '503, send',
    ask: 'send',
    script: [say(http(503, 'Service Unavailable'))],
    fate: 'unknown',
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  { name: '429, create', ask: 'create', script: [say(http(429))], ends: 'ok', sent: 2 },
  // ---- other statuses ----
  { name: '500 with an empty body', script: [say(http(500))], ends: 'ok', sent: 2 },
  {
    name: '500 with an empty body, for ever',
    script: Array(9).fill(say(http(500))),
    ends: 'ERR_HTTP_STATUS',
    sent: 3,
  },
  {
    name: '500 with an empty body, send',
    ask: 'send',
    script: [say(http(500))],
    ends: 'ERR_HTTP_STATUS',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: '500 of ASP.NET',
    script: [say(http(500, "<html><title>Server Error in '/EWS' Application.</title></html>"))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: '502, send',
    ask: 'send',
    script: [say(http(502, HTML))],
    ends: 'ERR_HTTP_STATUS',
    fate: 'unknown',
    sent: 1,
  },
  { name: '504, create', ask: 'create', script: [say(http(504, HTML))], ends: 'ok', sent: 2 },
  { name: '404', script: [say(http(404, HTML))], ends: 'ERR_HTTP_STATUS', sent: 1 },
  {
    name: '413, create',
    ask: 'create',
    script: [say(http(413))],
    ends: 'ERR_HTTP_STATUS',
    fate: 'not done',
    sent: 1,
  },
  {
    name: 'a CAS error',
    script: [say(http(400, '', { 'X-CasErrorCode': 'EmptyUserPuid' }))],
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  {
    name: 'answers before the answer (100, 103)',
    script: [answerBy((text) => `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\n${http(200, text)}`)],
    ends: 'ok',
    sent: 1,
  },
  // ---- redirections ----
  {
    name: 'a redirection to http',
    script: [say(http(302, '', { Location: 'http://mail.example.test/EWS/Exchange.asmx' }))],
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  {
    name: 'a redirection to a foreign host',
    script: [say(http(307, '', { Location: 'https://evil.invalid/?token=abc' }))],
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  {
    name: 'a redirection to itself',
    script: Array(9).fill(say(http(301, '', { Location: '/EWS/Exchange.asmx' }))),
    ends: 'ERR_HTTP_STATUS',
    sent: 1,
  },
  {
    name: 'a redirection to the error page',
    script: [say(http(302, '', { Location: '/ews/genericerrorpage.htm?aspxerrorpath=/ews/exchange.asmx' }))],
    ends: 'ok',
    sent: 2,
  },
  // ---- bodies ----
  {
    name: 'a gzip bomb',
    script: [say(http(200, gzipSync(Buffer.alloc(32 << 20)), { 'Content-Encoding': 'gzip' }))],
    ends: 'ERR_TOO_LARGE',
    sent: 1,
  },
  {
    name: 'gzip that is none',
    script: [answerBy((text) => http(200, text, { 'Content-Encoding': 'gzip' }))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'gzip that breaks off',
    script: [answerBy((text) => http(200, gzipSync(text).subarray(0, 80), { 'Content-Encoding': 'gzip' }))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'right gzip',
    script: [answerBy((text) => http(200, gzipSync(text), { 'Content-Encoding': 'gzip' }))],
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'a web page',
    script: [say(http(200, HTML, { 'Content-Type': 'text/html' }))],
    ends: 'ERR_NOT_EWS',
    sent: 1,
  },
  {
    name: 'a web page, send',
    ask: 'send',
    script: [say(http(200, HTML, { 'Content-Type': 'text/html' }))],
    ends: 'ERR_NOT_EWS',
    fate: 'unknown',
    sent: 1,
  },
  { name: 'nothing, with 200', script: [say(http(200))], ends: 'ERR_NOT_EWS', sent: 1 },
  {
    name: 'garbage as content type',
    script: [answerBy((text) => http(200, text, { 'Content-Type': 'banana/\u00ff;;charset' }))],
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'a picture',
    script: [say(http(200, Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0]), { 'Content-Type': 'image/png' }))],
    ends: 'ERR_NOT_EWS',
    sent: 1,
  },
  {
    name: 'another answer',
    script: [say(http(200, response('FindItem', [success('FindItem')])))],
    ends: 'ERR_NOT_EWS',
    sent: 1,
  },
  { name: 'an empty envelope', script: [say(http(200, soap('')))], ends: 'ERR_NOT_EWS', sent: 1 },
  {
    name: 'a document type',
    script: [say(http(200, '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'))],
    ends: ['ERR_XML_DTD', 'ERR_NOT_EWS'],
    sent: 1,
  },
  {
    name: 'elements without end',
    script: [say(http(200, `${'<a>'.repeat(100_000)}`))],
    ends: ['ERR_XML_LIMIT', 'ERR_NOT_EWS', 'ERR_TRUNCATED'],
  },
  { name: 'something that is not HTTP', script: [say('SSH-2.0-OpenSSH_9.2p1\r\n')], ends: 'ERR_NOT_EWS', sent: 1 },
  {
    name: 'endless headers',
    script: [say(`HTTP/1.1 200 OK\r\n${'X-Pad: y\r\n'.repeat(20_000)}`)],
    ends: 'ERR_NOT_EWS',
    sent: 1,
  },
  // ---- two answers ----
  {
    name: 'two answers at once after a fault, not Exchange',
    script: [say(Buffer.concat([http(500, fault('ErrorItemNotFound')), http(200, HTML)]))],
    ends: 'ErrorItemNotFound',
    sent: 1,
  },
  {
    name: 'a second answer a moment after a fault, not Exchange',
    script: [
      {
        run: (socket) => {
          socket.write(http(200, fault('ErrorItemNotFound')));
          setTimeout(() => socket.write(http(200, HTML)), 1);
        },
      },
    ],
    ends: 'ErrorItemNotFound',
    sent: 1,
  },
  {
    name: 'a second answer while idle',
    script: [
      {
        run: (socket, server, request) => {
          socket.write(http(200, server.answer(request), IIS));
          setTimeout(() => socket.write(http(200, HTML)), 5);
        },
      },
    ],
    ends: 'ok',
    sent: 1,
    settled: async ({ sockets: [socket] }) => socket?.destroyed || (await event(socket as Socket, 'close')),
  },
];
