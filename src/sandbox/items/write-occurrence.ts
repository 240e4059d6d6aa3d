/** An occurrence of a series, written: what differs from the series is kept with the master, as an exception. */
import type { Context } from '../access/context.js';
import {
  exceptionAt,
  isOccurrence,
  type OccurrenceItem,
  occurrenceAt,
  withException,
} from '../calendar/occurrences.js';
import type { ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';

/** `data` is the whole of the occurrence, as it is to be. */
export function writeOccurrence(context: Context, occurrence: OccurrenceItem, data: ItemData): OccurrenceItem {
  const master = context.store.items.byId(occurrence.id) as Item;
  const old = exceptionAt(master, occurrence.occurrence);
  const own: ItemData = { ...old?.data };
  for (const member of new Set([...Object.keys(data), ...Object.keys(occurrence.data)])) {
    if (JSON.stringify(data[member]) !== JSON.stringify(occurrence.data[member])) own[member] = data[member];
  }
  const exception = { original: occurrence.occurrence, data: own };
  const updated = context.store.items.update(
    master,
    withException({ ...master.data, lastModifiedTime: context.clock.now() }, exception),
  );
  return occurrenceAt(updated, occurrence.occurrence);
}

/** The item with these data in place of its own, be it an occurrence or not. */
export function rewrite(context: Context, item: Item, data: ItemData): Item {
  return isOccurrence(item) ? writeOccurrence(context, item, data) : context.store.items.update(item, data);
}
