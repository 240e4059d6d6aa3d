/**
 * Pages of a folder that are asked for before they are wanted, at the places where they will begin if nothing changes. Whether such a page
 * is what follows is for the reader to judge, as of any other; one that is wanted elsewhere is asked for there.
 */
import type { FindItemParentType } from '../../generated/index.js';
import type { Reach } from '../requests/in-order.js';

/** Asks for so many items from a position on. */
export type AskPage = (offset: number, count: number) => Promise<FindItemParentType>;

/** Where a page begins, and how many items it may have. */
export interface Place {
  readonly offset: number;
  readonly count: number;
}

interface Asked extends Place {
  readonly page: Promise<FindItemParentType>;
}

/** So often a folder changes, or a server counts in its own way, until it is asked for a page at a time. */
const MOST_LOST = 3;

export class PagesAhead {
  readonly #ask: AskPage;
  readonly #reach: Reach;
  #ahead: Asked[] = [];
  /** Pages that were what had been expected, since the last that was not. */
  #good = 0;
  #lost = 0;

  constructor(ask: AskPage, reach: Reach) {
    this.#ask = ask;
    this.#reach = reach;
  }

  /** A page, and the beginning of those that should follow it. */
  page(place: Place, following: Iterable<Place>): Promise<FindItemParentType> {
    const first = this.#ahead.shift();
    if (first && !same(first, place)) this.lose();
    const page = first && same(first, place) ? first.page : this.#ask(place.offset, place.count);
    const { most, eager } = this.#reach;
    const wanted = this.#lost >= MOST_LOST ? 0 : (eager ? most : Math.min(most, 2 ** this.#good)) - 1;
    for (const next of following) {
      if (this.#ahead.length >= wanted) break;
      if (next.offset > (this.#ahead.at(-1)?.offset ?? place.offset)) this.#begin(next);
    }
    this.#good++;
    return page;
  }

  /** The pages ahead are not those that follow. */
  lose(): void {
    this.#good = 0;
    if (this.#ahead.length > 0) this.#lost++;
    this.#ahead = [];
  }

  #begin(place: Place): void {
    const page = this.#ask(place.offset, place.count);
    // It is told when it is wanted, if ever.
    page.catch(() => undefined);
    this.#ahead.push({ ...place, page });
  }
}

function same(one: Place, other: Place): boolean {
  return one.offset === other.offset && one.count === other.count;
}
