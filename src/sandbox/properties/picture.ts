/**
 * The picture of a mailbox that has none: a square in a colour of its own, as PNG. Written here, because a handful of chunks is all
 * that a picture of one colour needs.
 */
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** `HR96x96` to 96; `HR1024xN` to 1024; what is neither to 96. */
export function pixelsOf(size: string | null | undefined): number {
  return Number(/^HR(\d{2,4})x/i.exec(size ?? '')?.[1] ?? 96);
}

/** The same name always has the same colour. */
export function pictureOf(name: string, pixels: number): Uint8Array {
  const colour = createHash('sha256').update(name).digest().subarray(0, 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  // Eight bits a value, indexed colour.
  header.set([8, 3], 8);
  const rows = Buffer.alloc(pixels * (pixels + 1));
  const parts = [chunk('IHDR', header), chunk('PLTE', colour), chunk('IDAT', deflateSync(rows)), chunk('IEND')];
  return new Uint8Array(Buffer.concat([SIGNATURE, ...parts]));
}

/** By the first bytes. */
export function contentTypeOf(picture: Uint8Array): string {
  if (picture[0] === 0x89) return 'image/png';
  return picture[0] === 0x47 ? 'image/gif' : 'image/jpeg';
}

function chunk(type: string, content: Uint8Array = Buffer.alloc(0)): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}
