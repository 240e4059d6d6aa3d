/**
 * What FindItem may have cut: it answers from the table of a folder, which has 512 bytes of a property, of a text 255 characters. Members
 * that are always so are known by the tables (`find=part`); of others, and of own fields, their length tells.
 * @see https://learn.microsoft.com/exchange/client-developer/web-service-reference/finditem-operation
 */
import { isUint8Array } from 'node:util/types';
import type { AnyItem } from '../items/classes.js';
import { valueNamed } from './named-value.js';
import type { Plan } from './plan.js';

/** Whether a member that is asked for is as long as the longest that FindItem gives. */
export function isCut(item: AnyItem, { members = [] }: Plan): boolean {
  return members.some((member) => endsThere(valueNamed(item, member)));
}

/** Half of a character is left away, too. */
function endsThere(value: unknown): boolean {
  if (typeof value === 'string') return value.length === 255 || value.length === 254;
  if (isUint8Array(value)) return value.length === 512 || value.length === 510;
  return Array.isArray(value) && value.some(endsThere);
}
