/** CreateFolder: each with its class, permissions and extended properties. */
import { folderIdOf, targetOf } from '../access/resolve.js';
import type { CreateFolderType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { demandCreatable } from '../items/writable.js';
import { compile, type Expression } from '../search/restriction.js';
import { copyValue } from '../store/json.js';
import { type FolderKind, folderClassOf, folderKindOf } from '../store/wellknown.js';
import { eachPart, type Handler } from './handler.js';

/** A folder as a request gives it. */
export interface IncomingFolder {
  kind: string;
  displayName?: string | undefined;
  folderClass?: string | undefined;
  extendedProperty?: unknown;
  [member: string]: unknown;
}

export const createFolder: Handler<CreateFolderType> = (request, context) =>
  eachPart(
    context,
    'createFolderResponseMessage',
    request.folders as IncomingFolder[],
    (incoming) => {
      const parent = targetOf(context, request.parentFolderId, 'subfolder');
      const { kind: element, displayName, folderClass = folderClassOf(element as FolderKind), ...data } = incoming;
      demandCreatable(element, { ...data, displayName, folderClass: incoming.folderClass });
      if (!displayName) throw new Failure('ErrorFolderSavePropertyError');
      const kind = element === 'searchFolder' ? 'searchFolder' : folderKindOf(folderClass);
      const searched = data['searchParameters'] as { restriction: Expression } | undefined;
      if (searched) compile(searched.restriction);
      const folder = context.store.folders.create(parent, kind, displayName, folderClass, copyValue(data));
      return { folders: [{ kind, folderId: folderIdOf(context, folder) }] };
    },
    { folders: [] },
  );
