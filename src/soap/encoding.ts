/** The bytes of an answer in UTF-8, whatever encoding they came in. Must not know what is in them. */
import { decodeCharset } from '../charset/decode-charset.js';
import { XmlError } from '../errors.js';

/**
 * What a document says of its encoding itself: by its byte order mark, by how its first two characters lie (XML 1.0, appendix F), by its
 * declaration. One that says UTF-16 and can be read as single bytes has been turned into UTF-8 since.
 */
function saidInside(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return 'utf-16le';
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return 'utf-16be';
  if (first === 0xef && second === 0xbb) return 'utf-8';
  const beginning = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  const declared = /^<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']/.exec(beginning)?.[1];
  return declared !== undefined && /^utf-?16/i.test(declared) ? 'utf-8' : declared;
}

/** `charset`: what whoever carried it says (Content-Type), which counts where the document says nothing itself. */
export function toUtf8(bytes: Uint8Array, charset?: string): Uint8Array {
  return withoutPadding(converted(bytes, charset));
}

/** Some servers fill up their last block with zeros, which no document has. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  let { length } = bytes;
  while (length > 0 && bytes[length - 1] === 0) length--;
  return length === bytes.length ? bytes : bytes.subarray(0, length);
}

/** Whether a text that begins so is UTF-8, or what is the same of plain characters. */
export function isUtf8(beginning: Uint8Array, charset?: string): boolean {
  const encoding = saidInside(beginning) ?? charset;
  return encoding === undefined || /^(utf-?8|us-ascii)$/i.test(encoding);
}

function converted(bytes: Uint8Array, charset: string | undefined): Uint8Array {
  const inside = saidInside(bytes);
  const encoding = inside ?? charset;
  if (encoding === undefined || isUtf8(bytes, charset)) return bytes;
  try {
    return Buffer.from(decodeCharset(bytes, encoding));
  } catch (cause) {
    // What the carrier calls it need not be the name of an encoding.
    if (inside === undefined) return bytes;
    throw new XmlError('ERR_XML_ENCODING', `The encoding "${encoding}" is not known`, 0, '', { cause });
  }
}
