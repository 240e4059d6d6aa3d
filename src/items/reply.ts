/** Answers to mail: response objects, which the server fills from the item that they refer to. */
import type { BodyType, ItemType } from '../../generated/index.js';
import {
  checkOptions,
  optionViolations,
  type Rule,
  type Rules,
  rule,
  TEXT,
  TRUE_OR_FALSE,
  ValidationError,
  type Violation,
} from '../errors.js';
import type { Bodies, Recipient, Recipients } from '../fields/given.js';
import { widen } from '../fields/lenient.js';
import { attachmentsViolations, type NewAttachment } from '../fields/new-attachment.js';
import { wholeShape } from '../fields/shape.js';
import { createAndSave, createAndSend } from '../requests/create-item.js';
import { getItem } from '../requests/get-item.js';
import { idOf } from '../requests/item-refs.js';
import { REQUEST_RULES, type RequestOptions, SEND_RULES, type SendOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { isPlace, type Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import { attachmentsOf, attachSaved } from './attaching.js';
import type { ItemClass, Mixed } from './mixin.js';
import { sendByDraft } from './send-by-draft.js';
import { sessionOf } from './session-of.js';

/** What an answer says; what is left out, the server takes from the original, which it quotes below the text. */
export interface ReplyContent extends Bodies, Recipients {
  /** Instead of the one that Exchange makes: `RE: ...`. */
  subject?: string | undefined;
  /** Who it is from, where that is not the mailbox it is sent out of. */
  from?: Recipient | undefined;
  /** What goes with it, beside what the server takes of the original. Then it is made as a draft first, which is sent. */
  attachments?: readonly NewAttachment[] | undefined;
  /** Whether those who read it are to say so. */
  isReadReceiptRequested?: boolean | undefined;
  /** Whether the servers that it is delivered to are to say so. */
  isDeliveryReceiptRequested?: boolean | undefined;
}

/** Where a draft is made. */
export interface DraftOptions extends RequestOptions {
  /** Default: the drafts. */
  folder?: Place | undefined;
}

/** What can be sent on. `Draft` is the class of the drafts of it. */
export interface ForwardMethods<Draft> {
  /** Sends it on to others. */
  forward(content: ReplyContent, options?: SendOptions): Promise<void>;
  /** A saved draft of it, to be changed and sent. */
  createForward(content?: ReplyContent, options?: DraftOptions): Promise<Draft>;
}

/** What can be answered by mail. `Draft` is the class of the drafts of it. */
export interface ReplyMethods<Draft> extends ForwardMethods<Draft> {
  /** Answers the sender. */
  reply(content: ReplyContent, options?: SendOptions): Promise<void>;
  /** Answers the sender and all recipients. */
  replyAll(content: ReplyContent, options?: SendOptions): Promise<void>;
  /** A draft of a reply to the sender, to go on with. */
  createReply(content?: ReplyContent, options?: DraftOptions): Promise<Draft>;
  /** A draft of a reply to all, to go on with. */
  createReplyAll(content?: ReplyContent, options?: DraftOptions): Promise<Draft>;
}

type ReplyKind = 'replyToItem' | 'replyAllToItem' | 'forwardItem' | 'cancelCalendarItem';

const RECIPIENTS = rule('an array of addresses, or of { name, emailAddress }', Array.isArray);
const RECIPIENT = rule(
  'an address',
  (value) => typeof value === 'string' || (typeof value === 'object' && value !== null),
);

const ATTACHMENTS: Rule = {
  ...rule('an array of { name, content }, { path }, { item } or { url, name }', Array.isArray),
  inside: (value) => attachmentsViolations(value as unknown[]),
};

/** The rules of what every answer may say. */
export const SAID_RULES = {
  to: RECIPIENTS,
  cc: RECIPIENTS,
  bcc: RECIPIENTS,
  attachments: ATTACHMENTS,
  isReadReceiptRequested: TRUE_OR_FALSE,
  isDeliveryReceiptRequested: TRUE_OR_FALSE,
} as const;

const CONTENT_RULES: Rules<ReplyContent> = {
  ...SAID_RULES,
  text: TEXT,
  html: TEXT,
  subject: TEXT,
  from: RECIPIENT,
};

export const DRAFT_RULES: Rules<DraftOptions> = { ...REQUEST_RULES, folder: rule('a folder', isPlace) };

/** The body that an answer was given, if any. Throws {@link ValidationError} for two. */
export function bodyOfAnswer(method: string, { text, html }: Bodies): BodyType | undefined {
  if (text !== undefined && html !== undefined) throw new ValidationError(method, [bothBodies()]);
  if (text !== undefined) return { bodyType: 'Text', value: text };
  return html === undefined ? undefined : { bodyType: 'HTML', value: html };
}

function bothBodies(): Violation {
  return { path: 'text', message: 'stands beside html; Exchange keeps one body, so give one' };
}

function responseObject(item: ItemType, method: string, kind: ReplyKind, content: ReplyContent): object {
  const violations = optionViolations(content, CONTENT_RULES);
  if (violations.length > 0) throw new ValidationError(method, violations);
  const session = sessionOf(item);
  const { text, html, to, cc, bcc, subject, from = session.from } = content;
  const body = bodyOfAnswer(method, { text, html });
  const members = {
    subject,
    toRecipients: widen('toRecipients', to),
    ccRecipients: widen('ccRecipients', cc),
    bccRecipients: widen('bccRecipients', bcc),
    from: widen('from', from),
    isReadReceiptRequested: content.isReadReceiptRequested,
    isDeliveryReceiptRequested: content.isDeliveryReceiptRequested,
    referenceItemId: idOf(item),
    newBodyContent: body,
  };
  return { kind, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) };
}

/** Sends an answer. */
export async function answer(
  item: ItemType,
  method: string,
  kind: ReplyKind,
  content: ReplyContent,
  options: SendOptions,
): Promise<void> {
  checkOptions(method, options, SEND_RULES);
  const session = sessionOf(item);
  const response = responseObject(item, method, kind, content);
  const { attachments = [], html } = content;
  if (attachments.length === 0) await createAndSend(session, response, options);
  else if (kind !== 'cancelCalendarItem') await sendByDraft(session, response, attachments, html, options);
  else
    throw new ValidationError(method, [
      { path: 'attachments', message: 'do not go with a cancellation; send the attendees a message beside it' },
    ]);
}

/** Saves an answer as a draft, and reads it. */
async function draftOf<Draft extends object>(
  item: ItemType,
  method: string,
  kind: ReplyKind,
  content: ReplyContent = {},
  options: DraftOptions = {},
): Promise<Draft> {
  checkOptions(method, options, DRAFT_RULES);
  const session = sessionOf(item);
  const draft = responseObject(item, method, kind, content);
  const folder = await resolvePlace(session, options.folder ?? 'drafts', options);
  const saved = await createAndSave(session, draft, folder, options);
  const itemId = demand('CreateItem', 'which draft it made', saved?.itemId, saved);
  const { attachments = [], html } = content;
  if (attachments.length > 0) {
    const made = attachmentsOf(session, attachments);
    await attachSaved(session, { itemId }, made, html, requestOptionsOf(options));
  }
  return getItem<Draft>(session, { itemId }, wholeShape(session), options);
}

export function requestOptionsOf({ folder: _place, ...options }: DraftOptions): RequestOptions {
  return options;
}

/** Adds forward and createForward. */
export function withForwardMethods<C extends ItemClass, Draft extends object>(
  Base: C,
): Mixed<C, ForwardMethods<Draft>> {
  abstract class Methods extends (Base as ItemClass) implements ForwardMethods<Draft> {
    async forward(content: ReplyContent, options: SendOptions = {}): Promise<void> {
      await answer(this, 'forward()', 'forwardItem', content, options);
    }

    createForward(content?: ReplyContent, options?: DraftOptions): Promise<Draft> {
      return draftOf(this, 'createForward()', 'forwardItem', content, options);
    }
  }
  return Methods as unknown as Mixed<C, ForwardMethods<Draft>>;
}

/** Adds reply, replyAll, forward and what makes drafts of them. */
export function withReplyMethods<C extends ItemClass, Draft extends object>(Base: C): Mixed<C, ReplyMethods<Draft>> {
  abstract class Methods extends (withForwardMethods<ItemClass, Draft>(Base) as ItemClass) {
    async reply(content: ReplyContent, options: SendOptions = {}): Promise<void> {
      await answer(this, 'reply()', 'replyToItem', content, options);
    }

    async replyAll(content: ReplyContent, options: SendOptions = {}): Promise<void> {
      await answer(this, 'replyAll()', 'replyAllToItem', content, options);
    }

    createReply(content?: ReplyContent, options?: DraftOptions): Promise<Draft> {
      return draftOf(this, 'createReply()', 'replyToItem', content, options);
    }

    createReplyAll(content?: ReplyContent, options?: DraftOptions): Promise<Draft> {
      return draftOf(this, 'createReplyAll()', 'replyAllToItem', content, options);
    }
  }
  return Methods as unknown as Mixed<C, ReplyMethods<Draft>>;
}
