/**
 * What can be seen of a client from outside: `node:diagnostics_channel` events. Costs nothing when nobody subscribes; the XML is
 * made, masked, when a subscriber reads it. Must never show a credential.
 */
import { channel } from 'node:diagnostics_channel';
import { type Attempt, shown } from '../errors.js';
import type { HttpResponse } from '../http/transport.js';
import { maskHeaders, maskXml } from './masking.js';

/** `ewskit:request`: a request goes out. */
export interface RequestEvent {
  /** The same in the events of one try. */
  readonly id: number;
  /** Name of the operation: `FindItem`. */
  readonly operation: string;
  /** URL that it goes to. */
  readonly endpoint: string;
  /** Schema version that the request is written in. */
  readonly version: string;
  /** Length of the SOAP text. */
  readonly bytes: number;
  /** The SOAP text, secrets masked. */
  readonly xml: string;
}

/** `ewskit:response`: it was answered, or it failed; one for each request event, of a stream one for each envelope. */
export interface ResponseEvent {
  /** That of the request. */
  readonly id: number;
  /** Name of the operation: `FindItem`. */
  readonly operation: string;
  /** URL that it went to. */
  readonly endpoint: string;
  /** Milliseconds since the request. */
  readonly durationMs: number;
  /** Absent when there was no answer. */
  readonly status?: number | undefined;
  /** Length of the answer, unpacked; absent when there was none. */
  readonly bytes?: number | undefined;
  /** Harmless headers in full, others as `***`. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The SOAP text, secrets masked; undefined when there was no answer. */
  readonly xml: string | undefined;
  /** Code and message of what went wrong. */
  readonly error?: { readonly code: string; readonly message: string } | undefined;
}

/** `ewskit:retry`: a call waits and tries again. */
export interface RetryEvent {
  /** Name of the operation: `FindItem`. */
  readonly operation: string;
  /** URL that it goes to. */
  readonly endpoint: string;
  /** Milliseconds until the next try. */
  readonly waitMs: number;
  /** The tries so far. */
  readonly attempts: readonly Attempt[];
  /** Why the last one failed. */
  readonly error: { readonly code: string; readonly message: string };
}

const requests = channel('ewskit:request');
const responses = channel('ewskit:response');
const retries = channel('ewskit:retry');

let lastId = 0;

/** One try, as it is reported. */
export class Sighting {
  readonly #id = ++lastId;
  readonly #started = performance.now();
  readonly #operation: string;
  readonly #endpoint: string;

  constructor(operation: string, endpoint: URL, version: string, body: Uint8Array) {
    this.#operation = operation;
    this.#endpoint = endpoint.origin + endpoint.pathname;
    if (!requests.hasSubscribers) return;
    const event: RequestEvent = { ...this.#common(), version, bytes: body.byteLength, xml: '' };
    requests.publish(withXml(event, body));
  }

  answered(answer: HttpResponse, error?: unknown): void {
    if (!responses.hasSubscribers) return;
    const { status, headers, body } = answer;
    const event = { ...this.#end(error), status, bytes: body.byteLength, headers: maskHeaders(headers), xml: '' };
    responses.publish(withXml(event, body));
  }

  failed(error: unknown): void {
    if (responses.hasSubscribers) responses.publish({ ...this.#end(error), xml: undefined } satisfies ResponseEvent);
  }

  #common() {
    return { id: this.#id, operation: this.#operation, endpoint: this.#endpoint };
  }

  #end(error: unknown) {
    const durationMs = performance.now() - this.#started;
    return { ...this.#common(), durationMs, ...(error === undefined ? {} : { error: summary(error) }) };
  }
}

export function publishRetry(
  operation: string,
  endpoint: URL,
  waitMs: number,
  attempts: readonly Attempt[],
  error: unknown,
): void {
  if (!retries.hasSubscribers) return;
  const event: RetryEvent = {
    operation,
    endpoint: endpoint.origin + endpoint.pathname,
    waitMs,
    attempts: [...attempts],
    error: summary(error),
  };
  retries.publish(event);
}

function summary(error: unknown): { code: string; message: string } {
  const { code, message } = error as { code?: string; message?: string };
  return { code: code ?? 'ERR', message: shown(message ?? String(error)) };
}

function withXml<E extends object>(event: E, body: Uint8Array): E {
  return Object.defineProperty(event, 'xml', {
    get: () => maskXml(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString()),
    enumerable: true,
  });
}
