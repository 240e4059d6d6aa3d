/**
 * The addresses of a contact as an answer gives them. Recorded of 15.0 to 15.20: GetItem says the name, the routing and the type of each,
 * the name being the address where none was given; FindItem says none of it. The schema of 2007 has no words for it.
 */
import type { DictionaryEntry } from '../store/item-data.js';

export function addressEntries(entries: readonly DictionaryEntry[], isWhole: boolean): DictionaryEntry[] {
  return entries.map(({ key, value, name, routingType }) =>
    isWhole
      ? { key, name: name ?? value, routingType: routingType ?? 'SMTP', mailboxType: 'Contact', value }
      : { key, value },
  );
}
