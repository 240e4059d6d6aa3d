/**
 * Bytes as text by the name of their charset, as TextDecoder should do it: in Node 20 that of windows-1252, which latin-1 and ASCII mean
 * too, gives control characters for the quotation marks and the euro of Windows. Knows no format.
 */

/** What stands for the bytes from 0x80 to 0x9f; the five that Windows has not stay what they are. */
const MARKS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Throws a RangeError for a charset that is not known. */
export function decodeCharset(bytes: Uint8Array, charset: string): string {
  const decoder = new TextDecoder(charset);
  return decoder.encoding === 'windows-1252' ? decodeWestern(bytes) : decoder.decode(bytes);
}

/** windows-1252, which everything is that is nothing else. */
export function decodeWestern(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  return text.replace(/[\x80-\x9f]/g, (mark) => MARKS[mark.charCodeAt(0) - 0x80] as string);
}

/** UTF-8 where it is that, else what Western programs wrote before it. */
export function decodeGuessed(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return decodeWestern(bytes);
  }
}
