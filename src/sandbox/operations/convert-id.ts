/** ConvertId: the same object in the forms that other protocols name it by (MS-OXWSCVTID). */
import { AlternateIdType, type ConvertIdType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { entryIdOf, formatId, type ObjectId, parseEntryId, parseId } from '../store/ids.js';
import { eachPart, type Handler } from './handler.js';

interface Alternate {
  kind?: string;
  format: string;
  id?: string;
  mailbox?: string;
  isArchive?: boolean;
}

export const convertId: Handler<ConvertIdType> = (request, context) =>
  eachPart(context, 'convertIdResponseMessage', request.sourceIds as unknown as Alternate[], (source) => {
    if (source.id === undefined) throw new Failure('ErrorInvalidOperation');
    const id = read(source.format, source.id);
    // The id says whose it is, whatever the request says: DavMail asks with a made-up address to learn its own.
    const mailbox = context.store.mailboxes.byGuid(id.guid)?.address ?? source.mailbox ?? context.mailbox.address;
    // Nothing is looked up: Exchange rewrites whatever is well formed, other stores' ids, too.
    const format = request.destinationFormat;
    // The element's type is abstract: the answer says by xsi:type which it is.
    return { alternateId: new AlternateIdType({ format, id: write(format, id), mailbox }) };
  });

function read(format: string, text: string): ObjectId {
  switch (format) {
    case 'EwsId':
      return parseId(text);
    case 'EwsLegacyId':
      return parseId(Buffer.from(text, 'base64').subarray(8).toString('base64'));
    case 'OwaId':
      return parseId(decodeURIComponent(text).replace(/^Rg/, ''));
    case 'EntryId':
    case 'StoreId':
      return parseEntryId(Buffer.from(text, 'base64').subarray(format === 'StoreId' ? 1 : 0));
    case 'HexEntryId':
      return parseEntryId(Buffer.from(text, 'hex'));
    default:
      throw new Failure('ErrorInvalidIdMalformed');
  }
}

function write(format: string, id: ObjectId): string {
  switch (format) {
    case 'EwsLegacyId':
      return Buffer.concat([Buffer.from('ewslegcy', 'latin1'), Buffer.from(formatId(id), 'base64')]).toString('base64');
    case 'OwaId':
      return `Rg${encodeURIComponent(formatId(id))}`;
    case 'EntryId':
      return entryIdOf(id).toString('base64');
    case 'StoreId':
      return Buffer.concat([Buffer.from([entryIdOf(id).length]), entryIdOf(id)]).toString('base64');
    case 'HexEntryId':
      return entryIdOf(id).toString('hex').toUpperCase();
    default:
      return formatId(id);
  }
}
