/**
 * Text that grows into bytes: pieces are added to one short string, which becomes bytes whenever it is long enough. So a document
 * of any size is never one string, and what was joined is soon garbage instead of surviving to the end.
 */

/** Characters after which the text so far becomes bytes. */
const CHUNK = 0x4000;

export class Output {
  #text = '';
  readonly #chunks: Buffer[] = [];

  write(text: string): void {
    this.#text += text;
    if (this.#text.length > CHUNK) this.#flush();
  }

  /** Everything written so far, after `prefix`. */
  bytes(prefix = ''): Buffer {
    this.#flush();
    return Buffer.concat([Buffer.from(prefix), ...this.#chunks]);
  }

  #flush(): void {
    this.#chunks.push(Buffer.from(this.#text));
    this.#text = '';
  }
}
