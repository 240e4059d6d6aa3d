/**
 * How the items of changes are read: which members, and by what. SyncFolderItems gives what FindItem gives; for the rest, and for texts that it may
 * have cut, GetItem is asked. Must not know what a change is.
 */
import { type BodyForms, formsOf, ID_ONLY, wholeShape } from '../fields/shape.js';
import type { AnyItem } from '../items/classes.js';
import type { Kind } from '../kinds/kinds.js';
import { getItems } from '../requests/get-item.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import type { ItemReading } from '../requests/sync-folder-items.js';
import { isCut } from './cut.js';
import { Failures, isGone } from './failures.js';
import { inPages } from './found-pages.js';
import { checkMembers, findSuffices, newPlan, PAGE_SIZE, shapeOf } from './plan.js';

/** Only the names of members are looked at. */
const NOWHERE = { label: 'changes', known: undefined, resolve: async () => [], open: () => ({}) };

/** With all members, or these. Throws {@link ValidationError} for names that are none. */
export function changedItems(
  session: Session,
  kind: Kind,
  { only, ...options }: BodyForms & { only?: readonly string[] | undefined },
): ItemReading {
  const forms = formsOf(options);
  if (only === undefined) return { shape: wholeShape({ fields: session.fields, ...forms }) };
  const plan = { ...newPlan(NOWHERE, kind, session), members: only, options: forms };
  checkMembers(only, plan);
  const shape = shapeOf(plan);
  const areFound = only.length === 0 || findSuffices(plan);
  return {
    shape: areFound ? shape : ID_ONLY,
    async complete(items, options: RequestOptions) {
      const read = new Map<string, object | undefined>();
      const failures = new Failures();
      const missing = (items as readonly AnyItem[]).filter((item) => !areFound || isCut(item, plan));
      for (const page of inPages(missing, PAGE_SIZE))
        for (const result of await getItems<object>(session, page, shape, options)) {
          const [value] = isGone(result) ? [undefined] : failures.take(result);
          if (result.id) read.set(result.id.id, value);
        }
      failures.tell();
      return read;
    },
  };
}
