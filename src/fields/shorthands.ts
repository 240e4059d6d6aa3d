/** Short names that may be given for members. Must not know what their values are. */
import type { Compiled } from '../codec/index.js';

const RECIPIENTS: Readonly<Record<string, string>> = { to: 'toRecipients', cc: 'ccRecipients', bcc: 'bccRecipients' };

/** The member that the name is short for in such a type; undefined where it is none. */
export function shorthandOf(type: Compiled | undefined, name: string): string | undefined {
  return Object.hasOwn(RECIPIENTS, name) && type?.byKey.has('toRecipients') ? RECIPIENTS[name] : undefined;
}
