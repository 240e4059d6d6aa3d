/** Where requests have the parts that their responses answer one by one. */

/** Parts that can be asked for again without the others. */
const DIVISIBLE: Readonly<Record<string, string>> = {
  CreateItem: 'items',
  GetItem: 'itemIds',
  UpdateItem: 'itemChanges',
  DeleteItem: 'itemIds',
  MoveItem: 'itemIds',
  CopyItem: 'itemIds',
  SendItem: 'itemIds',
  ArchiveItem: 'itemIds',
  MarkAsJunk: 'itemIds',
  ExportItems: 'itemIds',
  UploadItems: 'items',
  CreateAttachment: 'attachments',
  GetAttachment: 'attachmentIds',
  DeleteAttachment: 'attachmentIds',
  CreateFolder: 'folders',
  GetFolder: 'folderIds',
  UpdateFolder: 'folderChanges',
  DeleteFolder: 'folderIds',
  MoveFolder: 'folderIds',
  CopyFolder: 'folderIds',
};

/** Parts that have a response message each, too. */
const ANSWERED: Readonly<Record<string, string>> = {
  ...DIVISIBLE,
  FindItem: 'parentFolderIds',
  FindFolder: 'parentFolderIds',
  EmptyFolder: 'folderIds',
  MarkAllItemsAsRead: 'folderIds',
  ConvertId: 'sourceIds',
};

/** The member of a request that holds its parts, and the parts; undefined where it cannot be divided. */
export function partsOf(
  operation: string,
  request: object,
): { readonly key: string; readonly parts: readonly unknown[] } | undefined {
  return named(DIVISIBLE[operation], request);
}

/** How many response messages a request gets; undefined where that is not known. */
export function messagesExpected(operation: string, request: object): number | undefined {
  return named(ANSWERED[operation], request)?.parts.length;
}

function named(key: string | undefined, request: object): { key: string; parts: readonly unknown[] } | undefined {
  const parts = key === undefined ? undefined : (request as Record<string, unknown>)[key];
  return key !== undefined && Array.isArray(parts) ? { key, parts } : undefined;
}
