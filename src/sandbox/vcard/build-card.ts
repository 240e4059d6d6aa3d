/** A contact as a card, as Exchange gives it in MimeContent. */
import type { ContactCard } from '../../vcard/index.js';
import { cardFormat } from '../base/text-formats.js';
import { plainText } from '../mime/body.js';
import type { Item } from '../store/items.js';

export function buildCard({ data }: Item, photo: ContactCard['photo']): Uint8Array {
  return cardFormat().writeCard({ ...data, photo } as ContactCard, { productId: 'ewskit sandbox', plainText });
}
