/**
 * FieldURIs to members of the codec's values, by the one rule that makes member names: `calendar:UID` is `uid`.
 * The only file that knows the rule.
 */

/** `DateTimeReceived` -> `dateTimeReceived`, `UID` -> `uid`, `MSExchangeCertificate` -> `msExchangeCertificate`. */
export function memberName(xmlName: string): string {
  const capitals = /^[A-Z]+/.exec(xmlName)?.[0] ?? '';
  const lowered = capitals.length > 1 && capitals.length < xmlName.length ? capitals.length - 1 : capitals.length;
  return xmlName.slice(0, lowered).toLowerCase() + xmlName.slice(lowered);
}

/** The member that `item:Subject` names. */
export function memberOf(fieldUri: string): string {
  return memberName(fieldUri.slice(fieldUri.lastIndexOf(':') + 1));
}

/** The part before the colon, which says the kinds of items that have the property. */
export function scopeOf(fieldUri: string): string {
  return fieldUri.slice(0, fieldUri.indexOf(':'));
}

const MESSAGES = ['message', 'meetingMessage', 'meetingRequest', 'meetingResponse', 'meetingCancellation'];
const MEETINGS = MESSAGES.slice(1);

const KINDS: Record<string, readonly string[]> = {
  message: [...MESSAGES, 'postItem', 'calendarItem'],
  calendar: ['calendarItem', ...MEETINGS],
  meeting: [...MEETINGS, 'calendarItem'],
  meetingRequest: MEETINGS,
  contacts: ['contact', 'distributionList'],
  task: ['task'],
  distributionlist: ['distributionList'],
  postitem: ['postItem'],
};

/** Whether items of the kind have properties of this scope. Scopes that are not listed are open to all. */
export function scopeFits(scope: string, kind: string): boolean {
  return KINDS[scope]?.includes(kind) ?? true;
}
