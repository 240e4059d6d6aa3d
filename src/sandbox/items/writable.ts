/**
 * What a client may write. The tables say it of each property of each kind of item; here are beside them the rules that depend on the
 * item at hand. Refusals have Exchange's codes and name the property.
 */
import { Failure, PropertyFailure } from '../base/failure.js';
import type { PathRef } from '../properties/paths.js';
import { type Ability, propertyAt, propertyOf } from '../properties/property-table.js';
import type { ItemData, ItemKind } from '../store/item-data.js';

/** What an update does with a property. */
export type Change = Extract<Ability, 'update' | 'append' | 'delete'>;

/** Refuses a new item, or folder, with members that only the server writes. */
export function demandCreatable(kind: string, data: object): void {
  for (const [member, value] of Object.entries(data)) {
    const property = value === undefined ? undefined : propertyOf(kind, member);
    if (property !== undefined && !property.abilities.has('create'))
      throw new PropertyFailure('ErrorInvalidPropertySet', property);
  }
}

/** Refuses a change of a property that items, or folders, of the kind do not have, or that cannot be changed so. */
export function demandChangeable(kind: string, path: PathRef, how: Change): void {
  if (path.kind === 'extendedFieldURI') {
    if (how === 'append') throw new Failure('ErrorInvalidPropertyAppend');
    return;
  }
  const property = propertyAt(kind, path.fieldURI ?? '');
  if (property === undefined) throw new PropertyFailure('ErrorInvalidPropertyRequest', path);
  if (!property.abilities.has(how)) throw new PropertyFailure(REFUSALS[how], path);
}

const REFUSALS: Readonly<Record<Change, string>> = {
  update: 'ErrorInvalidPropertySet',
  append: 'ErrorInvalidPropertyAppend',
  delete: 'ErrorInvalidPropertyDelete',
};

/** exchangelib, fields that are read-only after sending: who it is from and to. */
const FIXED_BY_SENDING = new Set([
  'message:From',
  'message:ToRecipients',
  'message:CcRecipients',
  'message:BccRecipients',
  'message:ReplyTo',
]);
/** Learn, ResponseCode: they have a code of their own. */
const RECEIPTS = new Set(['message:IsReadReceiptRequested', 'message:IsDeliveryReceiptRequested']);

/** Refuses to change what sending has fixed: of a message, received or sent, that is no draft any more. */
export function demandUnsent(kind: ItemKind, { isDraft }: ItemData, path: PathRef, how: Change): void {
  if (isDraft !== false || !(kind === 'message' || kind.startsWith('meeting'))) return;
  const { fieldURI = '' } = path;
  if (FIXED_BY_SENDING.has(fieldURI)) throw new PropertyFailure(REFUSALS[how], path);
  if (RECEIPTS.has(fieldURI)) throw new PropertyFailure('ErrorInvalidPropertyUpdateSentMessage', path);
}
