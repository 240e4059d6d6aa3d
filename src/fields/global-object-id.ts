/**
 * The UID of a meeting as MAPI keeps it, by which calendars can be searched where UIDs cannot ([MS-OXOCAL] 2.2.1.27).
 * @see https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxocal/1d3aac05-a7b9-45cc-a213-47f0a0a2c5c1
 */
import { ValidationError } from '../errors.js';

/** What every one begins with. */
const HEAD = '040000008200e00074c5b7101a82e008';
/** The occurrence that is meant, when it was made, and what is reserved: of one from elsewhere, all of them nothing. */
const NOTHING = '00'.repeat(4 + 8 + 8);
/** What stands before a UID that is not Exchange's own. */
const FOREIGN = Buffer.from('vCal-Uid\x01\x00\x00\x00', 'latin1');

/**
 * The bytes of `mapi.globalObjectId` and `mapi.cleanGlobalObjectId` for a UID: `calendar.withFields({ goid: mapi.cleanGlobalObjectId })
 * .filter({ goid: globalObjectIdOf(event.uid) })`. Of Exchange's own UIDs, of one occurrence too, those of the whole meeting.
 */
export function globalObjectIdOf(uid: string): Uint8Array {
  if (typeof uid !== 'string' || uid === '')
    throw new ValidationError('globalObjectIdOf()', [{ path: 'uid', message: 'expected the UID of a meeting' }]);
  if (/^(?:[0-9a-f]{2})+$/i.test(uid) && uid.toLowerCase().startsWith(HEAD) && uid.length >= 2 * 40) {
    const bytes = Uint8Array.from(Buffer.from(uid, 'hex'));
    // Bytes 16 to 19 are the day of an occurrence.
    return bytes.fill(0, 16, 20);
  }
  const data = Buffer.concat([FOREIGN, Buffer.from(`${uid}\0`, 'utf8')]);
  const size = Buffer.alloc(4);
  size.writeUInt32LE(data.length);
  return Uint8Array.from(Buffer.concat([Buffer.from(HEAD + NOTHING, 'hex'), size, data]));
}
