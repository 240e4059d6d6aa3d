/**
 * ItemIds, FolderIds, AttachmentIds and ChangeKeys in Exchange's layout (MS-OXWSITEMID): the mailbox's GUID in text, then the
 * MAPI entry id, which here holds the row numbers. Knows nothing of what the rows are.
 */
import { Failure } from '../base/failure.js';

/** What an id names. */
export interface ObjectId {
  /** GUID of the mailbox, in text. */
  guid: string;
  folder: number;
  /** Row number of the item; a folder's id has none. */
  item?: number | undefined;
  /** Original start of an occurrence of the recurring master `item`, in milliseconds. */
  occurrence?: number | undefined;
  /** Row number of an attachment of `item`, then the places of attachments inside attached items. */
  attachment?: number[] | undefined;
  /** Bytes of an entry id that some other store gave out: they name nothing here. */
  foreign?: Buffer | undefined;
}

const REPLICA = Buffer.from('b7d2eb55f509b54ea78ba2e7adc7b810', 'hex');
/** [MS-OXWSITEMID] 2.2: how the id is packed, and what kind of place it is in; the last is an object of the directory. */
const [COMPRESSED, MAILBOX_GUID_BASED, LAST_STORAGE] = [1, 3, 5];
const [NORMAL, OCCURRENCE] = [0, 1];
const [FOLDER_LENGTH, ITEM_LENGTH] = [46, 70];

/** The bytes of the MAPI entry id, which ConvertId gives as EntryId and HexEntryId. */
export function entryIdOf(id: ObjectId): Buffer {
  if (id.foreign !== undefined) return id.foreign;
  const isItem = id.item !== undefined;
  const bytes = Buffer.alloc(isItem ? ITEM_LENGTH : FOLDER_LENGTH);
  Buffer.from(id.guid.replaceAll('-', ''), 'hex').copy(bytes, 4);
  bytes.writeUInt16LE(isItem ? 7 : 1, 20);
  REPLICA.copy(bytes, 22);
  bytes.writeUIntBE(id.folder, 38, 6);
  if (id.item !== undefined) {
    REPLICA.copy(bytes, 46);
    bytes.writeUIntBE(id.item, 62, 6);
  }
  return bytes;
}

export function parseEntryId(bytes: Buffer): ObjectId {
  const isItem = bytes.length === ITEM_LENGTH;
  if (!isItem && bytes.length !== FOLDER_LENGTH) throw new Failure('ErrorInvalidIdMalformed');
  const hex = bytes.toString('hex', 4, 20);
  if (!bytes.subarray(22, 38).equals(REPLICA)) return foreignId(guidText(hex), isItem, bytes);
  return { guid: guidText(hex), folder: bytes.readUIntBE(38, 6), item: isItem ? bytes.readUIntBE(62, 6) : undefined };
}

/** What another store's id is to this one: well formed, and found nowhere. */
function foreignId(guid: string, isItem: boolean, entry: Buffer): ObjectId {
  return { guid, folder: -1, item: isItem ? -1 : undefined, foreign: Buffer.from(entry) };
}

/** 32 hexadecimal digits as a GUID. */
export function guidText(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

/** The id as a client sees it. */
export function formatId(id: ObjectId): string {
  const entry = entryIdOf(id);
  const head = Buffer.from([0, MAILBOX_GUID_BASED, 36, 0]);
  const instruction = Buffer.from([id.occurrence === undefined ? NORMAL : OCCURRENCE, entry.length, 0]);
  const parts = [head, Buffer.from(id.guid, 'latin1'), instruction, entry];
  if (id.occurrence !== undefined) {
    const start = Buffer.alloc(8);
    start.writeDoubleBE(id.occurrence);
    parts.push(start);
  }
  if (id.attachment !== undefined) {
    parts.push(Buffer.from([id.attachment.length]));
    for (const number of id.attachment) {
      const key = Buffer.alloc(18);
      key.writeUInt16LE(16, 0);
      key.writeUIntBE(number, 12, 6);
      parts.push(key);
    }
  }
  return Buffer.concat(parts).toString('base64');
}

/** Throws ErrorInvalidIdMalformed for what no server of this kind ever gave out. */
export function parseId(text: string | undefined): ObjectId {
  if (!text) throw new Failure('ErrorInvalidIdEmpty');
  const bytes = Buffer.from(text, 'base64');
  const malformed = () => new Failure('ErrorInvalidIdMalformed');
  if (bytes.length < 8) throw malformed();
  const [compression = 0, storage = 0] = bytes;
  if (compression > COMPRESSED || storage > LAST_STORAGE) throw malformed();
  // Run lengths hide the parts; this store compresses nothing, so it cannot be one of its own.
  if (compression === COMPRESSED) return foreignId('', true, bytes);
  const moniker = 4 + bytes.readUInt16LE(2);
  if (bytes.length < moniker + 3) throw malformed();
  // Not a round trip of the base64: padding and line ends differ between clients.
  const guid = bytes.toString('latin1', 4, moniker);
  const length = bytes.readUInt16LE(moniker + 1);
  const entry = bytes.subarray(moniker + 3, moniker + 3 + length);
  if (entry.length < length) throw malformed();
  if (storage !== MAILBOX_GUID_BASED) return foreignId(guid, length !== FOLDER_LENGTH, entry);
  const id = { ...parseEntryId(entry), guid };
  let offset = moniker + 3 + length;
  if (bytes[moniker] === OCCURRENCE) {
    if (bytes.length < offset + 8) throw malformed();
    id.occurrence = bytes.readDoubleBE(offset);
    offset += 8;
  }
  const count = bytes[offset];
  if (count !== undefined) {
    if (bytes.length < offset + 1 + count * 18) throw malformed();
    id.attachment = Array.from({ length: count }, (_, place) => bytes.readUIntBE(offset + 1 + place * 18 + 12, 6));
  }
  return id;
}

// The first byte of a ChangeKey is the object's type, as seen in recorded answers.
const TYPES: Record<string, number> = {
  folder: 1,
  calendarFolder: 2,
  contactsFolder: 3,
  searchFolder: 4,
  tasksFolder: 5,
  calendarItem: 15,
  contact: 17,
  distributionList: 18,
  task: 19,
  meetingMessage: 10,
  meetingRequest: 11,
  meetingResponse: 12,
  meetingCancellation: 13,
  postItem: 22,
};
const MESSAGE = 9;

/** Differs after every write of the object. */
export function formatChangeKey(kind: string, change: number): string {
  const bytes = Buffer.alloc(30);
  bytes.writeUInt32LE(TYPES[kind] ?? MESSAGE, 0);
  bytes.writeUInt32LE(22, 4);
  REPLICA.copy(bytes, 8);
  bytes.writeUIntBE(change, 24, 6);
  return bytes.toString('base64');
}

/** The change number in the key, or NaN where there is none to read. */
export function parseChangeKey(text: string): number {
  const bytes = Buffer.from(text, 'base64');
  if (bytes.length < 4) throw new Failure('ErrorInvalidChangeKey', 'The change key is invalid.');
  return bytes.length < 30 ? Number.NaN : bytes.readUIntBE(24, 6);
}
