/** SyncStates: how far a client has been told of a folder, in a text that only the server reads. */
import { Failure } from '../base/failure.js';

/** A state: changes up to `since` are told; of those up to `until`, the ones up to `position` too. */
export interface SyncState {
  folder: number;
  since: number;
  until: number;
  position: number;
}

const MAGIC = 'ews1';

export function formatState({ folder, since, until, position }: SyncState): string {
  return Buffer.from([MAGIC, folder, since, until, position].join(' ')).toString('base64');
}

export function parseState(text: string | undefined, folder: number): SyncState {
  if (!text) return { folder, since: 0, until: 0, position: 0 };
  const [magic, ...numbers] = Buffer.from(text, 'base64').toString('latin1').split(' ');
  const [of, since, until, position] = numbers.map(Number);
  if (magic !== MAGIC || of !== folder || since === undefined || until === undefined || !(position! >= 0)) {
    throw new Failure('ErrorInvalidSyncStateData');
  }
  return { folder, since, until, position: position! };
}
