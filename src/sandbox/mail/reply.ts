/** Answers to an item: the message that ReplyToItem, ReplyAllToItem and ForwardItem make of it. */
import type { Context } from '../access/context.js';
import { Failure } from '../base/failure.js';
import { childConversationIndex, topicOf } from '../items/conversation.js';
import type { IncomingAttachment } from '../items/incoming-attachments.js';
import { bodyAs, htmlOfText, plainText } from '../mime/body.js';
import { addressOf, displayList, isSame } from '../properties/addresses.js';
import type { NestedAttachment } from '../store/attachments.js';
import type { Address, BodyData, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';

/** A response object of a request. */
export type ResponseObject = ItemData & {
  kind: string;
  referenceItemId?: { id?: string; changeKey?: string } | undefined;
  newBodyContent?: BodyData | undefined;
  attachments?: IncomingAttachment[] | undefined;
  /** Of an answer to a meeting. */
  proposedStart?: Date | undefined;
  proposedEnd?: Date | undefined;
};

export interface Reply {
  data: ItemData;
  attachments: NestedAttachment[];
}

export function replyTo(context: Context, original: Item, response: ResponseObject): Reply {
  if (original.data.isDraft && original.kind === 'message' && response.kind !== 'forwardItem') {
    throw new Failure('ErrorInvalidReferenceItem', 'The item cannot be replied to.');
  }
  const {
    kind,
    referenceItemId: _id,
    newBodyContent,
    unknown: _unknown,
    attachments: _attachments,
    ...given
  } = response;
  const prefix = kind === 'forwardItem' ? 'FW' : 'RE';
  const source = original.data;
  const data: ItemData = {
    ...copyValue(given),
    itemClass: 'IPM.Note',
    subject: given.subject ?? `${prefix}: ${topicOf(source.subject) ?? ''}`,
    body: quoted(newBodyContent ?? given.body, original),
    conversationTopic: source.conversationTopic ?? topicOf(source.subject),
    conversationIndex: childConversationIndex(source.conversationIndex),
    importance: given.importance ?? source.importance,
    sensitivity: given.sensitivity ?? source.sensitivity,
  };
  if (kind !== 'forwardItem') {
    data.inReplyTo = source.internetMessageId;
    data.references = [source.references, source.internetMessageId].filter(Boolean).join(' ') || undefined;
    data.toRecipients = given.toRecipients ?? recipientsOf(source);
    if (kind === 'replyAllToItem') Object.assign(data, everyone(context, source, given));
    return { data, attachments: [] };
  }
  return { data, attachments: attachmentsOf(context, original) };
}

function recipientsOf(source: ItemData): Address[] {
  if (source.replyTo?.length) return source.replyTo;
  const from = source.from ?? source.sender ?? source.organizer;
  return from ? [from] : [];
}

function everyone(context: Context, source: ItemData, given: ItemData): Partial<ItemData> {
  const own = addressOf(context.mailbox);
  const to = [...recipientsOf(source), ...(source.toRecipients ?? [])].filter((one) => !isSame(one, own));
  const cc = (source.ccRecipients ?? []).filter((one) => !isSame(one, own));
  const unique = to.filter((one, place) => to.findIndex((other) => isSame(one, other)) === place);
  return {
    toRecipients: given.toRecipients ?? (unique.length > 0 ? unique : [own]),
    ccRecipients: given.ccRecipients ?? (cc.length > 0 ? cc : undefined),
  };
}

// The new text, a rule, the old message's head and its text, in the form of the old one or of the new.
function quoted(added: BodyData | undefined, original: Item): BodyData {
  const { data } = original;
  const old = data.body ?? { bodyType: 'Text', value: '' };
  const lines = [
    `From: ${data.from?.name ?? ''} <${data.from?.emailAddress ?? ''}>`,
    `Sent: ${data.dateTimeSent?.toUTCString() ?? ''}`,
    `To: ${displayList(data.toRecipients)}`,
    `Subject: ${data.subject ?? ''}`,
  ];
  if (old.bodyType === 'Text' && added?.bodyType !== 'HTML') {
    const rule = '_'.repeat(32);
    return { bodyType: 'Text', value: [added?.value ?? '', '', rule, ...lines, '', plainText(old)].join('\r\n') };
  }
  const top = added === undefined ? '' : (bodyAs(added, 'HTML').value ?? '');
  const bottom = bodyAs(old, 'HTML').value ?? '';
  const head = htmlOfText(lines.join('\n'));
  return { bodyType: 'HTML', value: `<html><body>${inner(top)}<hr>${inner(head)}${inner(bottom)}</body></html>` };
}

function inner(html: string): string {
  return /<body[^>]*>([\s\S]*)<\/body>/i.exec(html)?.[1] ?? html;
}

function attachmentsOf(context: Context, original: Item): NestedAttachment[] {
  return context.store.attachments.of(original.id).map((one) => ({
    ...copyValue(one.data),
    kind: one.kind,
    ...(one.kind === 'fileAttachment' && { content: context.store.attachments.content(one.id) }),
  }));
}
