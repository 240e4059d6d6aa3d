/** msal-node's network, over our own connections: with the account's or the caller's proxy, agent and TLS settings, and nothing global. */
import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node';
import { collect } from '../http/collect.js';
import { Lane } from '../http/lane.js';
import type { Network } from '../http/network.js';
import type { TlsOptions } from '../http/tls-options.js';

/** The answers of an authority are small. */
const MAX_BYTES = 4 * 1024 * 1024;

/** How the authority is reached: as `own` says, and where it says nothing, as the server is. */
export function networkOf(own: Network, server: Network): Network {
  const way = own.proxy !== undefined || own.agent !== undefined ? own : server;
  return { tls: own.tls ?? shared(server.tls), proxy: way.proxy, agent: way.agent };
}

/**
 * What of the TLS settings for a server holds for another one too. Its authorities are added to those of Node, because a server with a
 * private certificate can want tokens of a public authority.
 */
function shared({ ca, minVersion, maxVersion, ciphers, insecureHosts }: TlsOptions = {}): TlsOptions {
  // Loaded for who has one: an import of the package does not wait for Node's TLS.
  const roots = () => process.getBuiltinModule('node:tls').rootCertificates;
  return {
    ...(ca !== undefined && { ca: [...roots(), ...(Array.isArray(ca) ? ca : [ca])] }),
    ...(minVersion !== undefined && { minVersion }),
    ...(maxVersion !== undefined && { maxVersion }),
    ...(ciphers !== undefined && { ciphers }),
    ...(insecureHosts !== undefined && { insecureHosts }),
  };
}

/** A network client for msal-node; `network` is asked before each request. */
export function networkClient(network: () => Network): INetworkModule {
  const send = async <T>(method: string, url: string, options: NetworkRequestOptions = {}, timeoutMs?: number) => {
    const target = new URL(url);
    const lane = new Lane(target.protocol === 'https:', network());
    try {
      const headers = Object.fromEntries(
        Object.entries(options.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
      );
      const body = options.body === undefined ? undefined : Buffer.from(options.body);
      const answer = await collect(await lane.send({ method, url: target, headers, body, timeoutMs }), MAX_BYTES);
      const response: NetworkResponse<T> = {
        status: answer.status,
        headers: { ...answer.headers } as Record<string, string>,
        body: parse(Buffer.from(answer.body).toString()) as T,
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
