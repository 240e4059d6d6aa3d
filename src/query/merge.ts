/** One order over several folders, each of which has its own: their next items are compared, and the first of them is taken. */
import { isDate, isUint8Array } from 'node:util/types';
import type { AnyItem } from '../items/classes.js';
import type { Operand } from './condition.js';
import { operandValue } from './named-value.js';
import type { OrderKey } from './restriction.js';

/** Made when it is first needed: the first use of Intl takes 20 ms. */
let collator: Intl.Collator | undefined;

/** Exchange goes by a language, too, and without regard to case; where it differs, an item is misplaced, never lost. */
function compareTexts(a: string, b: string): number {
  collator ??= new Intl.Collator('en', { sensitivity: 'accent' });
  return collator.compare(a, b);
}

/** The items of all of them, in order; among equals, those of the first first. No page is asked for before it is needed. */
export async function* merge(
  streams: readonly AsyncIterator<readonly AnyItem[]>[],
  order: readonly OrderKey[],
): AsyncGenerator<AnyItem, void, undefined> {
  const all = streams.map((stream) => new Head(stream));
  // Every folder's first page is needed before anything can be told.
  const filled = await Promise.all(all.map((head) => head.advance()));
  const heads = all.filter((_, index) => filled[index]);
  while (heads.length > 0) {
    const first = heads.reduce((best, head) => (compareItems(head.item, best.item, order) < 0 ? head : best));
    yield first.item;
    if (!(await first.advance())) heads.splice(heads.indexOf(first), 1);
  }
}

class Head {
  readonly #stream: AsyncIterator<readonly AnyItem[]>;
  #page: readonly AnyItem[] = [];
  #at = -1;

  constructor(stream: AsyncIterator<readonly AnyItem[]>) {
    this.#stream = stream;
  }

  get item(): AnyItem {
    return this.#page[this.#at] as AnyItem;
  }

  /** To the next item; false when there is none. */
  async advance(): Promise<boolean> {
    for (this.#at++; this.#at >= this.#page.length; this.#at = 0) {
      const { done, value } = await this.#stream.next();
      if (done) return false;
      this.#page = value;
    }
    return true;
  }
}

/** The member that an operand is read from. */
export function memberOf(operand: Operand): string {
  return 'property' in operand ? operand.property.key : operand.name;
}

/** Which of two comes first. */
export function compareItems(a: AnyItem, b: AnyItem, order: readonly OrderKey[]): number {
  for (const { operand, descending } of order) {
    const compared = compareValues(operandValue(a, operand), operandValue(b, operand), operand);
    if (compared !== 0) return descending ? -compared : compared;
  }
  return 0;
}

/** What is absent comes first; enumerations have the order of the schema, as in the store; mailboxes go by their names, lists by their first value. */
export function compareValues(a: unknown, b: unknown, operand: Operand): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (isDate(a) && isDate(b)) return a.getTime() - b.getTime();
  if (isUint8Array(a) && isUint8Array(b)) return Buffer.compare(a, b);
  if (typeof a === 'string' && typeof b === 'string') {
    const values = 'property' in operand ? operand.property.scalar?.values : undefined;
    const ranks = values && [...values.keys()];
    return ranks ? ranks.indexOf(a) - ranks.indexOf(b) : compareTexts(a, b);
  }
  if (Array.isArray(a) && Array.isArray(b)) return compareValues(a[0], b[0], operand);
  if (typeof a === 'object') return compareTexts(mailboxName(a), mailboxName(b));
  return (a as number) < (b as number) ? -1 : Number((a as number) > (b as number));
}

function mailboxName(value: unknown): string {
  const { name, emailAddress } = (value ?? {}) as { name?: string; emailAddress?: string };
  return name ?? emailAddress ?? '';
}
