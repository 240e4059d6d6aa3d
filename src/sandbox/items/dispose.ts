/** Deleting, by the three ways that a request may name: for good, into Deleted Items, or to where Recoverable Items keeps it. */
import type { Context } from '../access/context.js';
import { isOccurrence, withException } from '../calendar/occurrences.js';
import type { Folder } from '../store/folders.js';
import type { Item } from '../store/items.js';

/** The folder that takes what is deleted in that way; undefined when it is gone for good. */
function placeFor({ store }: Context, mailbox: number, deleteType: string): Folder | undefined {
  if (deleteType === 'HardDelete') return undefined;
  const name = deleteType === 'SoftDelete' ? 'recoverableitemsdeletions' : 'deleteditems';
  return store.folders.wellKnown(mailbox, name);
}

/** Occurrences leave a gap in their series. */
export function disposeItem(context: Context, item: Item, deleteType: string): void {
  const { items } = context.store;
  if (isOccurrence(item)) {
    const master = items.byId(item.id) as Item;
    items.update(master, withException(master.data, { original: item.occurrence, deleted: true }));
    return;
  }
  const place = placeFor(context, item.mailbox, deleteType);
  if (place === undefined || place.id === item.folder) {
    items.remove(item);
    return;
  }
  const moved = items.move(item, place);
  if (deleteType === 'SoftDelete') items.update(moved, { ...moved.data, deletedFrom: item.folder });
}

export function disposeFolder(context: Context, folder: Folder, deleteType: string): void {
  const { folders } = context.store;
  const place = placeFor(context, folder.mailbox, deleteType);
  if (place === undefined) {
    folders.remove(folder);
    return;
  }
  // Two folders of one name may be deleted one after the other.
  const taken = new Set(folders.children(place.id).map((one) => one.name.toLowerCase()));
  let name = folder.name;
  for (let count = 1; taken.has(name.toLowerCase()); count++) name = `${folder.name}${count}`;
  folders.move(name === folder.name ? folder : folders.update(folder, { name }), place);
}
