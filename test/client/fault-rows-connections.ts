/** Rows of the fault table about connections that die, halves, lengths, slowness and logins. */
import { faultTolerance } from '../../src/client/retry-policy.js';
import { HTML, once, type Row, short } from './fault-row.js';
import {
  answerBy,
  doAndReset,
  doAndSay,
  doAndSayHalf,
  doAndSilence,
  drip,
  http,
  reset,
  type Step,
  say,
  sayAndClose,
  silence,
} from './misbehaving.js';

const UPGRADE = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n';

/** Carries the request out, and answers with single bytes of which none is the last. */
const doAndDrip: Step = {
  run: (socket, server, request) => {
    server.answer(request);
    socket.write('HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n');
    const timer = setInterval(() => socket.write(' '), 30);
    socket.once('close', () => clearInterval(timer));
  },
};

/** Answers with bytes without end. */
const flood = (head: string): Step => ({
  run: (socket) => {
    socket.write(`HTTP/1.1 ${head}\r\n\r\n`);
    const piece = 'a'.repeat(65_536);
    const pump = (): void => {
      if (socket.destroyed) return;
      // Each piece when the one before has left: the client has to get its turn in the same process.
      socket.write(piece, () => setImmediate(pump));
    };
    pump();
  },
});

export const CONNECTION_ROWS: readonly Row[] = [
  // ---- the connection dies ----
  { name: 'reset at connect, then well', script: [reset('connect')], ends: 'ok', sent: 1 },
  {
    name: 'reset at connect, send',
    ask: 'send',
    script: [reset('connect')],
    // Whether a byte left before the reset is a race; both ends are right.
    ends: ['ERR_CONNECTION_RESET', 'ok'],
    fate: 'unknown',
  },
  { name: 'reset while the request is sent', script: [reset('head')], ends: 'ok', sent: 1 },
  { name: 'reset while the request is sent, create', ask: 'create', script: [reset('head')], ends: 'ok', sent: 1 },
  { name: 'reset after the request', script: [reset()], ends: 'ok', sent: 2 },
  {
    name: 'reset after the request, again and again',
    script: [reset(), reset(), reset(), reset()],
    ends: 'ERR_CONNECTION_RESET',
    sent: 4,
  },
  {
    name: 'reset after the request, fail fast',
    script: [reset()],
    options: once,
    ends: 'ERR_CONNECTION_RESET',
    sent: 1,
  },
  {
    name: 'reset before it was sent, send',
    ask: 'send',
    script: [reset()],
    ends: 'ERR_CONNECTION_RESET',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: 'reset after it was sent, send',
    ask: 'send',
    script: [doAndReset],
    ends: 'ERR_CONNECTION_RESET',
    fate: 'unknown',
    sent: 1,
  },
  { name: 'reset after it was created', ask: 'create', script: [doAndReset], ends: 'ok', sent: 1 },
  { name: 'reset before it was created', ask: 'create', script: [reset()], ends: 'ok', sent: 2 },
  {
    name: 'reset after it was created, and at the lookup',
    ask: 'create',
    script: [doAndReset, reset()],
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'reset after it was created, without marks',
    ask: 'create',
    script: [doAndReset],
    options: { retry: faultTolerance({ markCreated: false }) },
    ends: 'ERR_CONNECTION_RESET',
    fate: 'unknown',
    sent: 1,
  },
  // ---- half answers ----
  { name: 'half a body, then the end', script: [doAndSayHalf('end')], ends: 'ok', sent: 2 },
  { name: 'half a body, then a reset', script: [doAndSayHalf('reset')], ends: 'ok', sent: 2 },
  {
    name: 'half a body, send',
    ask: 'send',
    script: [doAndSayHalf('end', 0.9)],
    ends: 'ERR_TRUNCATED',
    fate: 'unknown',
    sent: 1,
  },
  { name: 'half a body, create', ask: 'create', script: [doAndSayHalf('end', 0.9)], ends: 'ok', sent: 1 },
  { name: 'half a head, then the end', script: [doAndSayHalf('end', 0.02)], ends: 'ok', sent: 2 },
  { name: 'half a body, then silence', script: [doAndSayHalf('stay')], options: short, ends: 'ok', sent: 2 },
  {
    name: 'half a body, then silence, send',
    ask: 'send',
    script: [doAndSayHalf('stay')],
    options: short,
    ends: 'ERR_TIMEOUT',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: 'half of the XML, in full length',
    script: [answerBy((text) => http(200, text.slice(0, text.length / 2)))],
    ends: 'ok',
    sent: 2,
  },
  // ---- wrong lengths ----
  {
    name: 'a length that is too long',
    script: [answerBy((text) => http(200, text, { 'Content-Length': String(text.length + 50) }))],
    options: short,
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'a length that is too short',
    script: [answerBy((text) => http(200, text, { 'Content-Length': String(text.length - 50) }))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: 'two lengths',
    script: [answerBy((text) => http(200, text, { 'content-length': '5' }))],
    ends: 'ERR_NOT_EWS',
  },
  {
    name: 'a length that is no number',
    script: [answerBy((text) => http(200, text, { 'Content-Length': 'many' }))],
    ends: 'ERR_NOT_EWS',
  },
  {
    name: 'chunks that are none',
    script: [say('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello')],
    ends: ['ERR_NOT_EWS', 'ERR_TRUNCATED', 'ok'],
  },
  {
    name: 'no length, closed at the end',
    script: [answerBy((text) => `HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n${text}`)].map((step) => ({
      run: (socket, server, request) => {
        step.run(socket, server, request);
        socket.end();
      },
    })),
    ends: 'ok',
    sent: 1,
  },
  // ---- slow ----
  { name: 'slow bytes', script: [drip(200, 15)], options: { timeoutMs: 300 }, ends: 'ok', sent: 1, atLeastMs: 40 },
  {
    name: 'slow bytes without end',
    script: [drip(1, 20)],
    options: { timeoutMs: 300, deadlineMs: 200 },
    ends: 'ERR_DEADLINE',
    sent: 1,
  },
  {
    name: 'slow bytes without end, send',
    ask: 'send',
    script: [drip(1, 20)],
    options: { deadlineMs: 150 },
    ends: 'ERR_DEADLINE',
    fate: 'unknown',
    sent: 1,
  },
  { name: 'silence, then well', script: [silence], options: short, ends: 'ok', sent: 2 },
  { name: 'silence for ever', script: [silence, silence], options: short, ends: 'ERR_TIMEOUT', sent: 2 },
  {
    name: 'silence, send',
    ask: 'send',
    script: [silence],
    options: short,
    ends: 'ERR_TIMEOUT',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: 'silence after it was created',
    ask: 'create',
    script: [doAndSilence],
    options: short,
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'silence, and it was not created',
    ask: 'create',
    script: [silence],
    options: short,
    ends: 'ok',
    sent: 2,
  },
  // ---- without end ----
  { name: 'another protocol (101)', script: [say(UPGRADE)], ends: 'ERR_NOT_EWS', sent: 1 },
  {
    name: 'another protocol, send',
    ask: 'send',
    script: [say(UPGRADE)],
    ends: 'ERR_NOT_EWS',
    fate: 'unknown',
    sent: 1,
  },
  { name: 'another protocol, create', ask: 'create', script: [doAndSay(() => UPGRADE)], ends: 'ok', sent: 1 },
  {
    name: 'single bytes for ever',
    script: [doAndDrip, doAndDrip],
    options: { timeoutMs: 200 },
    ends: 'ERR_TIMEOUT',
    sent: 2,
  },
  {
    name: 'single bytes for ever, send',
    ask: 'send',
    script: [doAndDrip],
    options: { timeoutMs: 200 },
    ends: 'ERR_TIMEOUT',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: 'single bytes for ever, create',
    ask: 'create',
    script: [doAndDrip],
    options: { timeoutMs: 200 },
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'a body without end',
    script: [flood('200 OK')],
    ends: 'ERR_TOO_LARGE',
    sent: 1,
  },
  { name: 'a 401 without end', script: [flood('401 X\r\nWWW-Authenticate: Basic')], ends: 'ERR_UNAUTHORIZED', sent: 1 },
  // ---- logins ----
  {
    name: 'a storm of 401',
    script: Array(20).fill(say(http(401, '', { 'WWW-Authenticate': 'Basic' }))),
    ends: 'ERR_UNAUTHORIZED',
    sent: 1,
  },
  {
    name: 'a storm of 401 with connections closed',
    script: Array(20).fill(sayAndClose(http(401, '', { 'WWW-Authenticate': 'Basic', Connection: 'close' }))),
    ends: 'ERR_UNAUTHORIZED',
    sent: 1,
  },
  { name: '401 without an offer', script: Array(20).fill(say(http(401))), ends: 'ERR_UNAUTHORIZED' },
  {
    name: '401 that offers what we have not',
    script: [say(http(401, '', { 'WWW-Authenticate': 'Bearer authorization_uri="https://x/"' }))],
    ends: 'ERR_NO_COMMON_SCHEME',
    sent: 1,
  },
  { name: '403', script: [say(http(403, HTML))], ends: 'ERR_HTTP_STATUS', sent: 1 },
  {
    name: '403 that closes',
    ask: 'send',
    script: [sayAndClose(http(403, HTML, { Connection: 'close' }))],
    ends: 'ERR_HTTP_STATUS',
    fate: 'unknown',
    sent: 1,
  },
  {
    name: 'a locked account',
    script: [say(http(500, 'The referenced account is currently locked out and may not be logged on to.'))],
    ends: 'ERR_CREDENTIALS',
    sent: 1,
  },
];
