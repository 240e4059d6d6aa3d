/**
 * Sends a request through the caller's axios: its interceptors see the request and the answer. All that axios would do by itself is off, for
 * redirects, statuses, proxies and packed bodies are ours to judge, and the connection is the lane's.
 */
import type { IncomingMessage } from 'node:http';
import { payload } from './body.js';
import type { ConnectionSlot } from './connection.js';
import type { HttpRequest } from './transport.js';
import type { Watch } from './watch.js';

/** Of an axios instance, what is used of it. */
export interface AxiosLike {
  /** Sends one request. */
  request(config: object): Promise<{ readonly data: unknown }>;
}

/** Resolves with the head of the answer. */
export async function sendByAxios(
  axios: AxiosLike,
  { url, method, headers, body }: HttpRequest,
  slot: ConnectionSlot,
  watch: Watch,
): Promise<IncomingMessage> {
  const { data } = await axios.request({
    ...NOTHING_BY_ITSELF,
    httpAgent: slot.agent,
    httpsAgent: slot.agent,
    url: url.origin + url.pathname + url.search,
    method,
    headers: { 'content-type': false, ...headers },
    data: payload(body, watch),
    transport: {
      request: (options: object, done: (answer: IncomingMessage) => void) =>
        watch.start(url, slot.route(url, options), done),
    },
  });
  return data as IncomingMessage;
}

const NOTHING_BY_ITSELF = {
  adapter: 'http',
  proxy: false,
  maxRedirects: 0,
  maxBodyLength: -1,
  maxContentLength: -1,
  decompress: false,
  responseType: 'stream',
  timeout: 0,
  validateStatus: () => true,
  transformRequest: [(data: unknown) => data],
  transformResponse: [(data: unknown) => data],
};
