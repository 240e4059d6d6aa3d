/**
 * A span for each try of a call, named by OpenTelemetry's semantic conventions (rpc, http and server attributes,
 * https://opentelemetry.io/docs/specs/semconv/rpc/rpc-spans/). Its API is not needed: the tracer is given.
 */
import { checkOptions, having, type Rules } from '../errors.js';
import { observe } from './observe.js';
import type { RequestEvent, ResponseEvent } from './sight.js';

/** Of a span, what is used of it. */
export interface SpanLike {
  /** Says something of what it stands for. */
  setAttribute(key: string, value: string | number | boolean): unknown;
  /** It is over. */
  end(): void;
}

/** Where spans come from. */
export interface OpenTelemetryOptions {
  /** `trace.getTracer('my-program')` of `@opentelemetry/api`, or what looks like it. */
  tracer: { startSpan(name: string): SpanLike };
}

const RULES: Rules<OpenTelemetryOptions> = { tracer: having('a tracer', 'startSpan') };

/** Makes spans for all clients of this process, from now on until disposed; those that are open then are ended. */
export function openTelemetry(options: OpenTelemetryOptions): Disposable {
  checkOptions('openTelemetry()', options, RULES);
  const open = new Map<number, SpanLike>();
  const observing = observe({
    request(event) {
      const span = options.tracer.startSpan(`EWS ${event.operation}`);
      for (const [key, value] of Object.entries(ofRequest(event))) span.setAttribute(key, value);
      open.set(event.id, span);
    },
    // Of a stream each envelope is a response; its span ends with the first.
    response(event) {
      const span = open.get(event.id);
      if (span === undefined) return;
      open.delete(event.id);
      for (const [key, value] of Object.entries(ofResponse(event)))
        if (value !== undefined) span.setAttribute(key, value);
      span.end();
    },
  });
  return {
    [Symbol.dispose]() {
      observing[Symbol.dispose]();
      for (const span of open.values()) span.end();
      open.clear();
    },
  };
}

function ofRequest({ operation, endpoint, version, bytes }: RequestEvent) {
  const { hostname, port, protocol } = new URL(endpoint);
  return {
    'rpc.system': 'ews',
    'rpc.method': operation,
    'server.address': hostname,
    'server.port': Number(port) || (protocol === 'https:' ? 443 : 80),
    'url.full': endpoint,
    'http.request.body.size': bytes,
    'ews.request_server_version': version,
  };
}

function ofResponse({ status, bytes, error }: ResponseEvent) {
  return {
    'http.response.status_code': status,
    'http.response.body.size': bytes,
    'error.type': error?.code,
  };
}
