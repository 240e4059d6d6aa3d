/**
 * The items of one folder, page by page, while it may change. FindItem knows positions only, and a loop that moves, deletes or marks what
 * it reads shifts what comes after them. So a page begins with the item that was read last: where that stands there, nothing came between.
 * Where it does not, pages further to the front are looked at, until one begins with an item that was read, or with the first of all. That
 * holds whenever the page was asked for, before the one in front of it or after: what comes after an item comes after it in each of them.
 */
import type { FindItemParentType } from '../../generated/index.js';
import type { AnyItem } from '../items/classes.js';
import { MOST_FOUND } from '../requests/find-budget.js';
import type { Reach } from '../requests/in-order.js';
import { standsStill } from '../requests/progress.js';
import { type AskPage, PagesAhead, type Place } from './pages-ahead.js';

export interface FolderPage {
  /** Those that were not read yet. */
  readonly items: AnyItem[];
  /** How many the server finds in the folder. */
  readonly total: number;
}

/** Which items, and how they are asked for. */
export interface Paging {
  readonly offset: number;
  readonly limit: number;
  /** Items of a page, and of the first one where that is to come sooner. */
  readonly size: number;
  readonly first?: number | undefined;
  /** How many pages are asked for at a time. */
  readonly reach: Reach;
}

/** So many pages of nothing in turn are borne. */
const MOST_EMPTY = 20;
const AGAIN = 'it gives the same items again, and says that there are more';

/** From a position on, and so many at most. */
export async function* folderPages(ask: AskPage, paging: Paging): AsyncGenerator<FolderPage, void, undefined> {
  const reader = new Reader(ask, paging);
  for (let left = paging.limit; left > 0 && !reader.done; ) {
    const { items, total } = await reader.next(left);
    left -= items.length;
    yield { items, total };
  }
}

class Reader {
  readonly #ask: AskPage;
  readonly #ahead: PagesAhead;
  readonly #start: number;
  readonly #size: number;
  readonly #first: number;
  readonly #read = new Set<string>();
  /** Where the server would go on, if nothing had changed. */
  #next: number;
  /** Whether the item read last stood right before that. */
  #overlaps = false;
  #total = Number.NaN;
  /** Items of pages that held nothing new, since the last that did. */
  #known = 0;
  /** Pages in turn that held nothing at all. */
  #empty = 0;
  /** How often it went on nowhere. */
  #stuck = 0;
  /** How often nothing that was read was found again, although nothing is missing: ids that are not always the same. */
  #lost = 0;
  done = false;

  constructor(ask: AskPage, { offset, size, first = size, reach }: Paging) {
    this.#ask = ask;
    this.#ahead = new PagesAhead(ask, reach);
    this.#start = offset;
    this.#size = size;
    this.#first = first;
    this.#next = offset;
  }

  async next(left: number): Promise<FolderPage> {
    const { at, page } = await this.#page(left);
    const found = itemsOf(page);
    const fresh = found.filter((item) => !this.#has(item)).slice(0, left);
    this.#total = page.totalItemsInView ?? found.length;
    this.#next = page.indexedPagingOffset ?? at + found.length;
    // Nothing on a page is the end, unless all that there is was kept from us and the server says where it goes on.
    const goesOn = page.includesLastItemInRange === false && this.#next > at && this.#next < this.#total;
    this.done = page.includesLastItemInRange === true || (found.length === 0 && !goesOn);
    this.#overlaps = found.at(-1)?.itemId !== undefined && this.#next === at + found.length;
    if (fresh.length > 0) [this.#known, this.#stuck, this.#empty] = [0, 0, 0];
    else if (!this.done) this.#goOn(at, found.length, page.includesLastItemInRange);
    for (const { itemId } of fresh) if (itemId) this.#read.add(itemId.id);
    return { items: fresh, total: this.#total };
  }

  /** The page that follows what was read. */
  async #page(left: number): Promise<{ at: number; page: FindItemParentType }> {
    const count = Math.min(this.#read.size === 0 ? this.#first : this.#size, left);
    const trusting = this.#lost > 1 || !this.#overlaps;
    const most = trusting ? count : Math.min(count + 1, MOST_FOUND);
    let at = Math.max(this.#start, trusting ? this.#next : this.#next - 1);
    const following = trusting ? [] : this.#following({ offset: at, count: most }, left);
    let asked = this.#ahead.page({ offset: at, count: most }, following);
    for (let back = this.#size; ; back *= 2) {
      const page = await asked;
      const [first] = itemsOf(page);
      const missing = this.#total - (page.totalItemsInView ?? this.#total);
      const isSafe = (trusting && !(missing > 0)) || (first !== undefined && this.#has(first));
      if (isSafe || at <= this.#start) {
        if (!isSafe && this.#read.size > 0) this.#judge(page, missing);
        return { at, page };
      }
      // Mostly it is those that went which make the difference; what came meanwhile may hide some.
      const guess = missing > 0 && back === this.#size ? this.#next - 1 - missing : at - back;
      at = Math.max(this.#start, Math.min(guess, at - 1));
      this.#ahead.lose();
      asked = this.#ask(at, most);
    }
  }

  /** The pages after one, if the folder stays as it was when the last was read. */
  *#following({ offset, count }: Place, left: number): Generator<Place, void, undefined> {
    for (;;) {
      left -= count - 1;
      offset += count - 1;
      if (left <= 0 || !(offset + 1 < this.#total)) return;
      count = Math.min(this.#size + 1, left + 1, MOST_FOUND);
      yield { offset, count };
    }
  }

  #judge(page: FindItemParentType, missing: number): void {
    const isStrange = !(missing > 0) && !itemsOf(page).some((item) => this.#has(item));
    this.#lost = isStrange ? this.#lost + 1 : 0;
  }

  /**
   * After a page of nothing but what was read: such pages cannot hold more than that. A server of which they do, or whose positions stand
   * still, is asked once more where it says that it goes on.
   */
  #goOn(at: number, found: number, isLast: boolean | undefined): void {
    if (found === 0 && this.#empty++ < MOST_EMPTY) return;
    this.#known += found - 1;
    if (found > 0 && this.#next - Number(this.#overlaps) > at && this.#known <= this.#read.size) return;
    if (isLast === undefined) this.done = true;
    else if (this.#stuck++ === 0) this.#overlaps = false;
    else throw standsStill('FindItem', AGAIN);
  }

  #has({ itemId }: AnyItem): boolean {
    return itemId !== undefined && this.#read.has(itemId.id);
  }
}

function itemsOf({ items = [] }: FindItemParentType): AnyItem[] {
  return items as AnyItem[];
}
