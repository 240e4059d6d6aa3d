/** What is to be attached with an item that is not saved yet: kept beside the attachment, whose data stays plain. */
import type { NewAttachment } from '../fields/new-attachment.js';

const given = new WeakMap<object, NewAttachment>();

/** The attachment is made of this when its item is saved. */
export function keepGiven(attachment: object, what: NewAttachment): void {
  given.set(attachment, what);
}

/** What an attachment is made of; undefined for one that the server has. */
export function givenOf(attachment: object): NewAttachment | undefined {
  return given.get(attachment);
}

/** The server has it. */
export function forgetGiven(attachment: object): void {
  given.delete(attachment);
}
