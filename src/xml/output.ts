/**
 * Text that grows into bytes. Short pieces are joined to a string, which becomes bytes whenever it is long enough; long texts become
 * bytes by portions. So a document of any size is never one string, and what was joined is soon garbage instead of surviving to the end.
 */
import type { ByteSource } from './byte-source.js';
import { escapeText } from './chars.js';
import { escapeInto, LONGEST_ESCAPE } from './escape-bytes.js';

/** Characters after which the text so far becomes bytes, and of a portion of a long text. */
const CHUNK = 0x4000;
/** Texts up to this length are joined to the others as strings. */
const SHORT = 256;
/** No character of a string needs more bytes in UTF-8. */
const MOST_BYTES = 3;
/** Bytes that are left free in front for the prefix. */
const HEAD = 0x400;

const SCRATCH = Buffer.allocUnsafeSlow(CHUNK * MOST_BYTES);

export class Output {
  #text = '';
  #bytes = Buffer.allocUnsafeSlow(HEAD + CHUNK);
  #end = HEAD;
  /** What is read only when it is sent, by the place where it stands. */
  readonly #sources: { readonly at: number; readonly source: ByteSource }[] = [];

  /** Markup, as it is. */
  write(text: string): void {
    this.#text += text;
    if (this.#text.length > CHUNK) this.#flush();
  }

  /** Character data, escaped. */
  text(text: string): void {
    if (text.length <= SHORT) {
      this.write(escapeText(text));
      return;
    }
    this.#flush();
    for (let from = 0; from < text.length; ) {
      const to = portionEnd(text, from + CHUNK);
      const length = SCRATCH.utf8Write(text.slice(from, to));
      this.#grow(length * LONGEST_ESCAPE);
      this.#end = escapeInto(SCRATCH, length, this.#bytes, this.#end);
      from = to;
    }
  }

  /** Character data of ASCII without anything to escape, such as base64. */
  ascii(text: string): void {
    if (text.length <= SHORT) {
      this.write(text);
      return;
    }
    this.#flush();
    this.#grow(text.length);
    this.#end += this.#bytes.latin1Write(text, this.#end);
  }

  /** Content that is read when it is sent. */
  source(source: ByteSource): void {
    this.#flush();
    this.#sources.push({ at: this.#end, source });
  }

  /** Everything written so far, after `prefix`, with the sources in their places. */
  parts(prefix = ''): (Uint8Array | ByteSource)[] {
    const whole = this.bytes(prefix);
    // Places count from the beginning of the buffer, and the bytes that are there end where it does.
    const shift = this.#end - whole.length;
    const parts: (Uint8Array | ByteSource)[] = [];
    let from = 0;
    for (const { at, source } of this.#sources) {
      parts.push(whole.subarray(from, at - shift), source);
      from = at - shift;
    }
    return [...parts, whole.subarray(from)];
  }

  /** Everything written so far, after `prefix`, without what sources would give. */
  bytes(prefix = ''): Buffer {
    this.#flush();
    const head = Buffer.from(prefix);
    if (head.length > HEAD) return Buffer.concat([head, this.#bytes.subarray(HEAD, this.#end)]);
    head.copy(this.#bytes, HEAD - head.length);
    return this.#bytes.subarray(HEAD - head.length, this.#end);
  }

  #flush(): void {
    const text = this.#text;
    if (text === '') return;
    this.#text = '';
    this.#grow(text.length * MOST_BYTES);
    this.#end += this.#bytes.utf8Write(text, this.#end);
  }

  /** Makes room for so many bytes more. */
  #grow(more: number): void {
    const wanted = this.#end + more;
    if (wanted <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#end);
    this.#bytes = larger;
  }
}

/** Where a portion ends that would end at `to`: not between the two halves of a character. */
function portionEnd(text: string, to: number): number {
  const last = text.charCodeAt(to - 1);
  return to < text.length && last >= 0xd800 && last <= 0xdbff ? to - 1 : to;
}
