/**
 * Mail between the sandbox's mailboxes: into inboxes, past the recipients' rules and automatic replies. What is sent to others goes
 * nowhere and is counted as sent. Knows nothing of requests.
 */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { applyStanding } from '../items/of-conversation.js';
import type { Address } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import { runRules } from './inbox-rules.js';
import { automaticReply } from './out-of-office.js';
import { type Outgoing, receivedData } from './received-message.js';

/** Delivers to the inbox of every recipient; throws when there is none. Gives the delivered items. */
export function send(context: Context, outgoing: Outgoing): Item[] {
  const { data } = outgoing;
  const { store } = context;
  const recipients = [...(data.toRecipients ?? []), ...(data.ccRecipients ?? []), ...(data.bccRecipients ?? [])];
  const nowhere = ({ emailAddress = '', routingType = 'SMTP', itemId }: Address): boolean =>
    itemId === undefined &&
    routingType === 'SMTP' &&
    !/^[^\s@]+@[^\s@]+$/.test(emailAddress) &&
    store.mailboxes.byAddress(emailAddress) === undefined;
  if (recipients.length === 0 || recipients.some(nowhere)) throw new Failure('ErrorInvalidRecipients');
  const outside: string[] = [];
  const delivered: Item[] = [];
  const addresses = recipients.flatMap((one) => store.lists.recipientsOf(one.emailAddress ?? ''));
  for (const address of new Set(addresses)) {
    const mailbox = context.store.mailboxes.byAddress(address);
    if (mailbox === undefined) outside.push(address);
    else delivered.push(deliver(context, mailbox, outgoing));
  }
  if (outside.length > 0) context.external.push({ to: outside, subject: data.subject });
  return delivered;
}

/** Puts the message into one mailbox's inbox. */
export function deliver(context: Context, mailbox: Mailbox, outgoing: Outgoing): Item {
  const { store } = context;
  const inbox = store.folders.wellKnown(mailbox.id, 'inbox');
  const data = receivedData(context, mailbox, outgoing);
  const item = store.items.create(inbox, outgoing.kind, data, { event: 'newMail' });
  if (outgoing.attachmentsOf !== undefined) store.attachments.copyAll(outgoing.attachmentsOf, item.id);
  const reply = automaticReply(context, mailbox, item);
  if (reply !== undefined) deliver(context, reply.to, reply.message);
  if (outgoing.kind === 'message') runRules(context, mailbox, item, deliver);
  const arrived = store.items.byId(item.id);
  if (arrived !== undefined) applyStanding({ ...context, mailbox }, arrived);
  return item;
}
