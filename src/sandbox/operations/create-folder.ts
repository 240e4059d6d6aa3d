/** CreateFolder: each with its class, permissions and extended properties. */
import { folderIdOf, targetOf } from '../access/resolve.js';
import type { CreateFolderType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { copyValue } from '../store/json.js';
import { type FolderKind, folderClassOf, folderKindOf } from '../store/wellknown.js';
import { eachPart, type Handler } from './handler.js';

/** The members of a folder that a request may write. */
export interface IncomingFolder {
  kind: string;
  displayName?: string | undefined;
  folderClass?: string | undefined;
  permissionSet?: unknown;
  extendedProperty?: unknown;
  searchParameters?: unknown;
}

export const createFolder: Handler<CreateFolderType> = (request, context) =>
  eachPart(
    context,
    'createFolderResponseMessage',
    request.folders as IncomingFolder[],
    (incoming) => {
      const parent = targetOf(context, request.parentFolderId, 'subfolder');
      const { displayName, extendedProperty, permissionSet, searchParameters } = incoming;
      if (!displayName)
        throw new Failure('ErrorFolderSavePropertyError', 'The folder could not be saved: it has no name.');
      const folderClass = incoming.folderClass ?? folderClassOf(incoming.kind as FolderKind);
      const kind = incoming.kind === 'searchFolder' ? 'searchFolder' : folderKindOf(folderClass);
      const data = copyValue({ extendedProperty, permissionSet, searchParameters });
      const folder = context.store.folders.create(parent, kind, displayName, folderClass, data);
      return { folders: [{ kind, folderId: folderIdOf(context, folder) }] };
    },
    { folders: [] },
  );
