/**
 * Takes what Exchange posts, in a server of the caller's: a plain handler of requests. Whoever does not know the secret of a subscription is
 * refused before a byte of what he sends is read.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { NotificationType } from '../../generated/index.js';
import type { Registry } from '../codec/index.js';
import { readEnvelope, writeEnvelope } from '../soap/envelope.js';

/** Who waits for what is posted. */
interface Subscriber {
  readonly registry: Registry;
  /** What to answer; undefined where it has too much to do, and the server is to come again. */
  take(notification: NotificationType): 'OK' | 'Unsubscribe' | undefined;
}

/** The parameter of a subscription's URL that holds its secret. */
export const SECRET = 'ewskit';
/** Much more than a notification has. */
const MOST_BYTES = 4 * 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body?: Uint8Array | undefined;
}

let subscribersOf: (receiver: PushReceiver) => Map<string, Subscriber>;

/** From now on, what is posted to the receiver with that secret is given to the subscriber. */
export function expectPosts(receiver: PushReceiver, secret: string, subscriber: Subscriber): void {
  subscribersOf(receiver).set(digest(secret), subscriber);
}

/**
 * Takes what Exchange posts. `listener` goes into a server of node:http, into Express (`app.post('/ews', receiver.listener)`), or gets
 * `request.raw` and `reply.raw` of Fastify; `fetch` is for servers that speak Request and Response.
 */
export class PushReceiver {
  /** By the digest of the secret: how long a look takes says nothing of it. */
  readonly #subscribers = new Map<string, Subscriber>();

  static {
    subscribersOf = (receiver) => receiver.#subscribers;
  }

  /** For `createServer(receiver.listener)`. */
  readonly listener = (request: IncomingMessage & { body?: unknown }, response: ServerResponse): void => {
    const { url = '', method } = request;
    const subscriber = this.#find(url, method);
    void (async () => {
      const body = 'status' in subscriber ? undefined : await bodyOf(request);
      const { status, body: bytes } = 'status' in subscriber ? subscriber : answer(subscriber, body);
      const close = status === 200 ? {} : { Connection: 'close' };
      response.writeHead(status, { ...close, ...headersOf(bytes) }).end(bytes);
    })().catch(() => response.destroy());
  };

  /** For servers that speak Request and Response. */
  async fetch(request: Request): Promise<Response> {
    const subscriber = this.#find(request.url, request.method);
    const body = 'status' in subscriber || !request.body ? undefined : await collect(request.body, MOST_BYTES);
    const { status, body: bytes } = 'status' in subscriber ? subscriber : answer(subscriber, body);
    return new Response(bytes as Uint8Array<ArrayBuffer> | undefined, { status, headers: headersOf(bytes) });
  }

  #find(url: string, method: string | undefined): Subscriber | Answer {
    if (method !== 'POST') return { status: 405 };
    const secret = URL.canParse(url, 'http://receiver') && new URL(url, 'http://receiver').searchParams.get(SECRET);
    return (secret && this.#subscribers.get(digest(secret))) || { status: 403 };
  }
}

function digest(secret: string): string {
  return createHash('sha256').update(secret).digest('base64');
}

function headersOf(body: Uint8Array | undefined): Record<string, string> {
  const type = body ? { 'Content-Type': 'text/xml; charset=utf-8' } : undefined;
  return { ...type, 'Content-Length': String(body?.length ?? 0) };
}

function answer({ registry, take }: Subscriber, body: Uint8Array | undefined): Answer {
  if (body === undefined) return { status: 413 };
  const notification = notificationIn(registry, body);
  if (notification === undefined) return { status: 400 };
  const subscriptionStatus = take(notification);
  if (subscriptionStatus === undefined) return { status: 503 };
  const result = { operation: 'SendNotificationResult', body: { subscriptionStatus } };
  return { status: 200, body: writeEnvelope(registry, result) };
}

function notificationIn(registry: Registry, body: Uint8Array): NotificationType | undefined {
  try {
    const { operation, body: said } = readEnvelope(registry, body);
    if (operation !== 'SendNotification') return undefined;
    return (said as { responseMessages?: { notification?: NotificationType }[] }).responseMessages?.[0]?.notification;
  } catch {
    return undefined;
  }
}

/** What was read already by a parser of the server's; undefined where it is too much. */
async function bodyOf(request: IncomingMessage & { body?: unknown }): Promise<Uint8Array | undefined> {
  const { body } = request;
  if (typeof body === 'string') return Buffer.from(body);
  return body instanceof Uint8Array ? body : collect(request, MOST_BYTES);
}

async function collect(chunks: AsyncIterable<Uint8Array>, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) return undefined;
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}
