/**
 * Voting buttons: what may be chosen in answer to a message, as its property `mapi.verbStream` holds it. [MS-OXOMSG] 2.2.1.74; an option is
 * written twice, in one of two parallel lists as bytes of the sender's code page and in the other as Unicode.
 */
import { ValidationError } from '../errors.js';

/** Version and Version2 of the property. */
const [VERSION, EXTRAS] = [0x0102, 0x0104];
/** Of a verb: 4 is a voting option. Programs write what else may be done (reply, forward) into the same list. */
const VOTE = 4;
const CLASS = 'IPM.Note';
/** A length takes one byte; longer texts take a mark that no button needs. */
const LONGEST = 254;

/** The value of `mapi.verbStream` for such buttons: `votingOptions(['Yes', 'No'])`. */
export function votingOptions(names: readonly string[]): Uint8Array {
  const isName = (name: unknown) =>
    typeof name === 'string' && name !== '' && name.length <= LONGEST && !name.includes(';');
  const given: readonly unknown[] = Array.isArray(names) ? names : [];
  const violations = given.flatMap((name, index) =>
    isName(name) ? [] : [{ path: `votingOptions[${index}]`, message: 'expected a text of 1 to 254 letters without ;' }],
  );
  if (given.length === 0) violations.push({ path: 'votingOptions', message: "expected options such as ['Yes', 'No']" });
  if (violations.length > 0) throw new ValidationError('votingOptions()', violations);
  const parts = [uint16(VERSION), uint32(names.length), ...names.map(optionOf), uint16(EXTRAS), ...names.map(extrasOf)];
  return new Uint8Array(Buffer.concat(parts));
}

function optionOf(name: string, index: number): Uint8Array {
  const ansi = counted(Buffer.from(name.replace(/[^\x20-\x7e\xa0-\xff]/g, '?'), 'latin1'));
  return Buffer.concat([
    uint32(VOTE),
    ansi,
    counted(Buffer.from(CLASS)),
    // Internal1String is not there for voting options.
    Buffer.of(0),
    ansi,
    // Internal2, Internal3, fUseUSHeaders, Internal4; who votes is asked whether to edit the answer (SendBehavior 2); Internal5, ID, Internal6.
    Buffer.alloc(4 + 1 + 4),
    uint32(1),
    uint32(2),
    uint32(2),
    uint32(index + 1),
    uint32(0xffffffff),
  ]);
}

function extrasOf(name: string): Uint8Array {
  const text = Buffer.concat([Buffer.of(name.length), Buffer.from(name, 'utf16le')]);
  return Buffer.concat([text, text]);
}

function counted(text: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(text.length), text]);
}

function uint16(value: number): Uint8Array {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

/** The buttons that a value of `mapi.verbStream` has; none where it is of another kind, or broken off. */
export function readVotingOptions(stream: Uint8Array | undefined): string[] {
  if (stream === undefined) return [];
  const bytes = Buffer.from(stream.buffer, stream.byteOffset, stream.byteLength);
  try {
    return optionsIn(bytes);
  } catch (error) {
    // A text of a stranger's that ends too early.
    if (Object(error).name === 'RangeError') return [];
    throw error;
  }
}

function optionsIn(bytes: Buffer): string[] {
  if (bytes.readUInt16LE(0) !== VERSION) return [];
  const count = bytes.readUInt32LE(2);
  const verbs: { readonly isVote: boolean; readonly name: string }[] = [];
  let at = 6;
  const text = (width: number): string => {
    const length = bytes.readUInt8(at) * width;
    const end = at + 1 + length;
    if (end > bytes.length) throw new RangeError('The text ends too early.');
    const read = bytes.toString(width === 2 ? 'utf16le' : 'latin1', at + 1, end);
    at = end;
    return read;
  };
  for (let index = 0; index < count; index++) {
    const isVote = bytes.readUInt32LE(at) === VOTE;
    at += 4;
    const name = text(1);
    // The class, a string of the program's own, and the name once more.
    for (let skipped = 0; skipped < 3; skipped++) text(1);
    at += 29;
    if (at > bytes.length) throw new RangeError('The option ends too early.');
    verbs.push({ isVote, name });
  }
  // Version2 and the Unicode names may be missing in what old programs wrote.
  const hasExtras = at + 2 <= bytes.length && bytes.readUInt16LE(at) === EXTRAS;
  at += 2;
  const names = verbs.map(({ name }) => {
    if (!hasExtras) return name;
    const unicode = text(2);
    text(2);
    return unicode;
  });
  return names.filter((_, index) => verbs[index]?.isVote);
}
