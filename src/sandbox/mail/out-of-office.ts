/** Out of office: what a mailbox has set, whether its owner is away, and the automatic reply to a message that arrives meanwhile. */
import type { Context } from '../access/context.js';
import { addressOf } from '../properties/addresses.js';
import type { Item } from '../store/items.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Outgoing } from './received-message.js';

export interface OofSettings {
  oofState: string;
  externalAudience: string;
  duration?: { startTime: Date; endTime: Date };
  internalReply?: { message?: string };
  externalReply?: { message?: string };
}

export function oofSettingsOf(mailbox: Mailbox): OofSettings {
  return (mailbox.data['oof'] as OofSettings | undefined) ?? { oofState: 'Disabled', externalAudience: 'All' };
}

/** Whether the time is within the one that was set. */
export function isScheduled({ oofState, duration }: OofSettings, now: Date): boolean {
  return oofState === 'Scheduled' && duration !== undefined && duration.startTime <= now && now < duration.endTime;
}

export function isAway(settings: OofSettings, now: Date): boolean {
  return settings.oofState === 'Enabled' || isScheduled(settings, now);
}

/** One automatic answer for each message, never to an automatic one. */
export function automaticReply(
  context: Context,
  mailbox: Mailbox,
  item: Item,
): { to: Mailbox; message: Outgoing } | undefined {
  const settings = oofSettingsOf(mailbox);
  const sender = context.store.mailboxes.byAddress(item.data.sender?.emailAddress);
  if (sender === undefined || sender.id === mailbox.id || item.data.itemClass !== 'IPM.Note') return undefined;
  const text = settings.internalReply?.message;
  if (!isAway(settings, context.clock.now()) || !text) return undefined;
  const message: Outgoing = {
    kind: 'message',
    data: {
      itemClass: 'IPM.Note.Rules.OofTemplate.Microsoft',
      subject: `Automatic reply: ${item.data.subject ?? ''}`,
      body: { bodyType: /<\w+/.test(text) ? 'HTML' : 'Text', value: text },
      toRecipients: [addressOf(sender)],
      from: addressOf(mailbox),
      sender: addressOf(mailbox),
      inReplyTo: item.data.internetMessageId,
      conversationTopic: item.data.conversationTopic,
      conversationIndex: item.data.conversationIndex,
      sensitivity: 'Normal',
      importance: 'Normal',
      culture: 'en-US',
    },
  };
  return { to: sender, message };
}
