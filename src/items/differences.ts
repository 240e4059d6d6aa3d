/**
 * What of an item the caller has changed. What this program wrote is compared with the copy that was kept. Of what was read, no copy is
 * kept: the members at hand are read again, and while the change key is still the item's, what differs is what the caller changed.
 */
import type { ItemIdType } from '../../generated/index.js';
import { ConflictError } from '../client/conflict-error.js';
import { typeOf } from '../codec/registry.js';
import { sameValue } from '../fields/same-value.js';
import { shapeOfMembers } from '../fields/shape.js';
import { propertiesOf } from '../properties/index.js';
import { getItem } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions, UpdateOptions } from '../requests/options.js';
import { isPart } from './part-of.js';
import { isFound, sessionOf } from './session-of.js';
import { writtenOf } from './written.js';

type Data = Readonly<Record<string, unknown>>;

type Options = RequestOptions & Pick<UpdateOptions, 'conflict'>;

export interface Differences {
  /** Members as they are to be; null where one is to be removed. */
  readonly patch: Data;
  /** The same members as the server has them. */
  readonly known: Data;
}

/** The name of an item's schema type: `MessageType`. */
export function typeNameOf(item: object): string {
  return typeOf(item)?.name ?? 'ItemType';
}

/** What the caller has changed. Throws {@link ConflictError} when somebody else has changed the item and the two cannot be told apart. */
export async function differencesOf(item: ItemRef & object, options: Options): Promise<Differences> {
  const written = writtenOf(item);
  const members = writableMembers(item);
  if (written?.complete) return compare(item, members, written.members);
  if (members.length === 0) return { patch: {}, known: {} };
  const fresh = await readAgain(item, members, options);
  const known = { ...fresh, ...written?.members };
  const found = compare(item, members, known, isFound(item) ? isPart : sameValue);
  const moved = fresh.itemId?.changeKey !== idOf(item).changeKey;
  if (moved && options.conflict !== 'AlwaysOverwrite' && Object.keys(found.patch).length > 0)
    throw new ConflictError('UpdateItem', { theirs: found.known, mine: found.patch });
  if (fresh.itemId) item.itemId = fresh.itemId;
  return found;
}

type Fresh = Data & { readonly itemId?: ItemIdType };

/** In the form in which the body came, or a text body would "differ" from the HTML that it was made of. */
function readAgain(item: ItemRef & object, members: readonly string[], options: Options): Promise<Fresh> {
  const session = sessionOf(item);
  const { bodyType } = (item as { body?: { bodyType?: 'HTML' | 'Text' } }).body ?? {};
  const shape = shapeOfMembers([typeNameOf(item)], members, { fields: session.fields, bodyType });
  return getItem<Fresh>(session, item, shape, options);
}

/** The item's own members that an update may set; what the server works out by itself changes by itself. */
function writableMembers(item: object): string[] {
  const { fields } = sessionOf(item);
  const properties = [...propertiesOf(typeNameOf(item)).values()];
  const writable = new Set(properties.filter(({ abilities }) => abilities.has('update')).map(({ key }) => key));
  return Object.keys(item).filter((key) => Object.hasOwn(fields, key) || writable.has(key));
}

function compare(
  item: object,
  members: readonly string[],
  known: Data,
  same: (mine: unknown, theirs: unknown) => boolean = sameValue,
): Differences {
  const changed = members.filter((member) => !same((item as Data)[member], known[member]));
  return {
    patch: Object.fromEntries(changed.map((member) => [member, (item as Data)[member] ?? null])),
    known: Object.fromEntries(changed.map((member) => [member, known[member]])),
  };
}
