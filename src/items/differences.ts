/**
 * What of an item the caller has changed. What this program wrote is compared with the copy that was kept. Of what was read, no copy is
 * kept: the members at hand are read again, and while the change key is still the item's, what differs is what the caller changed.
 */
import type { ItemIdType } from '../../generated/index.js';
import { ConflictError } from '../client/conflict-error.js';
import { compiledType } from '../codec/index.js';
import { EwsError, type Settled, suggest, ValidationError } from '../errors.js';
import { sameValue } from '../fields/same-value.js';
import { shapeOfMembers } from '../fields/shape.js';
import { noField } from '../fields/write.js';
import { propertiesOf } from '../properties/index.js';
import { Gate } from '../requests/gate.js';
import { getItems } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions, UpdateOptions } from '../requests/options.js';
import { isPart } from './part-of.js';
import { isFound, sessionOf } from './session-of.js';
import { writtenOf } from './written.js';
import { typeNameOf } from './written-item.js';

type Data = Readonly<Record<string, unknown>>;

type Options = RequestOptions & Pick<UpdateOptions, 'conflict'>;

export interface Differences {
  /** Members as they are to be; null where one is to be removed. */
  readonly patch: Data;
  /** The same members as the server has them. */
  readonly known: Data;
}

/** What the caller has changed. Throws {@link ConflictError} when somebody else has changed the item and the two cannot be told apart. */
export async function differencesOf(item: AnItem, options: Options): Promise<Differences> {
  const [found] = (await differencesOfAll([item], options)) as [Differences | EwsError];
  if (found instanceof EwsError) throw found;
  return found;
}

/** The same for many items, or why it cannot be told of one; items that are alike are read again together, as many groups at a time as the gate lets through. */
export async function differencesOfAll(
  items: readonly AnItem[],
  options: Options,
  gate = new Gate(1),
): Promise<(Differences | EwsError)[]> {
  const found = new Map<AnItem, Differences | EwsError>();
  const groups = new Map<string, AnItem[]>();
  for (const item of items) {
    const written = writtenOf(item);
    const members = writableMembers(item);
    const wrong = cannotBeSaved(item, members, written?.complete ? written.members : undefined);
    if (wrong !== undefined) found.set(item, wrong);
    else if (written?.complete) found.set(item, compare(item, members, written.members));
    else if (members.length === 0) found.set(item, NONE);
    else {
      const likeness = JSON.stringify([typeNameOf(item), bodyTypeOf(item), members]);
      groups.set(likeness, [...(groups.get(likeness) ?? []), item]);
    }
  }
  const compareGroup = async (group: readonly AnItem[]): Promise<void> => {
    const results = await gate.run(() => readAgain(group, options));
    for (const [index, result] of results.entries()) {
      const item = group[index] as AnItem;
      found.set(item, result.status === 'rejected' ? result.reason : against(item, result.value, options));
    }
  };
  await Promise.all([...groups.values()].map(compareGroup));
  return items.map((item) => found.get(item) ?? NONE);
}

type AnItem = ItemRef & object;
type Fresh = Data & { readonly itemId?: ItemIdType };

const NONE: Differences = { patch: {}, known: {} };

/** In the form in which the body came, or a text body would "differ" from the HTML that it was made of. */
function readAgain(alike: readonly AnItem[], options: Options): Promise<Settled<Fresh>[]> {
  const [first] = alike as [AnItem];
  const session = sessionOf(first);
  const { registry, fields } = session;
  const bodyType = bodyTypeOf(first);
  const shape = shapeOfMembers([typeNameOf(first)], writableMembers(first), { registry, fields, bodyType });
  return getItems<Fresh>(session, alike, shape, options);
}

function bodyTypeOf(item: object): 'HTML' | 'Text' | undefined {
  return (item as { body?: { bodyType?: 'HTML' | 'Text' } }).body?.bodyType;
}

/** What of an item differs from what the server has now. */
function against(item: AnItem, fresh: Fresh, options: Options): Differences | EwsError {
  const known = { ...fresh, ...writtenOf(item)?.members };
  const found = compare(item, writableMembers(item), known, isFound(item) ? isPart : sameValue);
  const moved = fresh.itemId?.changeKey !== idOf(item).changeKey;
  if (moved && options.conflict !== 'AlwaysOverwrite' && Object.keys(found.patch).length > 0)
    return new ConflictError('UpdateItem', { theirs: found.known, mine: found.patch });
  if (fresh.itemId) item.itemId = fresh.itemId;
  return found;
}

/** The item's own members that an update may set; what the server works out by itself changes by itself. */
function writableMembers(item: object): string[] {
  const { registry, fields } = sessionOf(item);
  const properties = [...propertiesOf(registry, typeNameOf(item)).values()];
  const writable = new Set(properties.filter(({ abilities }) => abilities.has('update')).map(({ key }) => key));
  return Object.keys(item).filter((key) => Object.hasOwn(fields, key) || writable.has(key));
}

const NO_MEMBERS: ReadonlySet<string> = new Set(['kind', 'itemId', 'attachments', 'unknown', 'unknownAttributes']);

/**
 * What was assigned and would be lost without a word: what is no member, and of an item that was made here, what Exchange sets itself. (Of
 * one that was read, what Exchange works out cannot be told from what was assigned.)
 */
function cannotBeSaved(
  item: object,
  writable: readonly string[],
  written: Data | undefined,
): ValidationError | undefined {
  const type = typeNameOf(item);
  const known = compiledType(sessionOf(item).registry, type)?.byKey;
  const violations = Object.entries(item).flatMap(([key, value]) => {
    if (NO_MEMBERS.has(key) || writable.includes(key)) return [];
    if (!known?.has(key)) return [{ path: key, message: noField(type, key, suggest(key, known?.keys() ?? [])) }];
    if (written === undefined || sameValue(value, written[key])) return [];
    return [{ path: key, message: 'Exchange sets this itself; it cannot be changed' }];
  });
  return violations.length > 0 ? new ValidationError('item.save()', violations) : undefined;
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
