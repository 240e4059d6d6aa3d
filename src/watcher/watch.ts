/**
 * A watch that misses nothing: the stream says where to look, SyncFolderItems what has changed. A state is saved when the change after those
 * that it covers is asked for. Must not know where states are kept, nor what a folder can do.
 */
import type { TargetFolderIdType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { checkOptions, ValidationError } from '../errors.js';
import { ID_ONLY } from '../fields/shape.js';
import { idsOf, itemPortion } from '../notify/changes.js';
import { endingWith } from '../notify/ending.js';
import { backOff, pause } from '../notify/pause.js';
import { endOfStream } from '../requests/get-streaming-events.js';
import type { RequestOptions } from '../requests/options.js';
import { Progress } from '../requests/progress.js';
import type { Session } from '../requests/session.js';
import type { Targets } from '../requests/subscribe.js';
import { type ItemReading, MOST_CHANGES } from '../requests/sync-folder-items.js';
import { changeIdOf, resetIdOf } from './change-id.js';
import { type Checkpoint, readCheckpoint, writeCheckpoint } from './checkpoint.js';
import { type Hint, Hints, TREE } from './hints.js';
import { listen } from './listener.js';
import { WATCH_RULES, type Watched, type WatchedItems } from './options.js';

/** A folder that is watched. */
export interface WatchedFolder<F> {
  readonly folder: F;
  readonly id: string;
  readonly target: TargetFolderIdType;
  readonly session: Session;
}

/** What is watched. */
export interface WatchSource<F> {
  readonly session: Session;
  /** How items are read, with the own fields of a session. Throws ValidationError for members that there are not. */
  readingOf(session: Session, options: WatchedItems): ItemReading;
  /** What to subscribe to. */
  targets(options: RequestOptions): Promise<Targets>;
  /** The folders as they are now. */
  list(options: RequestOptions): Promise<readonly WatchedFolder<F>[]>;
  /** A folder that was known, and whether it is there; absent where folders neither come nor go. */
  find?(id: string, options: RequestOptions): Promise<{ readonly folder: F; readonly isThere: boolean }>;
}

const EVERY_MS = 900_000;

/** Watches. What is wrong with the options is thrown at once; nothing is sent before the first change is asked for. */
export function watch<Item, F>(source: WatchSource<F>, options: WatchedItems): AsyncIterable<Watched<Item, F>> {
  checkOptions('watch()', options, WATCH_RULES);
  if (options.store === undefined)
    throw new ValidationError('watch()', [{ path: 'store', message: `expected ${WATCH_RULES.store.expected}` }]);
  source.readingOf(source.session, options);
  return { [Symbol.asyncIterator]: () => new Watch<Item, F>(source, options).run() };
}

export class Watch<Item, F> {
  readonly #once: boolean;
  readonly #source: WatchSource<F>;
  readonly #options: WatchedItems;
  readonly #request: RequestOptions;
  readonly #ending: AbortController;
  readonly #hints: Hints;
  #folders = new Map<string, WatchedFolder<F>>();
  readonly #states = new Map<string, Checkpoint>();
  /** What the store holds. */
  readonly #saved = new Map<string, string>();
  /** Where folders come and go: those that have been told of. */
  #known: Set<string> | undefined;

  /** `once`: ends where it would wait, and hears no stream. */
  constructor(source: WatchSource<F>, options: WatchedItems, once = false) {
    this.#once = once;
    this.#source = source;
    this.#options = options;
    const { signal, timeoutMs, deadlineMs, retry } = options;
    this.#ending = endingWith(signal);
    this.#request = { signal: this.#ending.signal, timeoutMs, deadlineMs, retry };
    const everything = (): Hint[] => (source.find ? [TREE, ...this.#folders.keys()] : [...this.#folders.keys()]);
    this.#hints = new Hints(everything, options.everyMs ?? EVERY_MS);
    this.#hints.add(TREE);
  }

  async *run(): AsyncGenerator<Watched<Item, F>, void, undefined> {
    const { signal } = this.#ending;
    let listening: Promise<void> | undefined;
    let failures = 0;
    try {
      while (!signal.aborted) {
        const hint = this.#hints.take();
        if (hint === undefined) {
          if (this.#once) return;
          await this.#hints.wait(signal);
          continue;
        }
        try {
          yield* hint === TREE ? this.#list() : this.#look(hint);
          failures = 0;
          if (!this.#once) listening ??= this.#listen();
        } catch (error) {
          if (signal.aborted) return;
          this.#hints.add(hint);
          // A server that was never reached is likely to be a wrong address; one that was comes back.
          const { lasts, waitMs = 0 } = endOfStream(error, true);
          if (listening === undefined || lasts) throw error;
          await pause(waitMs + backOff(++failures), signal);
        }
      }
    } finally {
      this.#ending.abort();
      await listening;
    }
  }

  #listen(): Promise<void> {
    const { everyMs = EVERY_MS, silenceMs } = this.#options;
    const { signal } = this.#ending;
    const options = { ...this.#request, silenceMs, everyMs, signal };
    return listen(this.#source.session, () => this.#source.targets(this.#request), this.#hints, options);
  }

  /** The folders that there are; those that are gone are told, and those that came are looked into from their beginning. */
  async *#list(): AsyncGenerator<Watched<Item, F>, void, undefined> {
    const found = await this.#ask(() => this.#source.list(this.#request));
    const before = this.#folders;
    this.#folders = new Map(found.map((each) => [each.id, each]));
    if (this.#source.find !== undefined) {
      this.#known ??= readIds(await this.#options.store.load(this.#listKey));
      // Before the folders are said to be known: what has no state then, is new.
      if (this.#known === undefined) for (const each of found) await this.#begin(each);
      else yield* this.#gone(this.#known, before);
      const ids = [...this.#folders.keys()];
      const isNew = this.#known?.size !== ids.length || ids.some((id) => !this.#known?.has(id));
      this.#known = new Set(ids);
      if (isNew) await this.#options.store.save(this.#listKey, JSON.stringify(ids));
    }
    for (const id of this.#folders.keys()) if (!this.#states.has(id)) this.#hints.add(id);
  }

  /** A list that somebody changes while it is read may lack a folder: each is looked for. */
  async *#gone(
    known: ReadonlySet<string>,
    before: ReadonlyMap<string, WatchedFolder<F>>,
  ): AsyncGenerator<Watched<Item, F>, void, undefined> {
    for (const id of known) {
      if (this.#folders.has(id) || this.#source.find === undefined) continue;
      const { find } = this.#source;
      const { folder, isThere } = await this.#ask(() => find(id, this.#request));
      if (isThere) continue;
      yield { kind: 'reset', folder: before.get(id)?.folder ?? folder, changeId: resetIdOf(id, '') };
      await this.#forget(id);
    }
  }

  /** What has changed in a folder. */
  async *#look(id: string): AsyncGenerator<Watched<Item, F>, void, undefined> {
    const watched = this.#folders.get(id);
    if (watched === undefined) return;
    try {
      yield* this.#changes(watched, await this.#begin(watched));
    } catch (error) {
      if (!hasCode(error, 'ErrorItemNotFound', 'ErrorFolderNotFound', 'ErrorAccessDenied')) throw error;
      if (this.#source.find !== undefined) {
        // Of a whole mailbox, what one may not read is left out; whether it is gone, the list says.
        if (!hasCode(error, 'ErrorAccessDenied') && this.#states.delete(id)) this.#hints.add(TREE);
        return;
      }
      if (hasCode(error, 'ErrorAccessDenied') || this.#folders.size === 1) throw error;
      yield { kind: 'reset', folder: watched.folder, changeId: resetIdOf(id, '') };
      this.#folders.delete(id);
      await this.#forget(id);
    }
  }

  async *#changes(watched: WatchedFolder<F>, from: Checkpoint): AsyncGenerator<Watched<Item, F>, void, undefined> {
    const { folder, id, session, target } = watched;
    const { pageSize: count = 100, scope, ignore = [] } = this.#options;
    const { signal } = this.#ending;
    const reading = this.#source.readingOf(session, this.#options);
    const forgotten = new Set(from.pending);
    let { state } = from;
    for (const progress = new Progress('SyncFolderItems', state); ; progress.step(state)) {
      const wanted = { state, count, scope, ignored: idsOf(ignore) };
      const portion = await this.#ask(() => itemPortion<Item>(session, target, reading, wanted, this.#request)).catch(
        (error: unknown) => {
          if (wanted.state === '' || !hasCode(error, 'ErrorInvalidSyncStateData')) throw error;
          return undefined;
        },
      );
      if (portion === undefined) {
        // Taken before it is told: what happens while whoever hears of it reads the folder anew comes as a change.
        const next = this.#isFromBeginning ? '' : await this.#end(watched);
        yield { kind: 'reset', folder, changeId: resetIdOf(id, state) };
        forgotten.clear();
        if (next !== '') await this.#save(id, { state: next, pending: [] });
        state = next;
        continue;
      }
      // What a server says of nobody (a Delete without an id) nobody can do anything about, and it must not end the watch.
      const changes = portion.changes.filter(({ id: of }) => of !== undefined);
      const created = changes.filter(({ kind }) => kind === 'create').map((change) => change.id.id);
      for (const change of changes) forgotten.delete(change.id.id);
      const gone = portion.isLast ? [...forgotten].map((each) => ({ kind: 'delete', id: { id: each } }) as const) : [];
      // Before they are told, so that whoever is killed meanwhile hears the end of each.
      if (created.length > 0) await this.#save(id, { state, pending: [...forgotten, ...created] });
      const told = [...changes, ...gone];
      for (const change of told) {
        yield { ...change, folder, changeId: changeIdOf(id, change) };
        if (signal.aborted && change !== told.at(-1)) return;
      }
      state = portion.state ?? state;
      const pending = portion.isLast ? [] : [...forgotten];
      if (portion.isLast || created.length === 0 || signal.aborted) await this.#save(id, { state, pending });
      else this.#states.set(id, { state, pending });
      if (portion.isLast || signal.aborted) return;
    }
  }

  /** Where a folder's changes go on. Of one that is not known, where the watch begins; of one that came meanwhile, all of it is new. */
  async #begin(watched: WatchedFolder<F>): Promise<Checkpoint> {
    const { id } = watched;
    const known = this.#states.get(id) ?? readCheckpoint((await this.#options.store.load(this.#key(id))) ?? '');
    if (known.state !== '' || known.pending.length > 0 || this.#known !== undefined || this.#isFromBeginning) {
      if (known.state !== '') this.#states.set(id, known);
      return known;
    }
    const checkpoint = { state: await this.#end(watched), pending: [] };
    await this.#save(id, checkpoint);
    return checkpoint;
  }

  get #isFromBeginning(): boolean {
    return this.#options.from === 'beginning';
  }

  /** The state after all that there is. */
  async #end({ session, target }: WatchedFolder<F>): Promise<string> {
    const { scope } = this.#options;
    let state = '';
    for (const progress = new Progress('SyncFolderItems', state); ; progress.step(state)) {
      const portion = { state, count: MOST_CHANGES, scope };
      const { state: next, isLast } = await this.#ask(() =>
        itemPortion(session, target, { shape: ID_ONLY }, portion, this.#request),
      );
      state = next ?? state;
      if (isLast) return state;
    }
  }

  /** Of all watches of a login, some at a time: what others of it ask finds room beside them. */
  #ask<T>(work: () => Promise<T>): Promise<T> {
    return this.#once ? work() : this.#source.session.watches.look(work, this.#ending.signal);
  }

  /** Unless it is what was saved last. */
  async #save(id: string, checkpoint: Checkpoint): Promise<void> {
    const text = writeCheckpoint(checkpoint);
    if (this.#saved.get(id) !== text) await this.#options.store.save(this.#key(id), text);
    this.#saved.set(id, text);
    this.#states.set(id, checkpoint);
  }

  /** The folder is gone. */
  async #forget(id: string): Promise<void> {
    await this.#options.store.save(this.#key(id), '');
    this.#saved.delete(id);
    this.#states.delete(id);
  }

  #key(id: string): string {
    return `${this.#source.session.email.toLowerCase()}/${id}`;
  }

  get #listKey(): string {
    return this.#key('folders');
  }
}

function readIds(text: string | undefined): Set<string> | undefined {
  return text ? new Set(JSON.parse(text) as string[]) : undefined;
}
