/** Computed properties of items of every kind: made from the item, its attachments, its folder and the time. */
import { createHash } from 'node:crypto';
import type { Context } from '../access/context.js';
import { itemIdOf, parentIdOf } from '../access/resolve.js';
import { may } from '../access/rights.js';
import { previewOf } from '../mime/body.js';
import { entryIdOf } from '../store/ids.js';
import type { BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { displayList } from './addresses.js';
import { attachmentViews } from './attachment-view.js';
import { bodyIn } from './body-view.js';
import { buildMime } from './mime-content.js';
import { responseObjectsOf } from './response-objects.js';

/** A property that no row holds, made when it is asked for. */
export type Computed = (item: Item, context: Context) => unknown;

const TEXT_EMPTY: BodyData = { bodyType: 'Text', value: '' };

/** Of items of every kind. */
export const ITEM: Record<string, Computed> = {
  itemId: (item, context) => itemIdOf(context, item),
  parentFolderId: (item, context) => parentIdOf(context, item.folder, item.mailbox),
  body: (item) => item.data.body ?? TEXT_EMPTY,
  textBody: (item) => bodyIn(item.data.body ?? TEXT_EMPTY, 'Text'),
  uniqueBody: (item) => item.data.body ?? TEXT_EMPTY,
  normalizedBody: (item) => item.data.body ?? TEXT_EMPTY,
  preview: (item) => previewOf(item.data.body ?? TEXT_EMPTY),
  attachments: (item, context) => attachmentViews(context, item),
  mimeContent: (item, context) => ({ characterSet: 'UTF-8', value: buildMime(context.store, item) }),
  responseObjects: (item, context) => responseObjectsOf(item, context),
  isUnmodified: (item) =>
    item.data.dateTimeCreated?.getTime() === item.data.lastModifiedTime?.getTime() && !item.data.isDraft,
  isResend: () => false,
  isAssociated: (item) => item.associated,
  displayTo: (item) => displayList(item.data.toRecipients ?? item.data.requiredAttendees?.map((one) => one.mailbox)),
  displayCc: (item) => displayList(item.data.ccRecipients ?? item.data.optionalAttendees?.map((one) => one.mailbox)),
  displayBcc: (item) => displayList(item.data.bccRecipients),
  effectiveRights: (item, context) => itemRights(item, context),
  flag: (item) => item.data['flag'] ?? { flagStatus: 'NotFlagged' },
  instanceKey: (item) => {
    const key = Buffer.alloc(16);
    key.writeUIntBE(item.id, 10, 6);
    return new Uint8Array(key);
  },
  storeEntryId: (item, context) =>
    new Uint8Array(entryIdOf({ guid: guidOf(item, context), folder: item.folder, item: item.id })),
  conversationId: (item, context) => {
    const id = conversationKey(item.data);
    return id && { id: conversationIdText(guidOf(item, context), id) };
  },
  webClientReadFormQueryString: (item, context) =>
    `${new URL('/owa/', context.url)}?ItemID=${encodeURIComponent(itemIdOf(context, item).id)}&exvsurl=1&viewmodel=ReadMessageItem`,
  webClientEditFormQueryString: (item, context) =>
    item.data.isDraft
      ? `${new URL('/owa/', context.url)}?ItemID=${encodeURIComponent(itemIdOf(context, item).id)}&exvsurl=1&viewmodel=ItemComposeViewModelFactory`
      : undefined,
  reminderDueBy: (item) => item.data.reminderDueBy ?? (item.kind === 'calendarItem' ? item.data.start : undefined),
  reminderNextTime: (item) => {
    const due = item.data.reminderDueBy ?? item.data.start;
    if (!item.data.reminderIsSet || due === undefined) return undefined;
    // Set by PerformReminderAction.
    if (item.data['snoozedUntil'] instanceof Date) return item.data['snoozedUntil'];
    const next = new Date(due.getTime() - Number(item.data.reminderMinutesBeforeStart ?? 0) * 60_000);
    // As many minutes as fit into an integer go back beyond what a time can be.
    return next.getUTCFullYear() > 0 ? next : undefined;
  },
};

function itemRights(item: Item, context: Context): Record<string, boolean> {
  const folder = context.store.folders.byId(item.folder);
  const right = (name: 'modify' | 'delete' | 'read') =>
    folder !== undefined && may(context.store, context.mailbox, folder, name);
  return {
    createAssociated: false,
    createContents: false,
    createHierarchy: false,
    delete: right('delete'),
    modify: right('modify'),
    read: right('read'),
  };
}

/** What the messages of one conversation have in common: the GUID in their ConversationIndex, else the topic. */
function conversationKey(data: ItemData): Buffer | undefined {
  if (data.conversationIndex !== undefined && data.conversationIndex.length >= 22) {
    return Buffer.from(data.conversationIndex.subarray(6, 22));
  }
  const topic = data.conversationTopic ?? data.subject;
  return topic === undefined ? undefined : createHash('md5').update(topic).digest();
}

/** `AAQk...`: the mailbox's GUID in text, then 16 bytes. */
function conversationIdText(guid: string, key: Buffer): string {
  const head = Buffer.from([0, 4, 36, 0]);
  return Buffer.concat([head, Buffer.from(guid, 'latin1'), Buffer.from([0, 16, 0]), key]).toString('base64');
}

function guidOf(item: Item, context: Context): string {
  return context.store.mailboxes.byId(item.mailbox).guid;
}
