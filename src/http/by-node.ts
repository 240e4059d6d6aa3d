/** Sends a request by Node's own `http`. */
import type { IncomingMessage } from 'node:http';
import { pipeline, Readable } from 'node:stream';
import { urlToHttpOptions } from 'node:url';
import { payload } from './body.js';
import type { ConnectionSlot } from './connection.js';
import type { HttpHeaders, HttpRequest } from './transport.js';
import type { Watch } from './watch.js';

/** Resolves with the head of the answer. */
export function sendByNode(request: HttpRequest, slot: ConnectionSlot, watch: Watch): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const { url, method } = request;
    // What logs in is given as headers: a name and a password of the URL are nobody's.
    const { auth: _auth, ...place } = urlToHttpOptions(url);
    const body = payload(request.body, watch);
    const headers = { ...set(request.headers), ...(Buffer.isBuffer(body) ? { 'content-length': body.length } : {}) };
    const sent = watch.start(url, slot.route(url, { ...place, method, headers, agent: slot.agent }), resolve);
    sent.on('error', reject);
    if (body instanceof Readable) pipeline(body, sent, (error) => error && reject(error));
    else sent.end(body);
  });
}

/** Headers without those that are taken back. */
function set(headers: HttpHeaders | undefined): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) kept[name] = value;
  }
  return kept;
}
