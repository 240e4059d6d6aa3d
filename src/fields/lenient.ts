/** Members that take more than they give: an address for a recipient or an attendee. The types are in given.ts. */

const RECIPIENTS: ReadonlySet<string> = new Set(['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo']);
const ATTENDEES: ReadonlySet<string> = new Set(['requiredAttendees', 'optionalAttendees', 'resources']);
/** Members whose day, if one is given, is the last one. */
export const ENDS: ReadonlySet<string> = new Set(['end', 'proposedEnd']);

export const toRecipient = (given: unknown): unknown => (typeof given === 'string' ? { emailAddress: given } : given);
const toAttendee = (given: unknown): unknown =>
  typeof given === 'string' ? { mailbox: { emailAddress: given } } : given;

/** What a member is on the wire. One recipient that is given alone is a list of one. */
export function widen(key: string, given: unknown): unknown {
  if (key === 'from' || key === 'sender') return toRecipient(given);
  const entry = RECIPIENTS.has(key) ? toRecipient : ATTENDEES.has(key) ? toAttendee : undefined;
  if (entry === undefined || given === null || given === undefined) return given;
  return (Array.isArray(given) ? given : [given]).map(entry);
}
