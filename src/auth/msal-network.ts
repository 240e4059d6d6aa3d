/** msal-node's network, over our own connections: with the caller's TLS settings, and nothing global. */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { collect } from '../http/collect.js';
import { Lane } from '../http/lane.js';
import type { TlsOptions } from '../http/tls-options.js';

/** The answers of an authority are small. */
const MAX_BYTES = 4 * 1024 * 1024;

export function networkClient(tls: TlsOptions): INetworkModule {
  const send = async <T>(method: string, url: string, options: NetworkRequestOptions = {}, timeoutMs?: number) => {
    const target = new URL(url);
    const lane = new Lane(target.protocol === 'https:', tls);
    try {
      const headers = Object.fromEntries(
        Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const body = options.body === undefined ? undefined : Buffer.from(options.body, 'utf8');
      const answer = await collect(await lane.send({ method, url: target, headers, body, timeoutMs }), MAX_BYTES);
      const response: NetworkResponse<T> = {
        status: answer.status,
        headers: { ...answer.headers } as Record<string, string>,
        body: parse(Buffer.from(answer.body).toString('utf8')) as T,
      };
      return response;
    } finally {
      lane.close();
    }
  };
  return {
    sendGetRequestAsync: (url, options, timeout) => send('GET', url, options, timeout),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  };
}

/** Authorities answer with JSON; what stands before them may not. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return { error: 'no_json', error_description: `The answer is not JSON: ${text.slice(0, 200)}` };
  }
}
