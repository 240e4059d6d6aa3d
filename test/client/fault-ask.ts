/** Asks for what a row of the fault table is about. */
import {
  CopyItem,
  CreateAttachment,
  CreateFolder,
  CreateItem,
  DeleteItem,
  GetFolder,
  MoveItem,
  SendItem,
  UpdateItem,
} from '../../generated/index.js';
import type { Client } from '../../src/client/client.js';
import type { CallOptions } from '../../src/client/options.js';
import type { ASKED } from './fault-row.js';

const inbox = { distinguishedFolderId: { id: 'inbox' } } as const;
const itemIds = [{ kind: 'itemId', id: 'draft' }] as const;
const message = (subject: string) => ({ kind: 'message' as const, subject });

const CALLS: Readonly<Record<keyof typeof ASKED, (client: Client, options: CallOptions) => Promise<object>>> = {
  read: (client, options) => {
    const folderIds = [{ kind: 'distinguishedFolderId', id: 'inbox' }] as const;
    return client.call(GetFolder, { folderShape: { baseShape: 'IdOnly' }, folderIds: [...folderIds] }, options);
  },
  send: (client, options) => client.call(SendItem, { saveItemToFolder: true, itemIds: [...itemIds] }, options),
  sendNew: (client, options) =>
    client.call(CreateItem, { messageDisposition: 'SendAndSaveCopy', items: [message('a')] }, options),
  create: (client, options) =>
    client.call(CreateItem, { messageDisposition: 'SaveOnly', items: ['a', 'b', 'c'].map(message) }, options),
  move: (client, options) => client.call(MoveItem, { toFolderId: inbox, itemIds: [...itemIds] }, options),
  copy: (client, options) => client.call(CopyItem, { toFolderId: inbox, itemIds: [...itemIds] }, options),
  delete: (client, options) => client.call(DeleteItem, { deleteType: 'HardDelete', itemIds: [...itemIds] }, options),
  update: (client, options) =>
    client.call(
      UpdateItem,
      {
        conflictResolution: 'AutoResolve',
        messageDisposition: 'SaveOnly',
        itemChanges: [
          {
            itemId: { id: 'draft' },
            updates: [
              { kind: 'setItemField', path: { kind: 'fieldURI', fieldURI: 'item:Subject' }, item: message('b') },
            ],
          },
        ],
      },
      options,
    ),
  attach: (client, options) =>
    client.call(
      CreateAttachment,
      {
        parentItemId: { id: 'draft' },
        attachments: [{ kind: 'fileAttachment', name: 'x', content: Buffer.from('hello') }],
      },
      options,
    ),
  folder: (client, options) =>
    client.call(CreateFolder, { parentFolderId: inbox, folders: [{ kind: 'folder', displayName: 'x' }] }, options),
};

export function ask(client: Client, what: keyof typeof ASKED = 'read', options: CallOptions = {}): Promise<object> {
  return CALLS[what](client, options);
}
