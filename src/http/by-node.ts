/** Sends a request by Node's own `http`. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { payload } from './body.js';
import type { ConnectionSlot } from './connection.js';
import type { HttpHeaders, HttpRequest } from './transport.js';
import type { Watch } from './watch.js';

/** Resolves with the head of the answer. */
export function sendByNode(request: HttpRequest, slot: ConnectionSlot, watch: Watch): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { url, method } = request;
    const body = payload(request.body, watch);
    const headers = given(request.headers);
    if (Buffer.isBuffer(body)) headers['content-length'] = String(body.length);
    const options = {
      protocol: url.protocol,
      hostname: url.hostname.replace(/^\[|\]$/g, ''),
      port: url.port,
      path: url.pathname + url.search,
      method,
      headers,
      agent: slot.agent,
    };
    const sent = watch.start(url, slot.route(url, options), resolve);
    sent.on('error', reject);
    if (body instanceof Readable) pipeline(body, sent, (error) => error && reject(error));
    else sent.end(body);
  });
}

/** Headers that have a value. */
function given(headers: HttpHeaders | undefined): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
