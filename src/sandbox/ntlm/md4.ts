/** MD4 (RFC 1320), which NT hashes of passwords are made with and OpenSSL 3 no longer has. */

const ORDER = [
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
  [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
  [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
] as const;
const SHIFTS = [
  [3, 7, 11, 19],
  [3, 5, 9, 13],
  [3, 9, 11, 15],
] as const;
const CONSTANTS = [0, 0x5a827999, 0x6ed9eba1] as const;

/** What the password is known by: its UTF-16 as MD4. */
export function ntHash(password: string): Buffer {
  return md4(Buffer.from(password, 'utf16le'));
}

function md4(message: Uint8Array): Buffer {
  const blocks = Math.floor((message.length + 8) / 64) + 1;
  const data = Buffer.alloc(blocks * 64);
  data.set(message);
  data[message.length] = 0x80;
  data.writeBigUInt64LE(BigInt(message.length) * 8n, data.length - 8);
  let words: number[] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let at = 0; at < data.length; at += 64) {
    const after = rounds(words, data, at);
    words = words.map((word, index) => (word + (after[index] as number)) >>> 0);
  }
  const digest = Buffer.alloc(16);
  for (const [index, word] of words.entries()) digest.writeUInt32LE(word, index * 4);
  return digest;
}

function rounds(words: number[], data: Buffer, at: number): number[] {
  let [a, b, c, d] = words as [number, number, number, number];
  for (const [round, order] of ORDER.entries()) {
    for (const [step, word] of order.entries()) {
      const sum = a + mix(round, b, c, d) + data.readUInt32LE(at + word * 4) + (CONSTANTS[round] as number);
      const shift = SHIFTS[round]?.[step % 4] as number;
      [a, d, c, b] = [d, c, b, ((sum << shift) | ((sum | 0) >>> (32 - shift))) >>> 0];
    }
  }
  return [a, b, c, d];
}

function mix(round: number, x: number, y: number, z: number): number {
  if (round === 0) return (x & y) | (~x & z);
  return round === 1 ? (x & y) | (x & z) | (y & z) : x ^ y ^ z;
}
