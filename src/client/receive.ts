/** An answer whose content is handed on while it arrives; what is left of it is an answer like any other. Must not know what was asked. */
import type { Registry } from '../codec/index.js';
import { XmlError } from '../errors.js';
import { collect } from '../http/collect.js';
import type { HttpRequest, HttpResponse, HttpStream, Transport } from '../http/transport.js';
import { isUtf8, toUtf8 } from '../soap/encoding.js';
import { type TakeContent, takeContent } from '../soap/stream.js';
import type { XmlLimits } from '../xml/limits.js';
import { charsetOf, isHtml } from './answers.js';

/** How much of an answer that is no XML its error is made of. */
const BEGINNING = 20_000;

export interface Receiving {
  readonly registry: Registry;
  readonly take: TakeContent;
  readonly limits: XmlLimits | undefined;
  /** The error of an answer that cannot be read; `beginning` is as much of it as says what it is. */
  broken(beginning: HttpResponse, cause: XmlError): unknown;
}

/**
 * Makes what takes the content of a try, for call after call: what an earlier one has handed on is passed over. (The content of an
 * attachment does not change.)
 */
export function passingOver(take: TakeContent): () => TakeContent {
  let taken = 0;
  return () => {
    let seen = 0;
    return async (bytes) => {
      const known = Math.min(bytes.length, Math.max(0, taken - seen));
      seen += bytes.length;
      if (known === bytes.length) return;
      taken += bytes.length - known;
      await take(known === 0 ? bytes : bytes.subarray(known));
    };
  };
}

/** Asks, hands on the content, and gives the answer without it. */
export async function receive(transport: Transport, request: HttpRequest, receiving: Receiving): Promise<HttpResponse> {
  const stream = await transport.openStream(request);
  const { status, headers, challenges, url } = stream;
  const answer = (body: Uint8Array): HttpResponse => ({ status, headers, challenges, url, body });
  // A refusal is one document, and a web page is none.
  if (status >= 300 || isHtml(answer(new Uint8Array()))) return collect(stream);
  const text = new Text(stream, charsetOf(answer(new Uint8Array())));
  try {
    return answer(await takeContent(receiving.registry, text.chunks(), receiving.take, receiving.limits));
  } catch (error) {
    throw error instanceof XmlError ? receiving.broken(answer(text.beginning), error) : error;
  } finally {
    stream.cancel();
  }
}

/** A body as UTF-8, and how it begins. Other encodings are rare, and are turned into this one as a whole. */
class Text {
  readonly #stream: HttpStream;
  readonly #charset: string | undefined;
  beginning: Uint8Array = new Uint8Array();

  constructor(stream: HttpStream, charset: string | undefined) {
    this.#stream = stream;
    this.#charset = charset;
  }

  async *chunks(): AsyncGenerator<Uint8Array, void, undefined> {
    const kept: Uint8Array[] = [];
    let plain: boolean | undefined;
    for await (const chunk of this.#stream.body) {
      if (this.beginning.length < BEGINNING)
        this.beginning = Buffer.concat([this.beginning, chunk.subarray(0, BEGINNING)]);
      plain ??= isUtf8(this.beginning, this.#charset);
      if (plain) yield withoutPadding(chunk);
      else kept.push(chunk);
    }
    if (kept.length > 0) yield toUtf8(Buffer.concat(kept), this.#charset);
  }
}

/** Some servers fill up their last block with zeros, which no document has. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  return bytes[bytes.length - 1] === 0 ? toUtf8(bytes, 'utf-8') : bytes;
}
