/**
 * Rows of the fault table about what changes something and was carried out, or not, while the answer says something else: nothing is done
 * twice, and nobody is told that it was not done.
 */
import { faultTolerance } from '../../src/client/retry-policy.js';
import { type ASKED, HTML, IIS, looksOnly, type Row } from './fault-row.js';
import { answerBy, doAndReset, doAndSay, fault, http, refusal, reset, response, say, sayAndDo } from './misbehaving.js';

type Write = Exclude<keyof typeof ASKED, 'read' | 'create'>;
const WRITES: readonly Write[] = ['send', 'sendNew', 'move', 'copy', 'delete', 'update', 'attach', 'folder'];

const broken = (operation: string, parts = 1) =>
  http(200, response(operation, Array(parts).fill(refusal(operation, 'ErrorTimeoutExpired'))), IIS);

/** What stands in the place of the answer, and the error that comes of it. */
const INSTEAD: readonly (readonly [string, (operation: string, parts?: number) => Buffer, string])[] = [
  ['307', () => http(307, '', { Location: '/EWS/Exchange.asmx' }), 'ERR_HTTP_STATUS'],
  ['403', () => http(403, HTML), 'ERR_HTTP_STATUS'],
  ['408', () => http(408), 'ERR_HTTP_STATUS'],
  ['429', () => http(429, '', { 'Retry-After': '0' }), 'ERR_HTTP_STATUS'],
  ['500', () => http(500), 'ERR_HTTP_STATUS'],
  ['502', () => http(502, HTML), 'ERR_HTTP_STATUS'],
  ['503', () => http(503, HTML), 'ERR_HTTP_STATUS'],
  ['504', () => http(504, HTML), 'ERR_HTTP_STATUS'],
  ['a page', () => http(200, HTML, { 'Content-Type': 'text/html' }), 'ERR_NOT_EWS'],
  ['ErrorTooManyObjectsOpened', () => http(500, fault('ErrorTooManyObjectsOpened'), IIS), 'ErrorTooManyObjectsOpened'],
  ['ErrorTimeoutExpired', () => http(500, fault('ErrorTimeoutExpired'), IIS), 'ErrorTimeoutExpired'],
  ['ErrorTimeoutExpired in the message', broken, 'ErrorTimeoutExpired'],
];

const UNKNOWN = { fate: 'unknown', sent: 1 } as const;

const lost: readonly Row[] = WRITES.flatMap((ask): Row[] => [
  ...INSTEAD.map(
    ([what, say, ends]): Row => ({
      name: `${what} after it was done, ${ask}`,
      ask,
      script: [doAndSay(say)],
      ends,
      ...UNKNOWN,
    }),
  ),
  { name: `a reset after it was done, ${ask}`, ask, script: [doAndReset], ends: 'ERR_CONNECTION_RESET', ...UNKNOWN },
  {
    name: `401 out of the blue after it was done, ${ask}`,
    ask,
    known: true,
    script: [answerBy((text) => http(200, text)), doAndSay(() => http(401, '', { 'WWW-Authenticate': 'Basic' }))],
    ends: 'ERR_UNAUTHORIZED',
    ...UNKNOWN,
  },
]);

const created: readonly Row[] = INSTEAD.flatMap(([what, bytes, code]): Row[] => [
  { name: `${what} after it was created`, ask: 'create', script: [doAndSay(bytes)], ends: 'ok', sent: 1 },
  {
    name: `${what} before it was created, which nobody can know`,
    ask: 'create',
    script: [say(bytes('CreateItem', 3))],
    options: looksOnly,
    ends: code,
    ...UNKNOWN,
  },
]);

/** Proven not to have arrived, or not to have been begun. */
const proven: readonly Row[] = WRITES.flatMap((ask): Row[] => [
  { name: `busy, ${ask}`, ask, script: [say(http(500, fault('ErrorServerBusy', 5), IIS))], ends: 'ok', sent: 2 },
  {
    name: `too many connections, ${ask}`,
    ask,
    script: [say(http(500, fault('ErrorExceededConnectionCount'), IIS))],
    ends: 'ok',
    sent: 2,
  },
]);

export const WRITE_ROWS: readonly Row[] = [
  ...lost,
  ...created,
  ...proven,
  {
    name: '504 while it is created, which goes on',
    ask: 'create',
    script: [sayAndDo(http(504, HTML), 60)],
    options: { retry: faultTolerance({ maxWaitMs: 3000, firstWaitMs: 4 }) },
    ends: 'ok',
    sent: 1,
  },
  {
    name: 'a look that is refused says nothing',
    ask: 'create',
    script: [doAndReset, say(http(200, response('FindItem', [refusal('FindItem', 'ErrorAccessDenied')]), IIS))],
    ends: 'ErrorAccessDenied',
    ...UNKNOWN,
  },
  {
    name: 'looks that fail again and again',
    ask: 'create',
    script: [doAndReset, reset(), reset(), reset()],
    ends: 'ERR_CONNECTION_RESET',
    ...UNKNOWN,
  },
  {
    name: '400 on a used connection of a server that is not Exchange',
    ask: 'send',
    known: true,
    script: [answerBy((text) => http(200, text)), say(http(400, 'Bad Request', { 'Content-Type': 'text/plain' }))],
    ends: 'ok',
    sent: 2,
  },
  {
    name: '400 on a new connection',
    ask: 'send',
    script: [say(http(400, 'Bad Request', { 'Content-Type': 'text/plain' }))],
    ends: 'ERR_HTTP_STATUS',
    ...UNKNOWN,
  },
];
