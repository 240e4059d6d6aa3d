/** Hooks and spans for what clients do: what each is told, until when, and what is refused. */
import { channel } from 'node:diagnostics_channel';
import { expect, test } from '@jest/globals';
import { observe } from '../../src/client/observe.js';
import { openTelemetry } from '../../src/client/open-telemetry.js';

const ENDPOINT = 'https://mail.b.test/EWS/Exchange.asmx';
const request = { id: 7, operation: 'GetItem', version: 'Exchange2016', endpoint: ENDPOINT, bytes: 3, xml: '<a/>' };
const response = {
  id: 7,
  operation: 'GetItem',
  endpoint: ENDPOINT,
  durationMs: 12,
  status: 200,
  bytes: 5,
  xml: '<b/>',
};
const retry = {
  operation: 'GetItem',
  endpoint: ENDPOINT,
  waitMs: 40,
  attempts: [],
  error: { code: 'X', message: 'y' },
};

const EVENTS = { request, response, retry };
const tell = (name: keyof typeof EVENTS, event: object = EVENTS[name]) => channel(`ewskit:${name}`).publish(event);

/** A tracer that writes down what is done with its spans. */
function tracer() {
  const spans: { name: string; attributes: Record<string, unknown>; ended: number }[] = [];
  const startSpan = (name: string) => {
    const span = { name, attributes: {} as Record<string, unknown>, ended: 0 };
    spans.push(span);
    return {
      setAttribute: (key: string, value: unknown) => Object.assign(span.attributes, { [key]: value }),
      end: () => span.ended++,
    };
  };
  return { spans, startSpan };
}

test('each hook gets its events, until it is disposed; one that is left out gets none', () => {
  const seen: unknown[] = [];
  const observing = observe({ request: (event) => seen.push(event), retry: (event) => seen.push(event) });
  for (const name of ['request', 'response', 'retry'] as const) tell(name);
  observing[Symbol.dispose]();
  tell('request');
  expect(seen).toEqual([request, retry]);
});

test.each([{ requests: () => undefined }, { request: 'x' }])('no such hook: %j', (hooks) => {
  expect(() => observe(hooks as never)).toThrow(/observe\(\)/);
});

test('a span stands for a try: what was asked of whom, and how it ended', () => {
  const { spans, startSpan } = tracer();
  using _spans = openTelemetry({ tracer: { startSpan } });
  tell('request');
  tell('response');
  expect(spans).toEqual([
    {
      name: 'EWS GetItem',
      attributes: {
        'rpc.system': 'ews',
        'rpc.method': 'GetItem',
        'server.address': 'mail.b.test',
        'server.port': 443,
        'url.full': ENDPOINT,
        'http.request.body.size': 3,
        'ews.request_server_version': 'Exchange2016',
        'http.response.status_code': 200,
        'http.response.body.size': 5,
      },
      ended: 1,
    },
  ]);
});

test('one that failed says by what code, and no status that there was none of', () => {
  const { spans, startSpan } = tracer();
  using _spans = openTelemetry({ tracer: { startSpan } });
  tell('request', { ...request, endpoint: 'http://127.0.0.1:8080/x' });
  const { status: _status, bytes: _bytes, ...rest } = response;
  tell('response', { ...rest, error: { code: 'ERR_TIMEOUT', message: 'too late' } });
  expect(spans[0]?.attributes).toMatchObject({ 'server.port': 8080, 'error.type': 'ERR_TIMEOUT' });
  expect(Object.keys(spans[0]?.attributes ?? {})).not.toContain('http.response.status_code');
});

test('of a stream the first envelope ends it; what is open at the end is ended then; an answer to nothing makes none', () => {
  const { spans, startSpan } = tracer();
  const making = openTelemetry({ tracer: { startSpan } });
  tell('response', { ...response, id: 1 });
  tell('request');
  tell('response');
  tell('response');
  tell('request', { ...request, id: 8 });
  making[Symbol.dispose]();
  expect(spans.map(({ ended }) => ended)).toEqual([1, 1]);
  expect(() => openTelemetry({ tracer: {} as never })).toThrow(/tracer/);
});
