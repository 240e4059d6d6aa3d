/** ResolveNames: whom a name may mean. */
import type {
  ResolutionType,
  ResolveNamesSearchScopeType,
  ResolveNamesType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** Where a name is looked for. */
export interface Resolving {
  readonly searchScope?: ResolveNamesSearchScopeType | undefined;
  readonly folder?: TargetFolderIdType | undefined;
}

function resolveRequest(name: string, { searchScope, folder }: Resolving): ResolveNamesType {
  return {
    returnFullContactData: true,
    ...(searchScope && { searchScope }),
    ...(folder && { parentFolderIds: [folderIdOf(folder)] }),
    unresolvedEntry: name,
  };
}

/** Nobody is no error, and several is none either: Exchange says both with one. */
export async function resolveNames(
  session: Session,
  name: string,
  resolving: Resolving,
  options: RequestOptions,
): Promise<readonly ResolutionType[]> {
  try {
    const response = await call(session, 'ResolveNames', resolveRequest(name, resolving), options);
    return onlyMessage(response).resolutionSet?.resolution ?? [];
  } catch (error) {
    if (hasCode(error, 'ErrorNameResolutionNoResults')) return [];
    throw error;
  }
}
