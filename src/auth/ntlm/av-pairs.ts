/** The attribute-value pairs in which an NTLM server describes itself and a client answers. [MS-NLMP] 2.2.2.1. */

export const AV = {
  end: 0,
  flags: 6,
  timestamp: 7,
  targetName: 9,
  channelBindings: 10,
} as const;

export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}

/** Reads up to the end mark. What does not fit is dropped: the server will notice its own mistake. */
export function parseAvPairs(bytes: Buffer): AvPair[] {
  const pairs: AvPair[] = [];
  for (let at = 0; at + 4 <= bytes.length; ) {
    const id = bytes.readUInt16LE(at);
    const end = at + 4 + bytes.readUInt16LE(at + 2);
    if (id === AV.end || end > bytes.length) break;
    pairs.push({ id, value: bytes.subarray(at + 4, end) });
    at = end;
  }
  return pairs;
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
