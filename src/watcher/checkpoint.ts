/**
 * What a store holds of a folder: the state, and the items that were being told as new when it was written. Whoever is killed then may know
 * one that is deleted before he comes back, and of which the server says nothing any more: it came and went after the state.
 */

export interface Checkpoint {
  /** '' for the beginning. */
  readonly state: string;
  /** Ids of items that may have been told, of which the state knows nothing. */
  readonly pending: readonly string[];
}

export function writeCheckpoint({ state, pending }: Checkpoint): string {
  return pending.length === 0 ? state : JSON.stringify({ state, pending });
}

/** No state of a server's begins with a brace. */
export function readCheckpoint(text: string): Checkpoint {
  return text.startsWith('{') ? (JSON.parse(text) as Checkpoint) : { state: text, pending: [] };
}
