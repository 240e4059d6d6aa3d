/** Where a watch keeps how far it has come. */

/**
 * Where a watch keeps its states. Each is saved when the change after it is asked for, so a crash repeats changes and loses none. A watch has a
 * store of its own: two that share one would each miss what the other has taken.
 */
export interface StateStore {
  /** What was saved last under the key; undefined, or '', when nothing is. */
  load(key: string): Promise<string | undefined>;
  /** Keeps the state for good before it resolves; '' forgets the key. */
  save(key: string, state: string): Promise<void>;
}
