/** Contacts. Their pictures are attachments that are marked as such. */
import { ContactItemType, type ItemResponseShapeType } from '../../generated/index.js';
import { type Photo, photoOf } from '../attachments/photo.js';
import { checkOptions } from '../errors.js';
import type { Content, NewAttachment } from '../fields/new-attachment.js';
import { getItem } from '../requests/get-item.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { attach, detach } from './attaching.js';
import type { Attachment, FileAttachment } from './attachment.js';
import { vcardOf } from './cards.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { type ForwardMethods, withForwardMethods } from './reply.js';
import { sessionOf } from './session-of.js';

const Base: Mixed<WithItemMethods<typeof ContactItemType>, ForwardMethods<Message>> = withForwardMethods(
  withItemMethods(ContactItemType),
);

/** A picture to be set: content, or a file on disk. */
export type NewPhoto = { content: Content; contentType?: string | undefined } | { path: string };

/** The name under which Outlook keeps it ([MS-OXOCNTC] 2.2.1.8.1). */
const NAME = 'ContactPicture.jpg';

const ATTACHMENTS: ItemResponseShapeType = {
  baseShape: 'IdOnly',
  additionalProperties: [{ kind: 'fieldURI', fieldURI: 'item:Attachments' }],
};

/** A contact. */
export class Contact extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'contact';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** The picture; undefined when there is none. (`photo` is a member of the schema's, which Exchange does not fill.) */
  async getPhoto(options: RequestOptions = {}): Promise<Photo | undefined> {
    checkOptions('contact.getPhoto()', options, REQUEST_RULES);
    const [picture] = await picturesOf(this, options);
    return picture && photoOf(await picture.bytes(options));
  }

  /** Puts a picture in the place of the one that there was; `null` removes it. */
  async setPhoto(photo: NewPhoto | null, options: RequestOptions = {}): Promise<void> {
    checkOptions('contact.setPhoto()', options, REQUEST_RULES);
    const old = await picturesOf(this, options);
    // The new one first: what fails in between leaves two, and not none.
    if (photo !== null) await attach(this, { name: NAME, ...photo, isContactPhoto: true } as NewAttachment, options);
    if (old.length > 0) await detach(this, old, options);
  }

  /** The contact as a card (vCard 3.0), made here, with its picture. (`mime()` is the server's own.) */
  async vcard(options: RequestOptions = {}): Promise<string> {
    checkOptions('vcard()', options, REQUEST_RULES);
    return vcardOf(this, options);
  }
}

/** Asked for anew: others change it, too. */
async function picturesOf(contact: Contact, options: RequestOptions): Promise<FileAttachment[]> {
  const { attachments = [] } = await getItem<Contact>(sessionOf(contact), contact, ATTACHMENTS, options);
  return attachments.filter(
    (one): one is FileAttachment => one.kind === 'fileAttachment' && one.isContactPhoto === true,
  );
}
