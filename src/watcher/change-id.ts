/** What a change is called, so that whoever has seen it knows it again. */
import { createHash } from 'node:crypto';
import type { Change } from '../notify/changes.js';

/**
 * By what was changed, how, and which version it left: an item that changes again is another change. What is deleted has no version, and its id
 * never comes back.
 */
export function changeIdOf(folderId: string, change: Change<unknown>): string {
  const { kind, id } = change;
  if (kind === 'delete') return digest(folderId, kind, id.id);
  const isRead = kind === 'readFlag' ? String(change.isRead) : '';
  return digest(folderId, kind, id.id, id.changeKey ?? '', isRead);
}

/** Of a state that is void, or of a folder that is gone. */
export function resetIdOf(folderId: string, state: string): string {
  return digest(folderId, 'reset', state);
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
}
