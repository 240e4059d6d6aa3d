/** GetFolder: each folder in the shape that is asked for. */
import { folderOf } from '../access/resolve.js';
import type { GetFolderType } from '../base/codec.js';
import { shapeFolder } from '../properties/folder-view.js';
import { withCounts } from '../search/search-folder.js';
import { eachPart, type Handler } from './handler.js';

export const getFolder: Handler<GetFolderType> = (request, context) =>
  eachPart(
    context,
    'getFolderResponseMessage',
    request.folderIds,
    (id) => {
      const folder = folderOf(context, id, 'visible', 'ErrorItemNotFound');
      return { folders: [withCounts(context, folder, shapeFolder(context, folder, request.folderShape))] };
    },
    { folders: [] },
  );
