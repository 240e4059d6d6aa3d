/** IANA names of zones, as this Node knows them. Carries no table. */

/** Whether Node knows a zone of that name. */
export function isIanaZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
