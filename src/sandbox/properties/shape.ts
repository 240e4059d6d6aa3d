/**
 * ItemShape applied: of an item, the members that a request asks for and that its operation gives. FindItem and SyncFolderItems give
 * fewer than GetItem, and FindItem of some a part only; which, the tables say.
 */
import { isDate } from 'node:util/types';
import type { Context } from '../access/context.js';
import { editionIndex } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { zoneName } from '../calendar/zones.js';
import type { BodyData, DictionaryEntry, ItemData, PropertyPath } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { baseMembers } from './base-shapes.js';
import { bodyIn } from './body-view.js';
import { memberValue } from './computed.js';
import { addressEntries } from './contact-addresses.js';
import { extendedKey, readExtended } from './extended.js';
import { type HtmlForms, withForms } from './html-forms.js';
import { pickIndexed } from './indexed.js';
import { cutExtended, partOf } from './part.js';
import type { PathRef } from './paths.js';
import { hasMember, type Property, propertyAt, propertyOf } from './property-table.js';

/** From which edition on addresses of contacts have names. */
const NAMED = editionIndex('Exchange2010_SP2');

/** An ItemShape as the codec gives it. */
export interface Shape extends HtmlForms {
  baseShape?: string | undefined;
  includeMimeContent?: boolean | undefined;
  bodyType?: string | undefined;
  uniqueBodyType?: string | undefined;
  normalizedBodyType?: string | undefined;
  additionalProperties?: unknown;
}

/** An item of an answer. */
export type ItemView = { kind: string } & Record<string, unknown>;

/** Who answers: GetItem and its like in full, FindItem from the table of a folder, SyncFolderItems with the members of FindItem. */
export type Answering = 'get' | 'find' | 'sync';

/** Refuses extended properties that are named in no way, or by a tag that means another one in each mailbox; of items that are not there, too. */
export function demandNamed({ additionalProperties = [] }: Shape): void {
  for (const path of additionalProperties as PathRef[])
    if (path.kind === 'extendedFieldURI') extendedKey(path as PropertyPath);
}

export function shapeItem(context: Context, item: Item, shape: Shape, answering: Answering = 'get'): ItemView {
  const view: ItemView = { kind: item.kind };
  const put = (member: string) => {
    const property = propertyOf(item.kind, member);
    if (!gives(answering, property) || !hasMember(item.kind, member, context.edition)) return;
    const value = memberValue(item, member, context);
    if (value === undefined) return;
    const whole = isDate(value) && !context.milliseconds ? inSeconds(value) : formed(member, value, shape);
    view[member] = answering === 'find' ? partOf(whole, property) : whole;
    if (member === 'emailAddresses')
      view[member] = addressEntries(value as DictionaryEntry[], answering === 'get' && context.edition >= NAMED);
  };
  for (const member of baseMembers(item, shape.baseShape)) put(member);
  if (shape.includeMimeContent && canBeMime(item.kind)) put('mimeContent');
  for (const path of (shape.additionalProperties ?? []) as PathRef[]) {
    if (path.kind === 'extendedFieldURI') putExtended(item, path, view, answering);
    else if (path.kind === 'indexedFieldURI') putIndexed(item, path, view, answering);
    else putMember(item, path.fieldURI ?? '', put);
  }
  return view;
}

function gives(answering: Answering, property: Property | undefined): boolean {
  return answering === 'get' || property?.abilities.has('find') || property?.abilities.has('find=part') || false;
}

function putMember(item: Item, fieldURI: string, put: (member: string) => void): void {
  const property = propertyAt(item.kind, fieldURI);
  if (property !== undefined) {
    if (property.member !== 'mimeContent' || canBeMime(item.kind)) put(property.member);
    // Properties of other kinds of items are passed over, those of folders are not.
  } else if (fieldURI.startsWith('folder:')) throw new Failure('ErrorInvalidPropertyRequest');
}

function putExtended(item: Item, path: PathRef, view: ItemView, answering: Answering): void {
  const found = readExtended(item.data, path as PropertyPath, item.id);
  if (found === undefined) return;
  const { kind: _kind, ...extendedFieldURI } = path;
  const property = answering === 'find' ? cutExtended(found) : found;
  view['extendedProperty'] = [...((view['extendedProperty'] as unknown[]) ?? []), { ...property, extendedFieldURI }];
}

function putIndexed(
  item: Item,
  { fieldURI = '', fieldIndex = '' }: PathRef,
  view: ItemView,
  answering: Answering,
): void {
  const property = propertyAt(item.kind, fieldURI);
  if (property !== undefined && gives(answering, property))
    pickIndexed(item.data, view as ItemData, fieldURI, fieldIndex);
}

function inSeconds(time: Date): Date {
  const rest = time.getTime() % 1000;
  return rest === 0 ? time : new Date(time.getTime() - ((rest + 1000) % 1000));
}

function formed(member: string, value: unknown, shape: Shape): unknown {
  switch (member) {
    case 'body':
      return withForms(bodyIn(value as BodyData, shape.bodyType), shape);
    case 'uniqueBody':
      return { ...bodyIn(value as BodyData, shape.uniqueBodyType ?? shape.bodyType ?? 'HTML') };
    case 'normalizedBody':
      return { ...bodyIn(value as BodyData, shape.normalizedBodyType ?? shape.bodyType) };
    case 'startTimeZone':
    case 'endTimeZone': {
      const zone = value as { id?: string; name?: string };
      // Of one that no name stands for its own rules, too.
      return { ...zone, name: zone.name ?? zoneName(zone.id ?? '') };
    }
    default:
      return value;
  }
}

/** Lists and tasks have no MimeContent here. */
function canBeMime(kind: string): boolean {
  return (
    kind === 'message' ||
    kind === 'contact' ||
    kind === 'postItem' ||
    kind === 'calendarItem' ||
    kind.startsWith('meeting')
  );
}
