/**
 * base64Binary to bytes, strictly (XML Schema, 3.2.16). Node's own decoder skips what is not base64 and takes the letters of base64url
 * too, by which a text that is none would be lost; so the bytes are counted, and those letters are looked for.
 */

const MINUS = 0x2d;
const UNDERSCORE = 0x5f;
const PADDING = 0x3d;

/**
 * The bytes of a range that is spelled plainly: whole groups and no white space; undefined when it is not. `before`: characters that come
 * before it, fewer than a group.
 */
export function plainBase64(bytes: Buffer, start: number, end: number, before = ''): Uint8Array | undefined {
  const length = before.length + end - start;
  if (length % 4 !== 0 || (before !== '' && (end - start < 4 || /[-_]/.test(before)))) return undefined;
  const range = bytes.subarray(start, end);
  if (range.indexOf(MINUS) >= 0 || range.indexOf(UNDERSCORE) >= 0) return undefined;
  const padding = bytes[end - 1] !== PADDING ? 0 : bytes[end - 2] === PADDING ? 2 : 1;
  return decoded(before + bytes.latin1Slice(start, end), length, length === 0 ? 0 : padding);
}

/** The bytes of a text, with white space anywhere; undefined when it is no base64. Its padding may be missing. */
export function parseBase64(text: string): Uint8Array | undefined {
  const clean = /[ \t\r\n]/.test(text) ? text.replace(/[ \t\r\n]+/g, '') : text;
  const padding = clean.endsWith('==') ? 2 : clean.endsWith('=') ? 1 : 0;
  if (clean.length % 4 === 1 || (padding > 0 && clean.length % 4 !== 0) || /[-_]/.test(clean)) return undefined;
  return decoded(clean, clean.length, padding);
}

function decoded(text: string, length: number, padding: number): Uint8Array | undefined {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length !== Math.floor(((length - padding) * 3) / 4)) return undefined;
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}
