/**
 * Decodes a response while it is still arriving: items are yielded as soon as they are complete, wherever the chunks end; base64
 * content can be handed on as bytes. What is held in memory is one item, and the envelope around them.
 *
 * The envelope is read tag by tag and kept as text without its items; at the end it is decoded like any other.
 */
import {
  BINARY,
  type Compiled,
  compile,
  Decoder,
  parseBase64,
  plainBase64,
  type Registry,
  rememberName,
  type Slot,
  type TypeInfo,
} from '../codec/index.js';
import { NEED_MORE } from '../xml/cursor.js';
import type { XmlLimits } from '../xml/limits.js';
import { CDATA, CLOSE, OPEN, Scanner, TEXT } from '../xml/scanner.js';
import { type DecodeEnvelopeOptions, type Envelope, readEnvelope } from './envelope.js';
import { plainest, standInsOf } from './stand-ins.js';

/** Arrays whose members are yielded one by one. */
const STREAMED: ReadonlySet<string> = new Set([
  'ArrayOfRealItemsType',
  'ArrayOfItemsType',
  'ArrayOfFoldersType',
  'ArrayOfConversationsType',
  'ArrayOfPeopleType',
  'SyncFolderItemsChangesType',
  'SyncFolderHierarchyChangesType',
]);

/** How an envelope is decoded while it arrives. */
export interface DecodeStreamOptions extends DecodeEnvelopeOptions {
  /** Takes the bytes of base64 elements (the content of attachments) outside of items, in order; they are then left out of the envelope. */
  content?: ((bytes: Uint8Array) => void | Promise<void>) | undefined;
}

/** Takes content as it arrives; what comes next waits for it. */
export type TakeContent = (bytes: Uint8Array) => void | Promise<void>;

/** Content that a request asks for by name: of files, and of items as MIME. Other bytes are members like any other. */
const CONTENT: ReadonlyMap<string, string> = new Map([
  ['Content', 'FileAttachmentType'],
  ['MimeContent', 'ItemType'],
]);

/** An open element of the envelope. */
interface Open {
  readonly tag: string;
  /** Declarations in scope before it. */
  readonly mark: number;
  readonly type: Compiled | undefined;
  /** Its children are yielded. */
  readonly streamed: boolean;
  readonly binary: boolean;
}

/** Yields the items of a response as they arrive, and returns the envelope without them. UTF-8 only. Throws {@link XmlError}. */
export async function* readEnvelopeStream(
  registry: Registry,
  chunks: AsyncIterable<Uint8Array>,
  options: DecodeStreamOptions = {},
): AsyncGenerator<object, Envelope, undefined> {
  const reader = new StreamReader(registry, chunks, options);
  yield* reader.items();
  return readEnvelope(registry, reader.envelope(), options);
}

/**
 * Reads a response whose content goes to `take` while it arrives, and gives the envelope without it, as bytes. The content may be of any
 * length: the limits are of the rest. UTF-8 only. Throws {@link XmlError}.
 */
export async function takeContent(
  registry: Registry,
  chunks: AsyncIterable<Uint8Array>,
  take: TakeContent,
  limits: XmlLimits = {},
): Promise<Uint8Array> {
  const endless = { ...limits, totalBytes: limits.totalBytes ?? Number.POSITIVE_INFINITY };
  const reader = new StreamReader(registry, chunks, { limits: endless, content: take }, CONTENT);
  for await (const _item of reader.items());
  return reader.envelope();
}

class StreamReader {
  readonly #registry: Registry;
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #content: DecodeStreamOptions['content'];
  /** Elements whose content is handed on, with the type that they are of, and nothing is yielded; undefined: all binary ones outside of items. */
  readonly #only: ReadonlyMap<string, string> | undefined;
  readonly #scanner: Scanner;
  readonly #decoder: Decoder;
  readonly #open: Open[] = [];
  readonly #kept: Buffer[] = [];
  /** Where in the bytes at hand that begins of the envelope which is not kept yet. */
  #unkept = 0;
  /** How many bytes, from where the next item begins, its end tag is not in. */
  #searched = 0;
  /** Base64 characters that do not make three bytes yet. */
  #base64 = '';
  /** Its padding has come: nothing follows that. */
  #ended = false;

  constructor(
    registry: Registry,
    chunks: AsyncIterable<Uint8Array>,
    options: DecodeStreamOptions,
    only?: ReadonlyMap<string, string>,
  ) {
    this.#registry = registry;
    this.#chunks = chunks[Symbol.asyncIterator]();
    this.#only = only;
    this.#content = options.content;
    this.#scanner = new Scanner(Buffer.alloc(0), options.limits);
    this.#scanner.final = false;
    this.#decoder = new Decoder(this.#scanner, options);
    this.#scanner.where = () => this.#open.map(({ tag }) => tag).join('/');
  }

