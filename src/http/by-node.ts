/** Sends a request by Node's own `http`. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { payload } from './body.js';
import type { ConnectionSlot } from './connection.js';
import type { HttpHeaders, HttpRequest } from './transport.js';
import type { Watch } from './watch.js';

/** `done` is called with the head of the answer, `failed` with what Node says of a request that has none. */
export function sendByNode(
  { url, method, headers, body }: HttpRequest,
  slot: ConnectionSlot,
  watch: Watch,
  done: (answer: IncomingMessage) => void,
  failed: (error: unknown) => void,
): void {
  const content = payload(body, watch);
  const options = {
    protocol: url.protocol,
    hostname: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port,
    path: url.pathname + url.search,
    method,
    headers: given(headers),
    agent: slot.agent,
  };
  if (Buffer.isBuffer(content)) options.headers['content-length'] = String(content.length);
  const sent = watch.start(url, slot.route(url, options), done);
  sent.on('error', failed);
  if (content instanceof Readable) pipeline(content, sent, (error) => error && failed(error));
  else sent.end(content);
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
