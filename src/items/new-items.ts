/** Items that are not saved yet: where they are to go. Kept beside the item, whose data stays plain. */
import type { FolderAccess } from '../requests/resolve-place.js';

const homes = new WeakMap<object, FolderAccess>();

/** The item is to be saved in that folder. */
export function setHome(item: object, folder: FolderAccess): void {
  homes.set(item, folder);
}

/** The folder that an item is to be saved in; undefined for one that was saved before. */
export function homeOf(item: object): FolderAccess | undefined {
  return homes.get(item);
}

/** The item is saved, or has gone out. */
export function leaveHome(item: object): void {
  homes.delete(item);
}
