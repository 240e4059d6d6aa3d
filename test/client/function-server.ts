/** A client over a transport that is a function, for rules that need no sockets. */
import { Client } from '../../src/client/client.js';
import type { ClientOptions } from '../../src/client/options.js';
import { faultTolerance } from '../../src/client/retry-policy.js';
import type { HttpRequest, HttpResponse } from '../../src/http/transport.js';
import { committed } from '../../src/soap/committed.js';

const endpoint = new URL('https://mail.b.test/EWS/Exchange.asmx');

/** A client whose server is a function of the request's text and number. */
export function clientOf(
  answer: (body: string, number: number) => string | Error,
  options: Partial<ClientOptions> = {},
) {
  const bodies: string[] = [];
  const transport = {
    async request({ body, url }: HttpRequest): Promise<HttpResponse> {
      bodies.push(Buffer.from(body as Uint8Array).toString('utf8'));
      const text = answer(bodies.at(-1) as string, bodies.length);
      if (text instanceof Error) throw text;
      return { status: 200, headers: {}, challenges: [], url, body: Buffer.from(text) };
    },
    openStream: () => Promise.reject(new Error('not here')),
    async [Symbol.asyncDispose]() {},
  };
  const retry = faultTolerance({ firstWaitMs: 1, maxWaitMs: 500, maxAttempts: 4, atWorkMs: 5 });
  return { client: new Client({ registry: committed, endpoint, transport, retry, ...options }), bodies };
}
