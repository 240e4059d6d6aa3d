/** Exported items put into a folder. */
import type { CreateActionType, FolderIdType, ItemIdType } from '../../generated/index.js';
import { checkOptions, oneOf, type Rules, ValidationError, wholeNumber } from '../errors.js';
import type { Exported } from '../requests/export-items.js';
import { FOLDER_ID_ONLY, getFolder } from '../requests/get-folder.js';
import { BULK_RULES, type BulkOptions, type OnError, type Results, type Settling } from '../requests/options.js';
import type { FolderAccess } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { uploadAll } from '../requests/upload-items.js';

/** How exported items are put in. */
export interface UploadOptions extends BulkOptions {
  /** `Update` and `UpdateOrCreate` go by the ids of the items. Default: `CreateNew`. */
  action?: CreateActionType | undefined;
  /** Bytes of items in a request. Default: 47 MiB, for Exchange takes 64 MB, and the wire a third more. */
  maxBytes?: number | undefined;
}

const UPLOAD_RULES: Rules<UploadOptions & Settling<OnError>> = {
  ...BULK_RULES,
  action: oneOf('CreateNew', 'Update', 'UpdateOrCreate'),
  maxBytes: wholeNumber(1),
};

/** https://learn.microsoft.com/exchange/architecture/client-access/client-message-size-limits */
const MAX_BYTES = 47 * 2 ** 20;

/** UploadItems wants the folder's own id, and no name of Microsoft's. */
export async function uploadTo<E extends OnError>(
  session: Session,
  access: FolderAccess,
  items: Iterable<Exported> | AsyncIterable<Exported>,
  { action = 'CreateNew', maxBytes = MAX_BYTES, ...options }: UploadOptions & Settling<E>,
): Promise<Results<ItemIdType, E>> {
  checkOptions('upload()', { action, maxBytes, ...options }, UPLOAD_RULES);
  const target = await access.resolve(options);
  const { folderId = await idOf(session, access, options) } = target;
  return uploadAll(session, checked(items), { folder: folderId, action, maxBytes }, options);
}

async function idOf(session: Session, access: FolderAccess, options: BulkOptions): Promise<FolderIdType> {
  const found = await getFolder(session, await access.resolve(options), options, {}, FOLDER_ID_ONLY);
  return found.folderId as FolderIdType;
}

/** An array is checked before anything is sent, what comes as it comes. */
function checked(items: Iterable<Exported> | AsyncIterable<Exported>): Iterable<Exported> | AsyncIterable<Exported> {
  if (Array.isArray(items)) {
    for (const [index, item] of items.entries()) demandExported(item, index);
    return items;
  }
  return (async function* () {
    let index = 0;
    for await (const item of items) {
      demandExported(item, index++);
      yield item;
    }
  })();
}

function demandExported(item: unknown, index: number): void {
  const { id, data } = (item ?? {}) as Partial<Exported>;
  if (typeof id?.id === 'string' && data instanceof Uint8Array) return;
  const message = 'expected what export() gave: { id, data }';
  throw new ValidationError('upload()', [{ path: `items[${index}]`, message }]);
}
