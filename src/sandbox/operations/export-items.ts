/** ExportItems: items whole, for UploadItems to put in again. */
import { type ItemRef, itemIdOf, itemOf } from '../access/resolve.js';
import type { ExportItemsType } from '../base/codec.js';
import { writeExported } from '../items/exported-item.js';
import { eachPart, type Handler } from './handler.js';

export const exportItems: Handler<ExportItemsType> = (request, context) =>
  eachPart(context, 'exportItemsResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, { ...id, kind: 'itemId' });
    const { attachments: rows } = context.store;
    const attachments = rows.of(item.id).map(({ id: row, kind, data }) => ({ kind, data, content: rows.content(row) }));
    return { itemId: itemIdOf(context, item), data: writeExported({ kind: item.kind, data: item.data, attachments }) };
  });
