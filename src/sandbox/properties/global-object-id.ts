/** GlobalObjectId and CleanGlobalObjectId of a calendar item or of a message about it (MS-OXOCAL 2.2.1.27, 2.2.1.28), in base64. */
import type { ItemData } from '../store/item-data.js';

const HEAD = Buffer.from('040000008200e00074c5b7101a82e008', 'hex');

/** `clean`: of the whole series, without the day of an occurrence. */
export function globalObjectId({ uid, recurrenceId }: ItemData, clean: boolean): string | undefined {
  if (uid === undefined) return undefined;
  const isOwn = /^[0-9a-f]{80,}$/i.test(uid) && uid.toLowerCase().startsWith(HEAD.toString('hex'));
  const text = Buffer.from(`vCal-Uid\u0001\0\0\0${uid}\0`, 'utf8');
  const size = Buffer.from(Uint32Array.of(text.length).buffer);
  const bytes = isOwn ? Buffer.from(uid, 'hex') : Buffer.concat([HEAD, Buffer.alloc(20), size, text]);
  bytes.fill(0, 16, 20);
  if (!clean && recurrenceId !== undefined) {
    const [year, month, day] = [
      recurrenceId.getUTCFullYear(),
      recurrenceId.getUTCMonth() + 1,
      recurrenceId.getUTCDate(),
    ];
    bytes.set([year >> 8, year & 0xff, month, day], 16);
  }
  return bytes.toString('base64');
}
