/** One change for many items: each by its own class, for they may be of several. */
import type { ItemIdType } from '../../generated/index.js';
import { ValidationError, type Violation } from '../errors.js';
import { buildChanges, type ItemUpdate } from '../fields/changes.js';
import { ID_ONLY } from '../fields/shape.js';
import { ITEM_CLASSES, type ItemElement } from '../items/classes.js';
import type { ChunkWork } from '../requests/chunks.js';
import { getItems } from '../requests/get-item.js';
import { type ItemRef, newIdOf, takeId } from '../requests/item-refs.js';
import type { RequestOptions, UpdateOptions } from '../requests/options.js';
import { unlessAsked } from '../requests/receipts.js';
import type { Session } from '../requests/session.js';
import { updateRequest } from '../requests/update-item.js';

/** An id alone says neither which class the item has nor its change key, without which Exchange changes nothing. */
export async function identify(
  session: Session,
  items: readonly ItemRef[],
  options: RequestOptions,
): Promise<ItemRef[]> {
  const bare = items.filter(({ itemId, kind }) => kind === undefined || itemId?.changeKey === undefined);
  const found = new Map<ItemRef, ItemRef>();
  // What is not there is left to be refused by the request itself.
  for (const [index, result] of (await getItems<ItemRef>(session, bare, ID_ONLY, options)).entries())
    if (result.status === 'fulfilled') found.set(bare[index] as ItemRef, result.value);
  return items.map((item) => found.get(item) ?? item);
}

/** The results are the ids with their new change keys. */
export function updatingAll(
  session: Session,
  changes: object,
  options: UpdateOptions,
): ChunkWork<ItemRef, 'UpdateItem', ItemIdType> {
  const byKind = new Map<string, ItemUpdate[]>();
  return {
    operation: 'UpdateItem',
    request: async (chunk) => {
      const items = await identify(session, chunk, options);
      const violations: Violation[] = [];
      const itemChanges = items.map((item, index) => ({
        item,
        updates: updatesFor(item.kind, changes, session, byKind, violations, `itemChanges[${index}]`),
      }));
      if (violations.length > 0) throw new ValidationError('The update', violations);
      return updateRequest(itemChanges, options);
    },
    result: (message, item) => {
      takeId(item, newIdOf(message) ?? item.itemId);
      return item.itemId as ItemIdType;
    },
    id: ({ itemId }) => itemId,
    optional: unlessAsked(options),
    part: 'itemChanges',
  };
}

function updatesFor(
  kind = 'item',
  changes: object,
  session: Session,
  byKind: Map<string, ItemUpdate[]>,
  violations: Violation[],
  path: string,
): ItemUpdate[] {
  const known = byKind.get(kind);
  if (known) return known;
  const { type } = ITEM_CLASSES[kind as ItemElement] ?? ITEM_CLASSES.item;
  try {
    const { registry, fields, timeZone } = session;
    const updates = buildChanges(changes, { registry, type, kind, fields, timeZone });
    byKind.set(kind, updates);
    return updates;
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    violations.push(...error.violations.map((violation) => ({ ...violation, path: `${path}.${violation.path}` })));
    return [];
  }
}
