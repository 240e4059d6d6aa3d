/** SyncFolderItems: a portion of what has changed in a folder. */
import type {
  ItemResponseShapeType,
  SyncFolderItemsResponseMessageType,
  SyncFolderItemsType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { readOwnFields } from '../fields/own-fields.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { allNamed, askServer } from './other-servers.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** Changes in a request that Exchange allows. */
export const MOST_CHANGES = 512;

/** How changed items are read. */
export interface ItemReading {
  readonly shape: ItemResponseShapeType;
  /** Reads those again that do not come with it as they are wanted, and gives them by their ids: undefined for what is gone. Absent where all do. */
  readonly complete?: (
    items: readonly object[],
    options: RequestOptions,
  ) => Promise<ReadonlyMap<string, object | undefined>>;
}

/** Since when, and how much. */
export interface SyncPortion {
  /** '' for the beginning. */
  readonly state: string;
  readonly shape: ItemResponseShapeType;
  readonly count?: number | undefined;
  readonly scope?: SyncFolderItemsType['syncScope'];
  /** Ids of items whose changes are not wanted. */
  readonly ignored?: readonly string[] | undefined;
}

function syncItemsRequest(syncFolderId: TargetFolderIdType, portion: SyncPortion): SyncFolderItemsType {
  const { state, shape, count = MOST_CHANGES, scope, ignored = [] } = portion;
  return {
    itemShape: shape,
    syncFolderId,
    ...(state === '' ? {} : { syncState: state }),
    ...(ignored.length > 0 && { ignore: ignored.map((id) => ({ id })) }),
    maxChangesReturned: count,
    ...(scope === undefined ? {} : { syncScope: scope }),
  };
}

export async function syncFolderItems(
  session: Session,
  folder: TargetFolderIdType,
  portion: SyncPortion,
  options: RequestOptions,
): Promise<SyncFolderItemsResponseMessageType> {
  const request = syncItemsRequest(folder, portion);
  const response = await askServer(session, request, allNamed(session, [undefined]), (one) =>
    call(session, 'SyncFolderItems', one, options, { classes: session.foundClasses }),
  );
  const message = onlyMessage(response);
  const { syncState, changes, includesLastItemInRange } = message;
  demand('SyncFolderItems', 'what has changed', syncState ?? changes ?? includesLastItemInRange, response);
  for (const change of changes ?? []) if ('item' in change) readOwnFields(session.fields, change.item);
  return message;
}
