/** UploadItems: what ExportItems gave, put in as a new item or in the place of one. */
import { folderOf, itemIdOf, itemOf } from '../access/resolve.js';
import type { UploadItemsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { demandReadable } from '../items/demand-readable.js';
import { readExported } from '../items/exported-item.js';
import { eachPart, type Handler } from './handler.js';

export const uploadItems: Handler<UploadItemsType> = (request, context) =>
  eachPart(context, 'uploadItemsResponseMessage', request.items, (upload) => {
    const folder = folderOf(context, { ...upload.parentFolderId, kind: 'folderId' }, 'create');
    const { kind, data, attachments } = readExported(upload.data);
    const { items, attachments: rows } = context.store;
    if (upload.createAction !== 'CreateNew' && upload.itemId !== undefined) {
      const old = items.byId(itemOf(context, { ...upload.itemId, kind: 'itemId' }, 'modify').id);
      if (old !== undefined) {
        rows.removeAll(old.id);
        for (const one of attachments) rows.add(old.id, one.kind, one.data, one.content);
        const updated = items.update(old, data);
        demandReadable(context, updated);
        return { itemId: itemIdOf(context, updated) };
      }
    }
    if (upload.createAction === 'Update') throw new Failure('ErrorItemNotFound');
    const item = items.create(folder, kind, data, { associated: upload.isAssociated ?? false });
    for (const one of attachments) rows.add(item.id, one.kind, one.data, one.content);
    demandReadable(context, item);
    return { itemId: itemIdOf(context, item) };
  });
