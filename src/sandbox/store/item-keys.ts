/**
 * The properties of items that stand in columns of their own, so that SQLite finds, orders and counts by them without reading an item.
 * Each is what a search would read of the item, in a form that compares the same. Knows no requests.
 */
import { isDate } from 'node:util/types';
import type { ItemData } from './item-data.js';
import type { SqlValue } from './sql-value.js';

/** `time` in milliseconds; `text` in small letters, for case does not count; `flag` 0 or 1; `rank` as importance is ordered. */
export type KeyForm = 'time' | 'number' | 'flag' | 'text' | 'rank';

/** By the member of the item; the column is named as the member. */
export const KEYS = {
  dateTimeReceived: 'time',
  dateTimeSent: 'time',
  dateTimeCreated: 'time',
  lastModifiedTime: 'time',
  start: 'time',
  end: 'time',
  size: 'number',
  isRead: 'flag',
  isDraft: 'flag',
  hasAttachments: 'flag',
  importance: 'rank',
  itemClass: 'text',
  subject: 'text',
} as const satisfies Readonly<Record<string, KeyForm>>;

export type KeyName = keyof typeof KEYS;

export const KEY_NAMES = Object.keys(KEYS) as KeyName[];

/** Columns as they stand in CREATE TABLE: no type, so that SQLite converts nothing. */
export const KEY_COLUMNS = KEY_NAMES.map((name) => `"${name}"`).join(', ');

const RANKS: Readonly<Record<string, number>> = { Low: 0, Normal: 1, High: 2 };

/** Null for what is not there. A value of another form than its key's has no key: it would be found by what it is not. */
export function keyOf(form: KeyForm, value: unknown): SqlValue {
  switch (form) {
    case 'time':
      return isDate(value) && !Number.isNaN(value.getTime()) ? value.getTime() : null;
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : null;
    case 'rank':
      return RANKS[String(value)] ?? null;
    default:
      return typeof value === 'string' ? value.toLowerCase() : null;
  }
}

export function keysOf(data: ItemData): SqlValue[] {
  return KEY_NAMES.map((name) => keyOf(KEYS[name], data[name]));
}

/** 1 for what stands in the calendar at other times than its own. */
export function recursOf(data: ItemData): number {
  return data.recurrence?.pattern === undefined ? 0 : 1;
}
