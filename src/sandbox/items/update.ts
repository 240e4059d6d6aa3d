/** The field changes of an UpdateItem, applied to an item's data: set, append and delete, each by any kind of path. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { instantOf } from '../calendar/local-times.js';
import { zoneKeyOf } from '../calendar/own-zone.js';
import { deleteExtended, writeExtended } from '../properties/extended.js';
import { deleteIndexed, writeIndexed } from '../properties/indexed.js';
import type { PathRef } from '../properties/paths.js';
import { memberOf } from '../properties/property-table.js';
import type { NestedAttachment } from '../store/attachments.js';
import type { BodyData, ItemData, ItemKind, PropertyPath } from '../store/item-data.js';
import { copyValue } from '../store/json.js';
import { adjust } from './adjust.js';
import { applyMime } from './apply-mime.js';
import { demandFlag } from './flag.js';
import { settle } from './settle.js';
import { type Change, demandChangeable, demandUnsent } from './writable.js';

/** One change as the codec gives it. */
export interface FieldChange {
  kind: 'setItemField' | 'appendToItemField' | 'deleteItemField';
  path: PathRef;
  item?: (ItemData & { kind: string }) | undefined;
}

const CHANGES: Readonly<Record<FieldChange['kind'], Change>> = {
  setItemField: 'update',
  appendToItemField: 'append',
  deleteItemField: 'delete',
};

export interface Applied {
  data: ItemData;
  /** Attachments that came with new MimeContent; undefined when there was none. */
  attachments: NestedAttachment[] | undefined;
}

/** The data with all changes; the given data stay as they are. */
export function applyChanges(
  context: Context,
  kind: ItemKind,
  before: ItemData,
  changes: readonly FieldChange[],
): Applied {
  const data = copyValue(before);
  const zone = zoneOf(before, changes) ?? context.timeZone;
  let attachments: NestedAttachment[] | undefined;
  for (const change of changes) {
    const { path } = change;
    demandChangeable(kind, path, CHANGES[change.kind]);
    demandUnsent(kind, before, path, CHANGES[change.kind]);
    switch (change.kind) {
      case 'setItemField':
        attachments = set(context, kind, data, path, change.item, zone) ?? attachments;
        break;
      case 'appendToItemField':
        append(data, path, change.item);
        break;
      case 'deleteItemField':
        remove(data, path);
        break;
    }
  }
  adjust(before, data);
  settle(context, kind, data);
  data.lastModifiedTime = context.clock.now();
  data.lastModifiedName = context.mailbox.name;
  return { data, attachments };
}

function set(
  context: Context,
  kind: ItemKind,
  data: ItemData,
  path: PathRef,
  item: ItemData | undefined,
  zone: string | undefined,
): NestedAttachment[] | undefined {
  if (item === undefined || Object.values(stripped(item)).filter((value) => value !== undefined).length !== 1)
    throw new Failure('ErrorIncorrectUpdatePropertyCount', 'Incorrect number of properties.');
  if (path.kind === 'extendedFieldURI') {
    const [property] = copyValue(item.extendedProperty ?? []);
    if (property === undefined)
      throw new Failure('ErrorUpdatePropertyMismatch', 'The property does not match the path.');
    writeExtended(data, property);
    return undefined;
  }
  if (path.kind === 'indexedFieldURI') {
    writeIndexed(data, copyValue(stripped(item)), path.fieldURI ?? '', path.fieldIndex ?? '');
    return undefined;
  }
  const member = memberOf(path.fieldURI ?? '');
  const value = item[member];
  if (value === undefined) throw new Failure('ErrorUpdatePropertyMismatch', 'The property does not match the path.');
  if (member === 'flag') demandFlag(item);
  data[member] = value instanceof Date ? instantOf(value, zone) : copyValue(value);
  if (member !== 'mimeContent') {
    // The MIME that the item came as no longer tells the truth.
    if (member !== 'isRead' && member !== 'categories' && member !== 'flag') data.mimeSource = undefined;
    return undefined;
  }
  for (const derived of OF_MIME[kind] ?? OF_MESSAGE) data[derived] = undefined;
  return applyMime(kind, data, context);
}

/** What MimeContent says anew, whatever was there. */
const OF_MESSAGE = [
  'subject',
  'toRecipients',
  'ccRecipients',
  'bccRecipients',
  'replyTo',
  'body',
  'internetMessageHeaders',
];
const OF_MIME: Partial<Record<ItemKind, readonly string[]>> = {
  contact: [
    'subject',
    'displayName',
    'givenName',
    'middleName',
    'surname',
    'generation',
    'nickname',
    'companyName',
    'department',
    'jobTitle',
    'profession',
    'manager',
    'assistantName',
    'spouseName',
    'businessHomePage',
    'birthday',
    'weddingAnniversary',
    'sensitivity',
    'categories',
    'body',
    'emailAddresses',
    'phoneNumbers',
    'imAddresses',
    'physicalAddresses',
  ],
  calendarItem: [
    'subject',
    'body',
    'location',
    'categories',
    'start',
    'end',
    'startTimeZone',
    'endTimeZone',
    'isAllDayEvent',
    'legacyFreeBusyStatus',
    'sensitivity',
    'importance',
    'requiredAttendees',
    'optionalAttendees',
    'resources',
    'reminderIsSet',
    'reminderMinutesBeforeStart',
    'recurrence',
    'exceptions',
  ],
};

// A change of the zone in the same request counts, in whatever order.
function zoneOf(before: ItemData, changes: readonly FieldChange[]): string | undefined {
  const changed = changes.map((change) => zoneKeyOf(change.item?.startTimeZone)).find((zone) => zone !== undefined);
  return changed ?? zoneKeyOf(before.startTimeZone);
}

function stripped(item: ItemData): ItemData {
  const { kind: _kind, ...data } = item;
  return data;
}

function append(data: ItemData, path: PathRef, item: ItemData | undefined): void {
  const member = memberOf(path.fieldURI ?? '');
  const value = copyValue(item?.[member]);
  if (member === 'body') {
    const [old, added] = [data.body, value as BodyData];
    data.body = old === undefined ? added : { ...old, value: appended(old, added.value ?? '') };
  } else
    data[member] = [...((data[member] as unknown[] | undefined) ?? []), ...((value as unknown[] | undefined) ?? [])];
  data.mimeSource = undefined;
}

/** What is added to HTML goes into it, not behind it. */
function appended({ bodyType, value = '' }: BodyData, added: string): string {
  const end = bodyType === 'HTML' ? value.toLowerCase().lastIndexOf('</body>') : -1;
  return end < 0 ? value + added : value.slice(0, end) + added + value.slice(end);
}

function remove(data: ItemData, path: PathRef): void {
  if (path.kind === 'extendedFieldURI') deleteExtended(data, path as PropertyPath);
  else if (path.kind === 'indexedFieldURI') deleteIndexed(data, path.fieldURI ?? '', path.fieldIndex ?? '');
  else {
    const member = memberOf(path.fieldURI ?? '');
    data[member] = undefined;
    data.mimeSource = undefined;
  }
}
