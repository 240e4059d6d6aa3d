/** GetFolder: each folder in the shape that is asked for. */
import { folderOf } from '../access/resolve.js';
import type { GetFolderType } from '../base/codec.js';
import { shapeFolder } from '../properties/folder-view.js';
import { eachPart, type Handler } from './handler.js';

export const getFolder: Handler<GetFolderType> = (request, context) =>
  eachPart(
    context,
    'getFolderResponseMessage',
    request.folderIds,
    (id) => ({
      folders: [shapeFolder(context, folderOf(context, id, 'visible', 'ErrorItemNotFound'), request.folderShape)],
    }),
    { folders: [] },
  );
