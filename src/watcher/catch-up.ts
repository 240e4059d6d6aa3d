/** A watch that ends with what there is now, and whose state is one text that its caller keeps. Must not know how it looks. */
import { checkOptions, type Rules, TEXT, ValidationError } from '../errors.js';
import type { OnlyOption } from '../notify/changes.js';
import { WATCH_RULES, type Watched, type WatchedItems, type WatchOptions } from './options.js';
import { Watch, type WatchSource } from './watch.js';

/** What a feed of several folders begins with, and how it reads. */
export interface FoldersChangeOptions extends Omit<WatchOptions, 'store' | 'from' | 'everyMs' | 'silenceMs'> {
  /** State that an earlier run ended with. Absent, or '': everything is new. */
  since?: string | undefined;
}

const { store: _store, from: _from, everyMs: _everyMs, silenceMs: _silenceMs, ...READING } = WATCH_RULES;
const FEED_RULES: Rules<FoldersChangeOptions & OnlyOption<string>> = { ...READING, since: TEXT };

/** The changes of several folders, or of a mailbox, since last time. Ends when there are no more; iterate again, or anew with the state, for later ones. */
export class FoldersFeed<Item, Folder> implements AsyncIterable<Watched<Item, Folder>> {
  readonly #source: WatchSource<Folder>;
  readonly #options: Omit<FoldersChangeOptions & OnlyOption<string>, 'since'>;
  readonly #states: Map<string, string>;

  /** Made by accounts and sets of folders: `account.changes()`. */
  constructor(source: WatchSource<Folder>, options: FoldersChangeOptions & OnlyOption<string>) {
    checkOptions('changes()', options, FEED_RULES);
    const { since, ...rest } = options;
    this.#source = source;
    this.#options = rest;
    source.readingOf(source.session, options as WatchedItems);
    this.#states = statesOf(since ?? '');
  }

  /** Where to resume: pass it as `since` next time. Covers the changes that have been taken, in whole requests; '' before the first. */
  get state(): string {
    return this.#states.size === 0 ? '' : JSON.stringify([...this.#states]);
  }

  [Symbol.asyncIterator](): AsyncGenerator<Watched<Item, Folder>, void, undefined> {
    const states = this.#states;
    const store = {
      load: async (key: string) => states.get(key),
      save: async (key: string, state: string) => void (state === '' ? states.delete(key) : states.set(key, state)),
    };
    return new Watch<Item, Folder>(this.#source, { ...this.#options, store, from: 'beginning' }, true).run();
  }
}

function statesOf(text: string): Map<string, string> {
  if (text === '') return new Map();
  try {
    return new Map(JSON.parse(text) as [string, string][]);
  } catch {
    const message = 'expected the state of another feed of these folders; begin again without it';
    throw new ValidationError('changes()', [{ path: 'since', message }]);
  }
}
