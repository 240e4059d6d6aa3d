/**
 * What changed among the occurrences of a span. Exchange synchronizes no views: the view is listed by its ids and versions, and compared with
 * the list before, which is the state.
 */
import type { ItemIdType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { checkOptions, type Rules, type Settled, TEXT, ValidationError } from '../errors.js';
import { type Change, ChangeFeed } from '../notify/changes.js';
import { READ_RULES, type ReadOptions } from '../requests/options.js';

/** What a feed of a view begins with, and how it reads. */
export interface ViewChangeOptions extends ReadOptions {
  /** State that an earlier run ended with. Absent, or '': every occurrence is new. */
  since?: string | undefined;
}

const VIEW_CHANGE_RULES: Rules<ViewChangeOptions> = { ...READ_RULES, since: TEXT };

/** How a view is listed, and how occurrences are read. */
export interface ViewReader<Item> {
  list(options: ReadOptions): AsyncIterable<object>;
  read(ids: readonly ItemIdType[], options: ReadOptions): AsyncIterable<Settled<Item>>;
}

export function viewChanges<Item>(reader: ViewReader<Item>, options: ViewChangeOptions): ChangeFeed<Change<Item>> {
  checkOptions('viewChanges()', options, VIEW_CHANGE_RULES);
  const { since, ...rest } = options;
  stateOf(since ?? '');
  return new ChangeFeed('FindItem', since, async (state) => {
    const before = stateOf(state);
    const now = new Map<string, string>();
    for await (const { itemId } of reader.list(rest) as AsyncIterable<{ itemId: ItemIdType }>)
      now.set(itemId.id, itemId.changeKey ?? '');
    const touched = [...now].filter(([id, changeKey]) => before.get(id) !== changeKey);
    const changes: Change<Item>[] = [];
    let at = 0;
    for await (const result of reader.read(
      touched.map(([id, changeKey]) => ({ id, changeKey })),
      rest,
    )) {
      const id = touched[at++]?.[0] as string;
      if (result.status === 'fulfilled') {
        const { itemId } = result.value as { itemId: ItemIdType };
        now.set(id, itemId.changeKey ?? '');
        changes.push({ kind: before.has(id) ? 'update' : 'create', item: result.value, id: itemId });
      } else if (hasCode(result.reason, 'ErrorItemNotFound')) now.delete(id);
      else throw result.reason;
    }
    for (const id of before.keys()) if (!now.has(id)) changes.push({ kind: 'delete', id: { id } });
    return { changes, state: JSON.stringify([...now]), isLast: true };
  });
}

function stateOf(text: string): ReadonlyMap<string, string> {
  if (text === '') return new Map();
  try {
    return new Map(JSON.parse(text) as [string, string][]);
  } catch {
    const message = 'expected the state of another feed of this view; begin again without it';
    throw new ValidationError('viewChanges()', [{ path: 'since', message }]);
  }
}
