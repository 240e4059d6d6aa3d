/** The trace of a search: each question with its answer, the reason why a host was trusted or not, and the times. */
import { expect, test } from '@jest/globals';
import { memoryCache } from '../../src/autodiscover/cache.js';
import type { AutodiscoverResult } from '../../src/autodiscover/options.js';
import { type AutodiscoverStep, Trace } from '../../src/autodiscover/trace.js';
import { AUTO, EWS, PLAIN, ROOT, search, settings } from './script.js';

const TARGET = 'https://mail.b.test/autodiscover/autodiscover';

test('each question, with the login that went along, the status, and what came of it', async () => {
  const trace: AutodiscoverStep[] = [];
  const { result } = await search(
    { [`${ROOT}.svc`]: { status: 404 }, [PLAIN]: { location: `${TARGET}.xml` }, [`${TARGET}.svc`]: settings() },
    { onTrace: (step) => trace.push(step) },
  );
  expect((result as AutodiscoverResult).trace).toEqual(trace);
  expect(
    trace.map(({ kind, question, result: came, status, credentials }) => [kind, question, came, status, credentials]),
  ).toEqual([
    ['http', `POST ${ROOT}.svc`, 'failed', 404, true],
    ['http', `POST ${ROOT}.xml`, 'failed', 404, true],
    ['http', `GET ${ROOT}.json without credentials`, 'failed', 404, false],
    ['http', `POST ${AUTO}.svc`, 'failed', 404, true],
    ['http', `POST ${AUTO}.xml`, 'failed', 404, true],
    ['http', `GET ${AUTO}.json without credentials`, 'failed', 404, false],
    ['http', `${PLAIN} without credentials`, 'redirected', 302, false],
    ['trust', `${TARGET}.xml`, 'trusted', undefined, false],
    ['http', `POST ${TARGET}.svc`, 'found', 200, true],
  ]);
  expect(trace.at(-2)?.outcome).toBe('is in the domain b.test');
  expect(trace.at(-1)?.outcome).toBe(`found ${EWS}`);
});

test('times go on, and none is negative', async () => {
  const { result } = await search({ [`${ROOT}.svc`]: { status: 404 }, [`${AUTO}.svc`]: settings() });
  const { trace } = result as AutodiscoverResult;
  expect(trace.map(({ atMs }) => atMs)).toEqual(trace.map(({ atMs }) => atMs).sort((a, b) => a - b));
  for (const { atMs, durationMs } of trace) expect(Math.min(atMs, durationMs)).toBeGreaterThanOrEqual(0);
});

test.each<[string, object | undefined, string, string]>([
  ['another domain named by DNS', undefined, 'refused', 'named by an unprotected source'],
  ['the user allowed it', { allowRedirect: () => true }, 'trusted', '`allowRedirect` allowed it'],
  ['the user refused it', { allowRedirect: () => false }, 'refused', '`allowRedirect` refused it'],
])('a search that fails has its trace, with the reason of each decision: %s', async (_, options, result, why) => {
  const trace: AutodiscoverStep[] = [];
  await search({}, { ...options, onTrace: (step) => trace.push(step) }, [{ name: 'mail.other.test' }]);
  expect(trace).toContainEqual(
    expect.objectContaining({ kind: 'dns', outcome: 'names mail.other.test', result: 'redirected' }),
  );
  expect(trace).toContainEqual(
    expect.objectContaining({ kind: 'trust', result, outcome: expect.stringContaining(why) }),
  );
});

test('what https named in another domain is trusted, and why is said', async () => {
  const there = 'https://hoster.test/autodiscover/autodiscover.svc';
  const { result } = await search({ [`${ROOT}.svc`]: { location: there }, [there]: settings() });
  expect((result as AutodiscoverResult).trace[1]).toMatchObject({
    kind: 'trust',
    outcome: 'is in another domain, and was named by https, whose certificate vouches for it',
  });
});

test('a secret in a URL is masked in lines and records, and its URL is not kept', async () => {
  const cache = memoryCache();
  const there = 'https://hoster.test/autodiscover/autodiscover.svc';
  const script = { [`${ROOT}.svc`]: { location: `${there}?token=hunter2` }, [there]: settings() };
  const { result } = await search(script, { cache });
  expect(JSON.stringify(result)).toContain('?token=***');
  expect(await cache.get('b.test')).toBeUndefined();
});

test('of an answer the first two thousand letters are kept', () => {
  const trace = new Trace({});
  for (const length of [2000, 2001]) trace.begin({ kind: 'http', question: 'q' }).end('x'.repeat(length), 'failed');
  expect(trace.steps.map(({ outcome }) => outcome.length)).toEqual([2000, 2000]);
});
