/** From whom mail of a mailbox is. */
import type { Session } from '../requests/session.js';

/**
 * A message that says whose it is. Exchange sends as whoever is logged in, whichever mailbox the item is made in: mail from a shared
 * mailbox would go out under one's own name.
 */
export function withSender(session: Session, item: object): object {
  const { kind, from } = item as { kind?: string; from?: unknown };
  if (session.from === undefined || kind !== 'message' || from !== undefined) return item;
  return { ...item, from: { emailAddress: session.from } };
}
