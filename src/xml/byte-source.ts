/** Bytes that are read while they are written, in place of an array that holds them all. Must not know where they come from. */

/** Stands for base64 content in a value that is encoded; its bytes are asked for when the text before it has gone out. */
export class ByteSource {
  /** Bytes that will come; undefined where nobody knows. */
  readonly size: number | undefined;
  /** The bytes from their beginning; asked again for each try. */
  readonly open: () => AsyncIterable<Uint8Array>;

  constructor(size: number | undefined, open: () => AsyncIterable<Uint8Array>) {
    this.size = size;
    this.open = open;
  }
}
