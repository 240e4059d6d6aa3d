/** Mail as text (RFC 5322), as an item that is created of it: as something that has arrived, not as a draft. */
import { isUint8Array } from 'node:util/types';
import { isPlain, ValidationError } from '../errors.js';
import { extendedProperty } from '../fields/extended-property.js';
import { encodeMapi } from '../fields/mapi-value.js';
import { type Moment, readMoment } from '../time/moment.js';

/** What is said of an item that is imported. */
export interface Imported {
  readonly isRead?: boolean | undefined;
  readonly dateTimeReceived?: Moment | undefined;
}

/** Set when the item is created, and never again: without mfUnsent it is no draft. PidTagMessageFlags, [MS-OXCMSG] 2.2.1.6 */
const FLAGS = extendedProperty({ tag: 0x0e07, type: 'Integer' });
const READ = 1;
/** PidTagMessageDeliveryTime, [MS-OXOMSG] 2.2.3.9: without it, Exchange takes the time of creation. */
const DELIVERY_TIME = extendedProperty({ tag: 0x0e06, type: 'SystemTime' });

/** The bytes of what is imported. Throws {@link ValidationError} for what is none. */
export async function bytesToImport(source: unknown): Promise<Uint8Array> {
  if (typeof source === 'string') return Buffer.from(source, 'utf8');
  if (isUint8Array(source)) return source;
  const { path } = (isPlain(source) ? source : {}) as { path?: unknown };
  if (typeof path !== 'string') throw wrong('source', 'expected MIME as a string or bytes, or { path } of a file');
  const { readFile } = await import('node:fs/promises');
  return readFile(path).catch((error: { code?: string }) => {
    throw wrong('source.path', `'${path}' cannot be read (${error.code}); give the path of a file`);
  });
}

/** The item that a message is created as. Throws {@link ValidationError} for what is no message. */
export function messageOf(mime: Uint8Array, { isRead = false, dateTimeReceived }: Imported, timeZone: string): object {
  const headers = headersOf(mime);
  // A field name and a colon; some programs write a line of mbox before it.
  if (!/^(From .*\n)?[!-9;-~]+[ \t]*:/.test(headers))
    throw wrong('source', 'is no message: it does not begin with a header such as "Subject: x"');
  const given = dateTimeReceived === undefined ? undefined : readMoment(dateTimeReceived, timeZone);
  const arrived = given ? ('at' in given ? given.at : given.from) : arrivalIn(headers);
  const time = arrived && encodeMapi(DELIVERY_TIME, arrived, timeZone);
  return {
    kind: 'message',
    mimeContent: { value: mime },
    extendedProperty: [encodeMapi(FLAGS, isRead ? READ : 0, timeZone), ...(time ? [time] : [])],
  };
}

function headersOf(mime: Uint8Array): string {
  const [head = ''] = Buffer.from(mime.subarray(0, 0x10000))
    .toString('latin1')
    .split(/\r?\n\r?\n/, 1);
  return head.replace(/^\u00ef\u00bb\u00bf/, '');
}

/** When it arrived: the last server that took it says so first; where none did, when it was written. */
function arrivalIn(headers: string): Date | undefined {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ');
  const received = /^received[ \t]*:.*;([^;\r\n]*)$/im.exec(unfolded)?.[1];
  const written = /^date[ \t]*:(.*)$/im.exec(unfolded)?.[1];
  for (const text of [received, written]) {
    const time = new Date(text ?? Number.NaN);
    if (!Number.isNaN(time.getTime())) return time;
  }
  return undefined;
}

function wrong(path: string, message: string): ValidationError {
  return new ValidationError('import()', [{ path, message }]);
}
