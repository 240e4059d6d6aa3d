/**
 * Whether a value that FindItem or SyncFolderItems gave is the server's, cut short: they answer mailboxes by their name alone, and texts
 * only up to 255 characters.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
 */
import { sameValue } from '../fields/same-value.js';

const CUT_AT = 255;

type Data = Readonly<Record<string, unknown>>;

/** Whether `mine` is `theirs`, or as much of it as those operations give. */
export function isPart(mine: unknown, theirs: unknown): boolean {
  if (typeof mine === 'string' && typeof theirs === 'string')
    return mine === theirs || (mine.length >= CUT_AT && theirs.startsWith(mine));
  if (!isObject(mine) || !isObject(theirs)) return sameValue(mine, theirs);
  if (Array.isArray(mine) !== Array.isArray(theirs)) return false;
  if (Array.isArray(mine) && mine.length !== (theirs as unknown as unknown[]).length) return false;
  return Object.keys(mine).every((key) => mine[key] === undefined || isPart(mine[key], theirs[key]));
}

/** Dates and bytes are compared whole. */
function isObject(value: unknown): value is Data {
  const tag = Object.prototype.toString.call(value);
  return tag === '[object Object]' || tag === '[object Array]';
}
