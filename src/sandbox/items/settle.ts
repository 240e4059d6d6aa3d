/** What follows from other properties, made to agree with them whenever an item is written. Knows nothing of requests. */
import type { Context } from '../access/context.js';
import { resolved } from '../properties/addresses.js';
import type { ItemData, ItemKind } from '../store/item-data.js';
import { topicOf } from './conversation.js';
import { settledBody } from './settle-body.js';
import { settleCalendar } from './settle-calendar.js';
import { settleTask } from './settle-task.js';

/** Makes everything that follows from other properties agree with them; called after every change, in place. */
export function settle(context: Context, kind: ItemKind, data: ItemData): void {
  const { mailboxes } = context.store;
  for (const member of ['toRecipients', 'ccRecipients', 'bccRecipients', 'replyTo'] as const) {
    data[member] = data[member]?.map((address) => resolved(address, mailboxes));
    if (data[member]?.length === 0) data[member] = undefined;
  }
  for (const member of ['from', 'sender', 'organizer'] as const) {
    if (data[member] !== undefined) data[member] = resolved(data[member], mailboxes);
  }
  if (data.categories?.length === 0) data.categories = undefined;
  for (const member of CUT) data[member] = data[member] && cut(data[member]);
  if (data.body !== undefined) data.body = settledBody(data.body);
  if (kind === 'calendarItem') settleCalendar(context, data);
  if (kind === 'task') settleTask(context, data);
  if (kind === 'distributionList') settleList(context, data);
  if (kind === 'message' && data.isDraft) data.conversationTopic = topicOf(data.subject) ?? data.conversationTopic;
}

/** Exchange Online keeps the first 255 characters of these. */
const CUT = ['subject', 'givenName', 'middleName', 'surname'] as const;

/** Never through the middle of a pair of surrogates. */
const cut = (text: string): string => text.slice(0, 255).replace(/[\ud800-\udbff]$/, text.length > 255 ? '' : '$&');

function settleList(context: Context, data: ItemData): void {
  data.subject = data.displayName ?? data.subject;
  data.displayName ??= data.subject;
  data.fileAs ??= data.displayName;
  data.members = data.members?.map((member) => {
    const mailbox = member.mailbox && resolved(member.mailbox, context.store.mailboxes);
    const key = member.key ?? Buffer.from(`SMTP:${mailbox?.emailAddress ?? mailbox?.name}`).toString('base64');
    return { ...member, key, mailbox, status: member.status ?? 'Normal' };
  });
}
