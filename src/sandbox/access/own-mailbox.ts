/** For operations that take an address and serve the caller's own mailbox only: rules, out of office, delegates. */
import { Failure } from '../base/failure.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Context } from './context.js';

/** The mailbox of that address, by default the caller's; refuses others. */
export function ownMailbox(context: Context, address: string | undefined): Mailbox {
  if (address === undefined) return context.mailbox;
  const mailbox = context.store.mailboxes.byAddress(address);
  if (mailbox === undefined) throw new Failure('ErrorNonExistentMailbox');
  if (mailbox.id !== context.mailbox.id) throw new Failure('ErrorAccessDenied');
  return mailbox;
}
