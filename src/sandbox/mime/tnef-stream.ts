/** The stream that winmail.dat is (MS-OXTNEF): attributes, and MAPI properties within some of them. Knows no property. */

const SIGNATURE = 0x223e9f78;
/** MS-OXTNEF 2.1.3.2: attributes, with their types. */
const ATTRIBUTE = {
  body: 0x0002800c,
  codePage: 0x00069007,
  properties: 0x00069003,
  newAttachment: 0x00069002,
  title: 0x00018010,
  data: 0x0006800f,
  attachment: 0x00069005,
} as const;
/** Numbers, texts in Unicode, and everything else as it stands there. */
export type Properties = Map<number, Buffer | number | string>;

export interface Parts {
  message: Properties;
  body: Buffer | undefined;
  codePage: number;
  attachments: { title: Buffer | undefined; data: Buffer | undefined; properties: Properties }[];
}

/** Undefined for what is none. What is cut off ends the rest. */
export function partsOf(stream: Buffer): Parts | undefined {
  if (stream.length < 6 || stream.readUInt32LE(0) !== SIGNATURE) return undefined;
  const parts: Parts = { message: new Map(), body: undefined, codePage: 1252, attachments: [] };
  // A level, an identifier, a length, the data, a checksum.
  for (let at = 6; at + 9 <= stream.length; ) {
    const id = stream.readUInt32LE(at + 1);
    const length = stream.readUInt32LE(at + 5);
    const data = stream.subarray(at + 9, at + 9 + length);
    if (data.length < length) break;
    at += 9 + length + 2;
    const last = parts.attachments.at(-1);
    if (id === ATTRIBUTE.newAttachment)
      parts.attachments.push({ title: undefined, data: undefined, properties: new Map() });
    else if (id === ATTRIBUTE.body) parts.body = data;
    else if (id === ATTRIBUTE.codePage && length >= 4) parts.codePage = data.readUInt32LE(0);
    else if (id === ATTRIBUTE.properties) parts.message = propertiesOf(data);
    else if (id === ATTRIBUTE.title && last) last.title = data;
    else if (id === ATTRIBUTE.data && last) last.data = data;
    else if (id === ATTRIBUTE.attachment && last) last.properties = propertiesOf(data);
  }
  return parts;
}

/** Bytes that a value of a fixed length takes, with what pads it (MS-OXTNEF 2.1.3.4). */
const FIXED: Readonly<Record<number, number>> = {
  2: 4,
  3: 4,
  4: 4,
  5: 8,
  6: 8,
  7: 8,
  10: 4,
  11: 4,
  20: 8,
  64: 8,
  72: 16,
};
const [UNICODE, VARIABLE] = [0x1f, new Set([0x0d, 0x1e, 0x1f, 0x102])];

/** The first value of each property that has a number; those with names are passed over. Ends where the data make no sense. */
function propertiesOf(data: Buffer): Properties {
  const found: Properties = new Map();
  let at = 4;
  const has = (bytes: number) => bytes >= 0 && at + bytes <= data.length;
  const number = () => {
    at += 4;
    return data.readUInt32LE(at - 4);
  };
  const padded = (length: number) => length + ((4 - (length % 4)) % 4);
  for (let left = data.length < 4 ? 0 : data.readUInt32LE(0); left > 0 && has(4); left--) {
    const tag = number();
    const [type, id] = [tag & 0xffff, tag >>> 16];
    if (id >= 0x8000) {
      if (!has(24)) break;
      const kind = data.readUInt32LE(at + 16);
      at += 20;
      const next = number();
      if (kind === 1) at += padded(next);
    }
    const kind = type & 0xfff;
    const isMany = (type & 0x1000) !== 0;
    const fixed = FIXED[kind];
    if (!has(4) || (fixed === undefined && !VARIABLE.has(kind))) break;
    let count = isMany || fixed === undefined ? number() : 1;
    for (let first = true; count > 0; count--, first = false) {
      if (fixed === undefined && !has(4)) return found;
      const length = fixed ?? number();
      if (!has(length)) return found;
      const value = data.subarray(at, at + length);
      at += padded(length);
      if (!first || id >= 0x8000) continue;
      if (fixed === 4) found.set(id, value.readUInt32LE(0));
      else found.set(id, kind === UNICODE ? value.toString('utf16le') : value);
    }
  }
  return found;
}
