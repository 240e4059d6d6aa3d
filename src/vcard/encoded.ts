/** What vCard 2.1 encodes: texts as quoted-printable in a charset, pictures as base64. */
import { decodeCharset, decodeWestern } from '../charset/decode-charset.js';

export function quotedPrintable(text: string, charset = 'utf-8'): string {
  const bytes: number[] = [];
  for (const [piece, hex] of text.matchAll(/=([\dA-F]{2})|[^=]+|=/gi)) {
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16));
    else for (const byte of Buffer.from(piece, 'utf8')) bytes.push(byte);
  }
  return decoded(Uint8Array.from(bytes), charset).replace(/\r\n?/g, '\n');
}

function decoded(bytes: Uint8Array, charset: string): string {
  try {
    return decodeCharset(bytes, charset);
  } catch {
    return decodeWestern(bytes);
  }
}

/** Undefined for what is nothing. */
export function binaryOf(text: string): Uint8Array | undefined {
  const bytes = Buffer.from(text.replace(/\s/g, ''), 'base64');
  return bytes.length > 0 ? new Uint8Array(bytes) : undefined;
}
