/** UploadItems: what ExportItems gave, put in as a new item or in the place of one. */
import type { Context } from '../access/context.js';
import { folderOf, itemIdOf, itemOf } from '../access/resolve.js';
import type { UploadItemsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { demandReadable } from '../items/demand-readable.js';
import { readExported } from '../items/exported-item.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const uploadItems: Handler<UploadItemsType> = (request, context) =>
  eachPart(context, 'uploadItemsResponseMessage', request.items, (upload) => {
    const folder = folderOf(context, { ...upload.parentFolderId, kind: 'folderId' }, 'create');
    const { kind, data, attachments } = readExported(upload.data);
    const { items, attachments: rows } = context.store;
    const old = inPlace(context, upload, folder.id);
    if (old !== undefined) {
      rows.removeAll(old.id);
      for (const one of attachments) rows.add(old.id, one.kind, one.data, one.content);
      const updated = items.update(old, data);
      demandReadable(context, updated);
      return { itemId: itemIdOf(context, updated) };
    }
    if (upload.createAction === 'Update') throw new Failure('ErrorItemNotFound');
    const item = items.create(folder, kind, data, { associated: upload.isAssociated ?? false });
    for (const one of attachments) rows.add(item.id, one.kind, one.data, one.content);
    demandReadable(context, item);
    return { itemId: itemIdOf(context, item) };
  });

/**
 * The item whose place it takes: one that is in that folder. Where there is none, UpdateOrCreate makes a new one.
 * https://learn.microsoft.com/exchange/client-developer/web-service-reference/item-uploaditemtype
 */
function inPlace(context: Context, upload: UploadItemsType['items'][number], folder: number): Item | undefined {
  if (upload.createAction === 'CreateNew' || upload.itemId === undefined) return undefined;
  try {
    const item = context.store.items.byId(itemOf(context, { ...upload.itemId, kind: 'itemId' }, 'modify').id);
    return item?.folder === folder ? item : undefined;
  } catch (error) {
    if (error instanceof Failure && error.code === 'ErrorItemNotFound') return undefined;
    throw error;
  }
}
