/** IANA names of zones, as this Node knows them. Carries no table. */

/** What was asked before: Intl takes a tenth of a millisecond to tell. */
const known = new Map<string, boolean>();
/** More than there are; the rest are mistakes, of which there is no end. */
const MOST = 2000;

/** Whether Node knows a zone of that name. */
export function isIanaZone(name: string): boolean {
  const before = known.get(name);
  if (before !== undefined) return before;
  if (known.size >= MOST) known.clear();
  let is = true;
  try {
    Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    is = false;
  }
  known.set(name, is);
  return is;
}
