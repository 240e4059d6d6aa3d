/** Sends an item that exists, or one that a request brings: delivery, and the copy that the sender keeps. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { storeItem } from '../items/create.js';
import type { IncomingAttachment } from '../items/incoming-attachments.js';
import { addressOf } from '../properties/addresses.js';
import type { Folder } from '../store/folders.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { delegatesOf, isUser } from './delegates.js';
import { send } from './deliver.js';

/** What becomes of the draft: kept in this folder as sent, or gone. */
export function sendItem(context: Context, item: Item, copyTo: Folder | undefined): void {
  if (item.kind !== 'message' && !item.kind.startsWith('meeting')) {
    throw new Failure('ErrorInvalidItemForOperationSendItem', 'The item cannot be sent.');
  }
  const data = sentData(context, item.data);
  demandMaySend(context, data);
  send(context, { kind: item.kind, data, attachmentsOf: item.id });
  if (copyTo === undefined) {
    context.store.items.remove(item);
    return;
  }
  const updated = context.store.items.update(item, data);
  if (updated.folder !== copyTo.id) context.store.items.move(updated, copyTo);
}

/** Sends what was never saved. Gives the copy that is kept, if one is. */
export function sendNew(
  context: Context,
  kind: ItemKind,
  data: ItemData,
  attachments: readonly IncomingAttachment[],
  copyTo: Folder | undefined,
): Item | undefined {
  // A row of its own for as long as it takes, so that attachments are copied within the store.
  const outbox = context.store.folders.wellKnown(context.mailbox.id, 'outbox');
  const item = storeItem(context, copyTo ?? outbox, kind, { ...sentData(context, data), isDraft: false }, attachments);
  demandMaySend(context, item.data);
  send(context, { kind, data: item.data, attachmentsOf: item.id });
  if (copyTo !== undefined) return item;
  context.store.items.remove(item);
  return undefined;
}

function sentData(context: Context, data: ItemData): ItemData {
  const now = context.clock.now();
  return {
    ...data,
    isDraft: false,
    isSubmitted: false,
    isFromMe: true,
    isRead: true,
    sender: addressOf(context.mailbox),
    from: data.from ?? addressOf(context.mailbox),
    dateTimeSent: now,
    dateTimeReceived: now,
    lastModifiedTime: now,
  };
}

// Sending as another needs that one's consent; the sandbox knows only delegates.
function demandMaySend(context: Context, data: ItemData): void {
  const from = context.store.mailboxes.byAddress(data.from?.emailAddress);
  if (from === undefined || from.id === context.mailbox.id) return;
  const isDelegate = delegatesOf(from).some((one) => isUser(one, { primarySmtpAddress: context.mailbox.address }));
  if (!isDelegate) {
    throw new Failure(
      'ErrorSendAsDenied',
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
    );
  }
}
