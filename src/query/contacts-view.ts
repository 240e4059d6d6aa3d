/** Views of contacts: those whose names stand from one to another, in the order of names, as Exchange keeps them. */
import type { FindItemParentType, FindItemType } from '../../generated/index.js';
import { checkOptions, type Rules, rule, wholeNumber } from '../errors.js';
import type { AnyItem } from '../items/classes.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';

/** From a name on, up to another one. */
export interface ContactNames {
  /** Default: from the first. */
  initialName?: string | undefined;
  /** Default: to the last. */
  finalName?: string | undefined;
  /** How many at most. */
  max?: number | undefined;
}

const NAME = rule('a name, as text', (value) => typeof value === 'string');
const RULES: Rules<ContactNames & RequestOptions> = {
  ...REQUEST_RULES,
  initialName: NAME,
  finalName: NAME,
  max: wholeNumber(1, 0x7fffffff),
};

/** Throws {@link ValidationError} for what are no names. */
export function checkNames(names: ContactNames): ContactNames {
  checkOptions('contactsView()', names, RULES);
  return names;
}

/** What FindItem is asked for. */
export function contactsView({ initialName, finalName, max }: ContactNames): NonNullable<FindItemType['view']> {
  return {
    kind: 'contactsView',
    ...(max !== undefined && { maxEntriesReturned: max }),
    ...(initialName !== undefined && { initialName }),
    ...(finalName !== undefined && { finalName }),
  };
}

/** Such a view has no pages: where there are more than a server gives at a time, it is asked again from the last name on. */
export async function contactsNamed(
  names: ContactNames,
  ask: (names: ContactNames) => Promise<FindItemParentType>,
): Promise<AnyItem[]> {
  const found = new Map<string, AnyItem>();
  const most = names.max ?? Number.POSITIVE_INFINITY;
  for (let { initialName } = names; ; ) {
    // Who stood at the end comes again, so that none of the same name is left out.
    const max = Number.isFinite(most) ? most : undefined;
    const root = await ask({ ...names, initialName, max });
    const items = (root.items ?? []) as AnyItem[];
    const before = found.size;
    for (const item of items) found.set(item.itemId?.id ?? `${found.size}`, item);
    const last = (items.at(-1) as { displayName?: string } | undefined)?.displayName;
    const isWhole = root.includesLastItemInRange !== false || found.size === before || last === initialName;
    if (isWhole || last === undefined || found.size >= most) return [...found.values()].slice(0, most);
    initialName = last;
  }
}