  envelope(): Buffer {
    return Buffer.concat(this.#kept);
  }

  /** Fetches bytes, at least half as many as are held, so that a large item is not copied again for each chunk. */
  async #more(): Promise<void> {
    this.#keep();
    const { bytes, pos, end } = this.#scanner;
    const parts: Uint8Array[] = pos < end ? [bytes.subarray(pos, end)] : [];
    for (let added = 0, done = false; added === 0 || added < (end - pos) / 2; ) {
      const next = await this.#chunks.next();
      done = next.done === true;
      if (done) {
        this.#replace(parts, pos, true);
        return;
      }
      added += next.value.length;
      parts.push(next.value);
    }
    this.#replace(parts, pos, false);
  }

  #replace(parts: readonly Uint8Array[], from: number, final: boolean): void {
    const [only] = parts;
    this.#scanner.replace(parts.length === 1 && only ? asBuffer(only) : Buffer.concat(parts), from, final);
    this.#unkept = this.#scanner.pos;
    // Guesses compare with the last name, which is no longer where it was.
    this.#scanner.namespaces.prefixLength = -1;
  }

  /** Keeps what was read of the envelope, up to there; what follows that is none of it. */
  #keep(to = this.#scanner.pos): void {
    const { bytes, pos } = this.#scanner;
    if (to > this.#unkept) this.#kept.push(Buffer.from(bytes.subarray(this.#unkept, to)));
    this.#unkept = pos;
  }

  /** Runs a step; when the bytes end in it, undoes it, fetches more and runs it again. A promise only then: there are many steps. */
  #attempt<T>(step: () => T): T | Promise<T> {
    const { namespaces, pos } = this.#scanner;
    const { mark } = namespaces;
    try {
      return step();
    } catch (error) {
      if (error !== NEED_MORE) throw error;
      namespaces.release(mark);
      this.#scanner.pos = pos;
      return this.#more().then(() => this.#attempt(step));
    }
  }

  async *items(): AsyncGenerator<object, void, undefined> {
    const scanner = this.#scanner;
    await this.#attempt(() => {
      // A byte order mark has three bytes, and may come in pieces.
      if (scanner.end - scanner.pos < 4 || !scanner.misc()) scanner.starve();
    });
    const next = () => this.#next();
    do {
      if (this.#open.at(-1)?.binary && this.#content) {
        this.#keep();
        await this.#binary();
        this.#ended = false;
      }
      const step = this.#attempt(next);
      const item = step instanceof Promise ? await step : step;
      if (item) yield item;
    } while (this.#open.length > 0);
    this.#keep();
    while (!scanner.final) await this.#more();
    if (scanner.misc()) scanner.fail('ERR_XML_SYNTAX', 'Something follows the envelope');
  }

  /** The item that is next, when all of it is there; of anything else one tag or text, which is the envelope's. */
  #next(): object | undefined {
    const inside = this.#open.at(-1);
    const before = this.#scanner.pos;
    const slot = inside?.streamed ? this.#itemSlot(inside) : undefined;
    if (slot === undefined) {
      this.#step();
      return undefined;
    }
    const item = this.#item(slot);
    this.#keep(before);
    return item;
  }

  /** One tag or text of the envelope. */
  #step(): void {
    const scanner = this.#scanner;
    const what = scanner.content();
    if (what === TEXT) scanner.text();
    else if (what === CDATA) scanner.cdata();
    else this.#tag(what === CLOSE);
  }

  #tag(closing: boolean): void {
    const scanner = this.#scanner;
    const { mark } = scanner.namespaces;
    scanner.name();
    const tag = scanner.bytes.utf8Slice(scanner.nameStart, scanner.nameEnd);
    const local = scanner.localName();
    scanner.startTag();
    if (closing) this.#close(tag);
    else if (scanner.selfClosing) scanner.namespaces.release(mark);
    else this.#push(tag, local, mark);
  }

  #close(tag: string): void {
    const last = this.#open.at(-1);
    if (last?.tag !== tag) this.#scanner.fail('ERR_XML_SYNTAX', `Expected the end tag of "${last?.tag ?? ''}"`);
    this.#open.pop();
    this.#scanner.namespaces.release(last.mark);
  }

  #push(tag: string, local: string, mark: number): void {
    const parent = this.#open.at(-1);
    const slot = parent?.type?.byName.get(local);
    if (this.#open.length === 2) this.#decoder.standIn = standInsOf(this.#registry, local);
    const element =
      this.#open.length === 2
        ? (this.#registry.elements.get(`m:${local}`) ?? this.#registry.elements.get(`t:${local}`))
        : undefined;
    const info: TypeInfo | undefined = slot?.type ?? this.#registry.types.get(element?.type ?? '');
    this.#open.push({
      tag,
      mark,
      type: info && compile(info),
      streamed: !this.#only && info !== undefined && STREAMED.has(info.name),
      binary: this.#only ? isOf(parent?.type, this.#only.get(local)) : slot?.scalar?.code === BINARY,
    });
    if (this.#open.length > this.#scanner.maxDepth)
      this.#scanner.fail('ERR_XML_LIMIT', `More than ${this.#scanner.maxDepth} elements inside one another`);
  }

  /** The slot of the item that is next; undefined at anything else. Nothing is taken. */
  #itemSlot({ type }: Open): Slot | undefined {
    const scanner = this.#scanner;
    const { pos } = scanner;
    const what = scanner.child();
    const start = scanner.pos;
    if (what === OPEN) scanner.name();
    const slot = what === OPEN && type ? (type.byName.get(scanner.localName()) ?? plainest(type)) : undefined;
    scanner.pos = slot?.type?.shape === 'struct' ? start : pos;
    return slot?.type?.shape === 'struct' ? slot : undefined;
  }

  /** Decodes the item whose name is next, when all of it is there. */
  #item(slot: Slot): object {
    const scanner = this.#scanner;
    const start = scanner.pos;
    const { mark } = scanner.namespaces;
    scanner.name();
    const name = scanner.localName();
    const end = `</${scanner.bytes.utf8Slice(scanner.nameStart, scanner.nameEnd)}`;
    scanner.startTag();
    if (!scanner.selfClosing) this.#awaitEnd(start, end);
    const value = this.#decoder.value(slot) as object;
    if (name !== slot.name) rememberName(value, name);
    scanner.namespaces.release(mark);
    this.#searched = 0;
    return value;
  }

  /** Starves without the end tag of an item; decoding it again with each chunk would take the square of its length. */
  #awaitEnd(start: number, tag: string): void {
    const { bytes, final } = this.#scanner;
    if (final || bytes.indexOf(tag, start + this.#searched) >= 0) return;
    this.#searched = Math.max(0, bytes.length - start - tag.length);
    this.#scanner.starve();
  }

  /** Hands on the base64 text that is next, as it arrives, up to the next tag. */
  async #binary(): Promise<void> {
    const scanner = this.#scanner;
    for (;;) {
      const { bytes, pos, end } = scanner;
      const found = bytes.subarray(0, end).indexOf(0x3c, pos);
      const length = (found < 0 ? end : found) - pos;
      const usable = found < 0 ? length - ((this.#base64.length + length) % 4) : length;
      const plain = usable > 0 ? plainBase64(bytes, pos, pos + usable, this.#base64) : undefined;
      if (plain) {
        this.#base64 = bytes.latin1Slice(pos + usable, pos + length).replace(/\s+/g, '');
        this.#pass(length);
        await this.#handOn(plain, bytes[pos + usable - 1] === PADDING);
      } else await this.#spaced(length, found >= 0);
      if (found >= 0) return;
      if (scanner.final) scanner.starve();
      await this.#more();
    }
  }

  /** The same of text with white space in it, or that is no base64. `whole`: it ends here. */
  async #spaced(length: number, whole: boolean): Promise<void> {
    const scanner = this.#scanner;
    const text = this.#base64 + scanner.bytes.latin1Slice(scanner.pos, scanner.pos + length).replace(/\s+/g, '');
    const usable = whole ? text.length : text.length - (text.length % 4);
    const bytes = parseBase64(text.slice(0, usable));
    if (bytes === undefined) return scanner.fail('ERR_XML_SYNTAX', NO_BASE64);
    this.#base64 = text.slice(usable);
    this.#pass(length);
    if (usable > 0) await this.#handOn(bytes, text[usable - 1] === '=');
  }

  /** Goes over content, which is not kept. */
  #pass(length: number): void {
    this.#scanner.pos += length;
    this.#unkept = this.#scanner.pos;
  }

  /** What is no base64 must not pass for a file that is whole: nothing follows the padding. */
  #handOn(bytes: Uint8Array, padded: boolean): void | Promise<void> {
    if (this.#ended) this.#scanner.fail('ERR_XML_SYNTAX', NO_BASE64);
    this.#ended = padded;
    return this.#content?.(bytes);
  }
}

const PADDING = 0x3d;
const NO_BASE64 = 'Content that is not base64';

function asBuffer({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
}

/** Whether a type is of that name, or extends it. */
function isOf(type: Compiled | undefined, name: string | undefined): boolean {
  for (let at = name === undefined ? undefined : type?.info; at; at = at.base) if (at.name === name) return true;
  return false;
}
