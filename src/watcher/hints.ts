/**
 * Where something may have happened: what the stream tells, and everything now and then. Holds a name for each folder and no change, so it
 * does not grow while nobody looks.
 */
import type { FolderEvent, MoveEvent } from '../notify/events.js';

/** The folders themselves have to be listed. */
export const TREE: unique symbol = Symbol('ewskit.tree');

export type Hint = string | typeof TREE;

export class Hints {
  readonly #pending = new Set<Hint>();
  readonly #everything: () => Iterable<Hint>;
  #wake: (() => void) | undefined;
  #everyMs: number;
  #next: number;

  /** `everything`: all that there is to look into. */
  constructor(everything: () => Iterable<Hint>, everyMs: number) {
    this.#everything = everything;
    this.#everyMs = everyMs;
    this.#next = performance.now() + everyMs;
  }

  /** Looks into everything so often, from now on. */
  set everyMs(ms: number) {
    this.#everyMs = ms;
    this.#next = performance.now() + ms;
    this.#wake?.();
  }

  add(hint: Hint): void {
    this.#pending.add(hint);
    this.#wake?.();
  }

  addAll(): void {
    this.#next = performance.now() + this.#everyMs;
    for (const hint of this.#everything()) this.#pending.add(hint);
    this.#wake?.();
  }

  /** The folders that an event concerns; where one comes or goes, all are listed. That its counts change concerns nobody. */
  hear(event: FolderEvent): void {
    if (event.kind === 'status') return;
    if ('folderId' in event && event.folderId !== undefined) {
      if (event.kind !== 'modified') this.add(TREE);
      return;
    }
    const { parentFolderId, oldParentFolderId } = event as Partial<MoveEvent>;
    const places = [parentFolderId, oldParentFolderId].flatMap((place) => (place ? [place.id] : []));
    const everything = new Set(this.#everything());
    const known = places.filter((id) => everything.has(id));
    for (const id of known) this.add(id);
    // Servers spell the id of one folder in two ways now and then. Of a whole mailbox, what nobody watches tells, too.
    if (known.length === 0 && !everything.has(TREE)) this.addAll();
  }

  /** What to look into next. What is heard of it from then on is another hint. */
  take(): Hint | undefined {
    if (performance.now() >= this.#next) this.addAll();
    const hint = this.#pending.has(TREE) ? TREE : this.#pending.values().next().value;
    if (hint !== undefined) this.#pending.delete(hint);
    return hint;
  }

  /** Resolves when there is something to take, or the signal fires. */
  wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || this.#pending.size > 0) return resolve();
      const done = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, Math.min(2 ** 31 - 1, Math.max(0, this.#next - performance.now())));
      this.#wake = done;
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
