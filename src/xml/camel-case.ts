/** The one rule by which the name of an element or attribute becomes the name of a member. */

/** `DateTimeReceived` -> `dateTimeReceived`, `UID` -> `uid`, `SIPAddress` -> `sipAddress`: a leading run of capitals is lowered. */
export function camelCase(name: string): string {
  const plain = name.slice(name.indexOf(':') + 1);
  return plain.replace(/^[A-Z]+(?=$|[^A-Za-z])|^[A-Z]+(?=[A-Z][a-z0-9])|^[A-Z]/, (run) => run.toLowerCase());
}
