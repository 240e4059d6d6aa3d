/**
 * Extended (MAPI) properties of an item: when two paths name the same one, read, written and deleted. Knows nothing of shapes or
 * requests.
 */
import { Failure } from '../base/failure.js';
import type { ExtendedProperty, ItemData, PropertyPath } from '../store/item-data.js';
import { mirror, READ, setOf, tagOf, UNSENT } from './mirrored.js';

/** From here on, tags are given out by each mailbox to its named properties (MS-OXCDATA 2.9). */
const FIRST_NAMED = 0x8000;

/** The same text for every way to name the same property. Throws for what names none. */
export function extendedKey(path: PropertyPath): string {
  const type = path.propertyType;
  if (path.propertyTag !== undefined) {
    // Learn, ExtendedFieldURI: a tag of the custom range is refused, for it does not say which property it is.
    if (tagOf(path) >= FIRST_NAMED) throw new Failure('ErrorInvalidExtendedProperty');
    return `tag:${tagOf(path)}:${type}`;
  }
  const set = setOf(path);
  if (set === undefined || (path.propertyName === undefined && path.propertyId === undefined)) {
    throw new Failure('ErrorInvalidExtendedProperty');
  }
  // Names are compared as they are, but internet headers without regard to case.
  const name = path.propertyName ?? `#${path.propertyId}`;
  return `${set}:${path.distinguishedPropertySetId === 'InternetHeaders' ? name.toLowerCase() : name}:${type}`;
}

// PR_INTERNET_ARTICLE_NUMBER: rises within a folder, as IMAP wants it; here it is the row. PR_URL_COMP_NAME.
const [UID, URL_NAME] = [0x0e23, 0x10f3];

/** The property as it is written in an answer, or undefined where the item has none. */
export function readExtended(data: ItemData, path: PropertyPath, row?: number): ExtendedProperty | undefined {
  const mirrored =
    row !== undefined && path.propertyTag !== undefined && tagOf(path) === UID ? String(row) : mirror(data, path);
  if (mirrored !== undefined) return { extendedFieldURI: path, value: mirrored };
  const key = extendedKey(path);
  const found = data.extendedProperty?.find((property) => extendedKey(property.extendedFieldURI) === key);
  if (found !== undefined) return { ...found, extendedFieldURI: path };
  // A name for the item in a URL, by which WebDAV knew it; clients may give it another.
  const isUrlName = path.propertyTag !== undefined && tagOf(path) === URL_NAME && data.itemClass !== undefined;
  return isUrlName ? { extendedFieldURI: path, value: `${data.subject ?? ''}.EML` } : undefined;
}

export function writeExtended(data: ItemData, given: ExtendedProperty): void {
  assertValues(given);
  const property = canonical(given);
  const tag = property.extendedFieldURI.propertyTag === undefined ? undefined : tagOf(property.extendedFieldURI);
  if (tag === MESSAGE_FLAGS && property.value !== undefined) {
    const flags = Number(property.value);
    data.isRead = (flags & READ) !== 0;
    data.isDraft = (flags & UNSENT) !== 0;
    return;
  }
  const time = tag === undefined ? undefined : TIMES[tag];
  if (time !== undefined && property.value !== undefined) {
    data[time] = new Date(property.value);
    return;
  }
  const member = tag === undefined ? undefined : WRITABLE[tag];
  if (member !== undefined && property.value !== undefined) {
    data[member] = property.value;
    return;
  }
  deleteExtended(data, property.extendedFieldURI);
  data.extendedProperty = [...(data.extendedProperty ?? []), property];
}

export function deleteExtended(data: ItemData, path: PropertyPath): void {
  const key = extendedKey(path);
  const left = data.extendedProperty?.filter((property) => extendedKey(property.extendedFieldURI) !== key) ?? [];
  data.extendedProperty = left.length > 0 ? left : undefined;
}

// Clients write 1 and 0, and fractions of seconds; Exchange answers true and false, and whole seconds.
function canonical(property: ExtendedProperty): ExtendedProperty {
  const { value, values, ...rest } = property;
  const type = property.extendedFieldURI.propertyType.replace(/Array$/, '');
  const text = type === 'Boolean' ? booleanText : type === 'SystemTime' ? timeText : undefined;
  if (text === undefined) return property;
  return {
    ...rest,
    ...(value !== undefined && { value: text(value) }),
    ...(values && { values: values.map(text) }),
  };
}

function timeText(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? text : time.toISOString().replace(/\.\d+Z$/, 'Z');
}

export function booleanText(text: string): string {
  return /^(1|true)$/i.test(text.trim()) ? 'true' : 'false';
}

// An array type takes Values, every other Value (MS-OXWSXPROP 2.1.5).
function assertValues(property: ExtendedProperty): void {
  const isArray = property.extendedFieldURI.propertyType.endsWith('Array');
  if (isArray ? property.value !== undefined : property.values !== undefined) {
    throw new Failure('ErrorInvalidExtendedPropertyValue', 'The extended property value is invalid.');
  }
}

const WRITABLE: Record<number, string> = { 55: 'subject', 26: 'itemClass' };

/** PidTagClientSubmitTime and PidTagMessageDeliveryTime: how clients that import mail say its days. */
const TIMES: Record<number, string> = { 57: 'dateTimeSent', 3590: 'dateTimeReceived' };

const MESSAGE_FLAGS = 0x0e07;
