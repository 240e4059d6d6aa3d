/**
 * The three NTLM messages as bytes. [MS-NLMP] 2.2.1. Full headers always (40 and 88 bytes): strict servers refuse the short forms
 * of older clients. No key exchange is offered, so no RC4 is needed.
 */

const FLAGS = {
  unicode: 0x1,
  oem: 0x2,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  extendedSessionSecurity: 0x80000,
  targetInfo: 0x800000,
  version: 0x2000000,
  key128: 0x20000000,
} as const;

const OFFERED = Object.values(FLAGS).reduce((all, flag) => all | flag, 0) >>> 0;

const SIGNATURE = Buffer.from('NTLMSSP\0', 'latin1');
/** Windows 10.0, NTLM revision 15. Informative only. */
const VERSION = Buffer.from([10, 0, 0, 0, 0, 0, 0, 15]);

const TYPE1_LENGTH = 40;
const TYPE2_LENGTH = 48;
const TYPE3_LENGTH = 88;
const MIC_AT = 72;

export interface ChallengeMessage {
  readonly flags: number;
  readonly serverChallenge: Buffer;
  /** Attribute-value pairs, undecoded. */
  readonly targetInfo: Buffer;
}

export interface AuthenticateFields {
  readonly flags: number;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
}

/** Type 1: what we can do; no names. */
export function negotiateMessage(): Buffer {
  const message = header(1, TYPE1_LENGTH);
  message.writeUInt32LE(OFFERED, 12);
  VERSION.copy(message, 32);
  return message;
}

/** Type 2; undefined if that is not one. */
export function parseChallengeMessage(bytes: Buffer): ChallengeMessage | undefined {
  if (bytes.length < 32 || !bytes.subarray(0, 8).equals(SIGNATURE) || bytes.readUInt32LE(8) !== 2) return undefined;
  const flags = bytes.readUInt32LE(20);
  const hasTargetInfo = (flags & FLAGS.targetInfo) !== 0 && bytes.length >= TYPE2_LENGTH;
  const length = hasTargetInfo ? bytes.readUInt16LE(40) : 0;
  const at = length > 0 ? bytes.readUInt32LE(44) : TYPE2_LENGTH;
  if (at < TYPE2_LENGTH || (length > 0 && at + length > bytes.length)) return undefined;
  return { flags, serverChallenge: bytes.subarray(24, 32), targetInfo: bytes.subarray(at, at + length) };
}

/** Whether the server speaks Unicode; all since Windows NT do. */
export function isUnicode({ flags }: ChallengeMessage): boolean {
  return (flags & FLAGS.unicode) !== 0;
}

/** What both sides can, for the type 3 message. */
export function agreedFlags({ flags }: ChallengeMessage): number {
  return ((flags & OFFERED & ~FLAGS.oem) | FLAGS.unicode | FLAGS.version) >>> 0;
}

/** Type 3, with 16 zero bytes where the MIC goes. */
export function authenticateMessage(fields: AuthenticateFields): Buffer {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  const names = [utf16(fields.domain), utf16(fields.user), utf16(fields.workstation)];
  const message = header(3, TYPE3_LENGTH);
  const payload = [...names, fields.lmResponse, fields.ntResponse, Buffer.alloc(0)];
  let offset = TYPE3_LENGTH;
  for (const [index, at] of [28, 36, 44, 12, 20, 52].entries()) {
    const { length } = payload[index] as Buffer;
    message.writeUInt16LE(length, at);
    message.writeUInt16LE(length, at + 2);
    message.writeUInt32LE(offset, at + 4);
    offset += length;
  }
  message.writeUInt32LE(fields.flags, 60);
  VERSION.copy(message, 64);
  return Buffer.concat([message, ...payload]);
}

/** Puts the MIC into a type 3 message. */
export function setMic(message: Buffer, mic: Buffer): void {
  mic.copy(message, MIC_AT);
}

function header(type: number, length: number): Buffer {
  const message = Buffer.alloc(length);
  SIGNATURE.copy(message);
  message.writeUInt32LE(type, 8);
  return message;
}
