/** ExportItems and UploadItems: an item whole, as bytes that only this server reads (Exchange's are a FastTransfer stream). */
import type { ExportItemsType, UploadItemsType } from '../../../generated/index.js';
import { folderOf, type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import type { AttachmentData, AttachmentKind } from '../store/attachments.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import { parseValue, stringifyValue } from '../store/json.js';
import { eachPart, type Handler } from './handler.js';

interface Exported {
  kind: ItemKind;
  data: ItemData;
  attachments: { kind: AttachmentKind; data: AttachmentData; content: Uint8Array }[];
}

// The first bytes tell the stream from others.
const MAGIC = Buffer.from('EWSX', 'latin1');

export const exportItems: Handler<ExportItemsType> = (request, context) =>
  eachPart(context, 'exportItemsResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, { ...id, kind: 'itemId' });
    const { attachments } = context.store;
    const exported: Exported = {
      kind: item.kind,
      data: item.data,
      attachments: attachments
        .of(item.id)
        .map(({ id: row, kind, data }) => ({ kind, data, content: attachments.content(row) })),
    };
    const data = new Uint8Array(Buffer.concat([MAGIC, Buffer.from(stringifyValue(exported), 'utf8')]));
    return { itemId: itemIdOf(context, item), data };
  });

export const uploadItems: Handler<UploadItemsType> = (request, context) =>
  eachPart(context, 'uploadItemsResponseMessage', request.items, (upload) => {
    const folder = folderOf(context, { ...upload.parentFolderId, kind: 'folderId' }, 'create');
    const { kind, data, attachments } = read(upload.data);
    const { items, attachments: rows } = context.store;
    if (upload.createAction !== 'CreateNew' && upload.itemId !== undefined) {
      const old = items.byId(itemOf(context, { ...upload.itemId, kind: 'itemId' }, 'modify').id);
      if (old !== undefined) {
        rows.removeAll(old.id);
        for (const one of attachments) rows.add(old.id, one.kind, one.data, one.content);
        return { itemId: itemIdOf(context, items.update(old, data)) };
      }
    }
    if (upload.createAction === 'Update') throw new Failure('ErrorItemNotFound');
    const item = items.create(folder, kind, data, { associated: upload.isAssociated ?? false });
    for (const one of attachments) rows.add(item.id, one.kind, one.data, one.content);
    return { itemId: itemIdOf(context, item) };
  });

function read(bytes: Uint8Array): Exported {
  const buffer = Buffer.from(bytes);
  if (!buffer.subarray(0, 4).equals(MAGIC)) throw new Failure('ErrorCorruptData', 'The data is corrupt.');
  return parseValue(buffer.toString('utf8', 4));
}
