/**
 * What test/support/secrets-watch.ts searches, and for what, beside what it sees itself.
 */

/** Secrets that do not go over the wire as they are: passwords that the tests use with NTLM, Digest and token services. */
export const declared = new Set<string>(['hunter2', 's3cret', 'Pässwörd €', 'pässwörd!']);

/** Declares a value that must not be seen, and gives it back. */
export function secret<T extends string>(value: T): T {
  declared.add(value);
  return value;
}

/** What was written for people to read, since the last search: the debug log, the output of commands. */
export const written: string[] = [];
