/** Languages of mailboxes. */

/** A language tag as it is written (`de-de` is `de-DE`); undefined for what is none (RFC 5646, which took the place of RFC 3066). */
export function canonicalCulture(culture: unknown): string | undefined {
  if (typeof culture !== 'string') return undefined;
  try {
    return Intl.getCanonicalLocales(culture)[0];
  } catch {
    return undefined;
  }
}
