/**
 * The attribute-value pairs in which an NTLM server describes itself and a client answers. [MS-NLMP] 2.2.2.1. What a server sends is
 * signed by the client and read again by another: so each pair must have the one length that is legal for it, or a forger could write
 * pairs of his own inside of another one.
 */

export const AV = {
  end: 0,
  flags: 6,
  timestamp: 7,
  singleHost: 8,
  targetName: 9,
  channelBindings: 10,
} as const;

export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}

/** 255 letters, as DNS has them at most, in UTF-16. */
const NAME_BYTES = 510;
/** Names of computer, domain and forest. */
const NAMES = [1, 2, 3, 4, 5];
const LENGTHS: Readonly<Record<number, number>> = {
  [AV.flags]: 4,
  [AV.timestamp]: 8,
  [AV.singleHost]: 48,
  [AV.channelBindings]: 16,
};
/** All pairs of a server together; real ones take some 200 bytes. */
const MOST_BYTES = 4096;

/** What a client says itself: the server's word on it counts for nothing. */
const OF_THE_CLIENT: readonly number[] = [AV.flags, AV.singleHost, AV.targetName, AV.channelBindings];

/** The pairs of a challenge, each once, up to the end mark; undefined where they are not as [MS-NLMP] has them. */
export function parseAvPairs(bytes: Buffer): AvPair[] | undefined {
  if (bytes.length === 0) return [];
  if (bytes.length > MOST_BYTES) return undefined;
  const pairs = new Map<number, Buffer>();
  for (let at = 0; at + 4 <= bytes.length; ) {
    const [id, length] = [bytes.readUInt16LE(at), bytes.readUInt16LE(at + 2)];
    if (id === AV.end) return length === 0 ? [...pairs].map(([key, value]) => ({ id: key, value })) : undefined;
    const value = bytes.subarray(at + 4, at + 4 + length);
    if (value.length !== length || pairs.has(id) || !isLegalLength(id, length)) return undefined;
    pairs.set(id, value);
    at += 4 + length;
  }
  return undefined;
}

function isLegalLength(id: number, length: number): boolean {
  if (NAMES.includes(id) || id === AV.targetName) return length % 2 === 0 && length <= NAME_BYTES;
  return (LENGTHS[id] ?? length) === length;
}

/** What a client repeats of a challenge: who the server is, and what is not known here. */
export function repeatable(pairs: readonly AvPair[]): AvPair[] {
  return pairs.filter(({ id }) => !OF_THE_CLIENT.includes(id));
}

/** With the end mark. */
export function emitAvPairs(pairs: readonly AvPair[]): Buffer {
  const parts = [...pairs, { id: AV.end, value: Buffer.alloc(0) }].flatMap(({ id, value }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return [head, value];
  });
  return Buffer.concat(parts);
}

export function findAvPair(pairs: readonly AvPair[], id: number): Buffer | undefined {
  return pairs.find((pair) => pair.id === id)?.value;
}
