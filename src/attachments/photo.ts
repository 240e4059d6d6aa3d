/** Pictures of people: what they are is told by their first bytes, for EWS does not say. */

/** A picture. */
export interface Photo {
  /** Its content. */
  readonly bytes: Uint8Array;
  /** `image/jpeg` of the directory; contacts have others, too. */
  readonly contentType: string;
}

const BEGINNINGS: readonly (readonly [type: string, ...bytes: number[]])[] = [
  ['image/jpeg', 0xff, 0xd8],
  ['image/png', 0x89, 0x50, 0x4e, 0x47],
  ['image/gif', 0x47, 0x49, 0x46, 0x38],
  ['image/bmp', 0x42, 0x4d],
];

export function photoOf(bytes: Uint8Array): Photo {
  const known = BEGINNINGS.find(([, ...beginning]) => beginning.every((byte, index) => bytes[index] === byte));
  return { bytes, contentType: known?.[0] ?? 'application/octet-stream' };
}
