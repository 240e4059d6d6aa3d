/** Contacts as cards, made here, and cards as the contacts that are created of them. */
import type { ContactItemType } from '../../generated/index.js';
import { photoOf } from '../attachments/photo.js';
import { ValidationError } from '../errors.js';
import { wholeShape } from '../fields/shape.js';
import { TextFormatError } from '../ical/index.js';
import { getItem } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions } from '../requests/options.js';
import { type ContactCard, loadCardFormat } from '../vcard/index.js';
import type { Attachment, FileAttachment } from './attachment.js';
import { sessionOf } from './session-of.js';

export async function vcardOf(item: ItemRef & object, options: RequestOptions): Promise<string> {
  const session = sessionOf(item);
  idOf(item);
  const shape = wholeShape({ fields: {}, bodyType: 'Text' });
  const { photo: _own, ...contact } = await getItem<ContactItemType>(session, item, shape, options);
  const photo = await pictureOf(contact, options);
  const { writeCard } = await loadCardFormat();
  const plainText = ({ value }: { value?: string | undefined }) => value ?? '';
  const card = { ...contact, photo } as ContactCard;
  return Buffer.from(writeCard(card, { productId: '-//ewskit//EN', plainText })).toString('utf8');
}

/** An attachment that is marked as such; a request more where there is one. */
async function pictureOf(
  { attachments }: Pick<ContactItemType, 'attachments'>,
  options: RequestOptions,
): Promise<ContactCard['photo']> {
  const pictures = (attachments as Attachment[] | undefined)?.filter(
    (one): one is FileAttachment => one.kind === 'fileAttachment' && one.isContactPhoto === true,
  );
  if (!pictures?.[0]) return undefined;
  const { bytes, contentType } = photoOf(await pictures[0].bytes(options));
  return { content: bytes, contentType };
}

/** Throws {@link ValidationError} for what is no card. */
export async function contactsToCreate(bytes: Uint8Array): Promise<object[]> {
  const { readCards } = await loadCardFormat();
  try {
    return readCards(bytes).map(({ photo, ...card }) => {
      const given = Object.fromEntries(Object.entries(card).filter(([, value]) => value !== undefined));
      const picture = photo && [{ name: 'ContactPicture.jpg', isContactPhoto: true, ...photo }];
      return { ...given, ...(picture && { attachments: picture }) };
    });
  } catch (error) {
    if (!(error instanceof TextFormatError)) throw error;
    throw new ValidationError('import()', [{ path: 'source', message: error.message }]);
  }
}
