/** A card into the properties of a contact: what CardDAV bridges send as MimeContent. */
import { cardFormat, readText } from '../base/text-formats.js';
import type { NestedAttachment } from '../store/attachments.js';
import type { ItemData } from '../store/item-data.js';

/** In place; what the data have already stays. Gives the picture, which a contact has as an attachment. */
export function applyCard(bytes: Uint8Array, data: ItemData): NestedAttachment[] {
  const { photo, ...card } = readText(() => cardFormat().readCard(bytes));
  for (const [member, value] of Object.entries(card)) data[member] ??= value;
  return photo
    ? [{ kind: 'fileAttachment', name: 'ContactPicture.jpg', isInline: false, isContactPhoto: true, ...photo }]
    : [];
}
