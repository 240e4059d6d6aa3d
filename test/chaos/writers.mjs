/** Who changes the mailbox of the chaos run at random: some at a time, in bulk, on whatever the others have left. */
import { TransportError } from 'ewskit';

const MOST_AT_ONCE = 12;

export class Writers {
  #account;
  #random;
  /** Ids of the items of each folder, as far as they are known. */
  #places;
  /** Changes that the server has said it made. */
  made = 0;

  constructor(account, folders, random) {
    this.#account = account;
    this.#random = random;
    this.#places = folders.map((folder) => ({ folder, ids: [] }));
  }

  /** Until so many more were made. */
  async write(count, writers = 3) {
    const until = this.made + count;
    const one = async () => {
      while (this.made < until) await this.#change();
    };
    await Promise.all(Array.from({ length: writers }, one));
  }

  async #change() {
    const place = this.#places[this.#random(this.#places.length)];
    const other = this.#places[this.#random(this.#places.length)];
    const count = 1 + this.#random(MOST_AT_ONCE);
    const what = this.#random(10);
    try {
      if (what < 4 || place.ids.length === 0) {
        const drafts = Array.from({ length: count }, (_, n) => ({ subject: `Item ${this.made + n}` }));
        const results = await place.folder.createAll(drafts, { errors: 'return' });
        place.ids.push(...this.#done(results).map(({ id }) => id));
        return;
      }
      // Whoever has an item has it alone, until it is put back.
      const ids = Array.from({ length: Math.min(count, place.ids.length) }, () => this.#taken(place.ids));
      const items = this.#account.items(ids);
      const options = { errors: 'return' };
      if (what < 6) {
        this.#done(await items.update({ subject: `Changed ${this.made}` }, options));
        place.ids.push(...ids);
      } else if (what < 7) {
        this.#done(await items.update({ isRead: this.#random(2) === 0 }, options));
        place.ids.push(...ids);
      } else if (what < 8) {
        const moved = this.#done(await items.move(other.folder, options));
        other.ids.push(...moved.flatMap((id) => (id === undefined ? [] : [id.id ?? id])));
      } else if (what < 9) this.#done(await items.delete({ disposal: 'hard', ...options }));
      else this.#done(await items.delete(options));
    } catch (error) {
      // Whether it was done before the server went down, the mailbox says; what became of those items is not asked.
      if (!(error instanceof TransportError)) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  #taken(ids) {
    const at = this.#random(ids.length);
    const [id] = ids.splice(at, 1, ids.at(-1));
    ids.pop();
    return id;
  }

  #done(results) {
    for (const { status, reason } of results)
      if (
        status === 'rejected' &&
        !(reason instanceof TransportError) &&
        !/^Error(ItemNotFound|IrresolvableConflict|MoveCopyFailed)$/.test(reason.code)
      )
        throw reason;
    const values = results.filter(({ status }) => status === 'fulfilled').map(({ value }) => value);
    this.made += values.length;
    return values;
  }
}
