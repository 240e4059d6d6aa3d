/** Character data as bytes: UTF-8 is escaped as escapeText() escapes strings, from one buffer into another. */

const [AMPERSAND, LT, GT, CR] = [0x26, 0x3c, 0x3e, 0x0d];

/** Bytes that cannot stay as they are. */
const SPECIAL = new Uint8Array(256);
for (let c = 0; c < 0x20; c++) if (c !== 0x09 && c !== 0x0a) SPECIAL[c] = 1;
for (const c of [AMPERSAND, LT, GT, CR, 0xef]) SPECIAL[c] = 1;

/** The most bytes that one becomes. */
export const LONGEST_ESCAPE = 5;

/** Escapes `length` bytes of `raw` into `out`, from `at` on; returns where that ends. `out` has room for five times as many. */
export function escapeInto(raw: Buffer, length: number, out: Buffer, at: number): number {
  let q = at;
  for (let p = 0; p < length; p++) {
    const c = raw[p]!;
    if (SPECIAL[c] === 0) {
      out[q++] = c;
      continue;
    }
    switch (c) {
      case AMPERSAND:
        out[q++] = AMPERSAND;
        out[q++] = 0x61;
        out[q++] = 0x6d;
        out[q++] = 0x70;
        out[q++] = 0x3b;
        break;
      case LT:
      case GT:
        out[q++] = AMPERSAND;
        out[q++] = c === LT ? 0x6c : 0x67;
        out[q++] = 0x74;
        out[q++] = 0x3b;
        break;
      case CR:
        out[q++] = AMPERSAND;
        out[q++] = 0x23;
        out[q++] = 0x78;
        out[q++] = 0x44;
        out[q++] = 0x3b;
        break;
      case 0xef:
        q = writeNoncharacter(raw, p, out, q);
        break;
      default:
        // XML 1.0 forbids it (2.2): U+FFFD.
        out[q++] = 0xef;
        out[q++] = 0xbf;
        out[q++] = 0xbd;
    }
  }
  return q;
}

/** U+FFFE and U+FFFF, which XML 1.0 forbids (2.2), differ from U+FFFD in the last of three bytes. */
function writeNoncharacter(raw: Buffer, p: number, out: Buffer, q: number): number {
  if (raw[p + 1] === 0xbf && raw[p + 2]! >= 0xbe) raw[p + 2] = 0xbd;
  out[q] = 0xef;
  return q + 1;
}
