/** Answers to meeting requests: accept, tentatively accept, decline; in silence, or as a draft, too. */
import type { ItemType, MeetingResponseMessageType } from '../../generated/index.js';
import { checkOptions, oneOf, optionViolations, type Rules, rule, TEXT, ValidationError } from '../errors.js';
import type { Bodies, Recipients } from '../fields/given.js';
import { widen } from '../fields/lenient.js';
import type { NewAttachment } from '../fields/new-attachment.js';
import { wholeShape } from '../fields/shape.js';
import { single } from '../requests/chunks.js';
import { createAnswer } from '../requests/create-item.js';
import { deletion } from '../requests/delete-item.js';
import { getItem } from '../requests/get-item.js';
import { type ItemRef, idOf, takeId } from '../requests/item-refs.js';
import { type RequestOptions, SEND_RULES, type SendOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { resolvePlace } from '../requests/resolve-place.js';
import { MOMENT_FORMS, type Moment, readMoment } from '../time/moment.js';
import type { ItemMethods } from './item.js';
import type { ItemClass, Mixed } from './mixin.js';
import { bodyOfAnswer, DRAFT_RULES, type DraftOptions, requestOptionsOf, SAID_RULES } from './reply.js';
import { sessionOf } from './session-of.js';
import { withAttachments } from './write-attachments.js';

/** What a meeting is answered with; with proposed times, another time is proposed. Those since Exchange 2013 SP1. */
export interface ResponseContent extends Bodies, Recipients {
  /** A time to meet instead; together with `proposedEnd`. Exchange 2013 SP1. */
  proposedStart?: Moment | undefined;
  /** When that ends. */
  proposedEnd?: Moment | undefined;
  /** Whom it is for. Default: `Normal`. */
  sensitivity?: 'Normal' | 'Personal' | 'Private' | 'Confidential' | undefined;
  /** What goes with it. */
  attachments?: readonly NewAttachment[] | undefined;
  /** Whether those who read it are to say so. */
  isReadReceiptRequested?: boolean | undefined;
  /** Whether the servers that it is delivered to are to say so. */
  isDeliveryReceiptRequested?: boolean | undefined;
}

/** How an answer to a meeting is sent. */
export interface ResponseOptions extends SendOptions {
  /** Whether the organizer hears of it; `none` answers in one's own calendar only. Default: `all`, for an answer is to be heard. */
  notify?: 'none' | 'all' | undefined;
}

/** An answer to a meeting that is not sent yet. */
export type ResponseDraft = MeetingResponseMessageType &
  ItemMethods & {
    /** Sends it to the organizer. */
    send(options?: SendOptions): Promise<void>;
  };

/**
 * Each gives the meeting as it then is in the calendar, or undefined where the server does not say it: Exchange makes it anew, with
 * another id; the request goes to the deleted items.
 */
export interface ResponseMethods<Meeting> {
  /**
   * Accepts, and tells the organizer unless `notify: 'none'`. Gives the meeting, which Exchange makes anew with each answer; undefined
   * where it tells none.
   */
  accept(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined>;
  /** The same, tentatively. */
  tentativelyAccept(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined>;
  /** Declines; the meeting goes to the deleted items. Gives it as far as the server tells. */
  decline(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined>;
  /** Accepts in the calendar; what the organizer is told is a draft, to go on with. */
  createAccept(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft>;
  /** The same, tentatively. */
  createTentativelyAccept(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft>;
  /** Declines in the calendar; what the organizer is told is a draft, to go on with. */
  createDecline(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft>;
}

const MOMENT = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);

const CONTENT_RULES: Rules<ResponseContent> = {
  ...SAID_RULES,
  text: TEXT,
  html: TEXT,
  proposedStart: MOMENT,
  proposedEnd: MOMENT,
  sensitivity: oneOf('Normal', 'Personal', 'Private', 'Confidential'),
};

const OPTION_RULES: Rules<ResponseOptions> = { ...SEND_RULES, notify: oneOf('none', 'all') };

type AnswerKind = 'acceptItem' | 'tentativelyAcceptItem' | 'declineItem';
type Made = readonly (ItemRef & object)[];

const madeAs = (made: Made, kind: string) => made.find((one) => one.kind === kind && one.itemId);

async function answerMeeting<Meeting extends object>(
  item: ItemType & ItemRef,
  method: string,
  kind: AnswerKind,
  content: ResponseContent = {},
  options: ResponseOptions = {},
): Promise<Meeting | undefined> {
  checkOptions(method, options, OPTION_RULES);
  const session = sessionOf(item);
  const { notify = 'all', saveCopy, ...requestOptions } = options;
  const response = await responseObject(item, method, kind, content, requestOptions);
  // In silence nothing goes out: the answer is only written into the calendar.
  const how = notify === 'none' ? { kept: undefined } : { sent: { saveCopy } };
  const made = await createAnswer(session, response, how, requestOptions);
  const unsent = madeAs(made, 'meetingResponse');
  // Where the server keeps what it did not send, nobody is to send it by mistake.
  if (notify === 'none' && unsent) await single(session, unsent, requestOptions, deletion({ disposal: 'hard' }));
  follow(item, made);
  const meeting = madeAs(made, 'calendarItem');
  return meeting && getItem<Meeting>(session, meeting, wholeShape(session), requestOptions);
}

async function draftAnswer(
  item: ItemType & ItemRef,
  method: string,
  kind: AnswerKind,
  content: ResponseContent = {},
  options: DraftOptions = {},
): Promise<ResponseDraft> {
  checkOptions(method, options, DRAFT_RULES);
  const session = sessionOf(item);
  const requestOptions = requestOptionsOf(options);
  const response = await responseObject(item, method, kind, content, requestOptions);
  const kept = await resolvePlace(session, options.folder ?? 'drafts', options);
  const made = await createAnswer(session, response, { kept }, requestOptions);
  const itemId = demand('CreateItem', 'which draft it made', madeAs(made, 'meetingResponse')?.itemId, made);
  follow(item, made);
  return getItem<ResponseDraft>(session, { itemId }, wholeShape(session), requestOptions);
}

/** What was answered has another id from now on: of the meeting that was made anew, or of the request among the deleted items. */
function follow(item: ItemType & ItemRef, made: Made): void {
  const now = item.kind === undefined ? undefined : madeAs(made, item.kind)?.itemId;
  if (now !== undefined) takeId(item, now);
}

async function responseObject(
  item: ItemType & ItemRef,
  method: string,
  kind: AnswerKind,
  content: ResponseContent,
  options: RequestOptions,
): Promise<object> {
  const session = sessionOf(item);
  const violations = optionViolations(content, CONTENT_RULES);
  if (violations.length > 0) throw new ValidationError(method, violations);
  const { timeZone } = session;
  const instant = (value: unknown): Date | undefined => {
    const read = value === undefined ? undefined : readMoment(value, timeZone);
    return read && ('at' in read ? read.at : read.from);
  };
  const [proposedStart, proposedEnd] = [instant(content.proposedStart), instant(content.proposedEnd)];
  demandSpan(method, proposedStart, proposedEnd);
  const { to, cc, bcc, sensitivity, attachments, isReadReceiptRequested, isDeliveryReceiptRequested } = content;
  const members = {
    proposedStart,
    proposedEnd,
    sensitivity,
    attachments,
    isReadReceiptRequested,
    isDeliveryReceiptRequested,
    toRecipients: widen('toRecipients', to),
    ccRecipients: widen('ccRecipients', cc),
    bccRecipients: widen('bccRecipients', bcc),
    body: bodyOfAnswer(method, content),
    referenceItemId: idOf(item),
  };
  const given = Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
  return withAttachments(session, { kind, ...given }, options);
}

/** One without the other says nothing to Exchange, nor does a time that ends before it begins. */
function demandSpan(method: string, start: Date | undefined, end: Date | undefined): void {
  if (start === undefined && end === undefined) return;
  const wrong =
    start === undefined || end === undefined
      ? {
          path: start ? 'proposedEnd' : 'proposedStart',
          message: 'is missing; a time that is proposed has a start and an end',
        }
      : end <= start && { path: 'proposedEnd', message: 'is not after proposedStart' };
  if (wrong) throw new ValidationError(method, [wrong]);
}

/** Adds accept, tentativelyAccept and decline, and what makes drafts of them. */
export function withResponseMethods<C extends ItemClass, Meeting extends object>(
  Base: C,
): Mixed<C, ResponseMethods<Meeting>> {
  abstract class Methods extends (Base as ItemClass) implements ResponseMethods<Meeting> {
    accept(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined> {
      return answerMeeting(this, 'accept()', 'acceptItem', content, options);
    }

    tentativelyAccept(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined> {
      return answerMeeting(this, 'tentativelyAccept()', 'tentativelyAcceptItem', content, options);
    }

    decline(content?: ResponseContent, options?: ResponseOptions): Promise<Meeting | undefined> {
      return answerMeeting(this, 'decline()', 'declineItem', content, options);
    }

    createAccept(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft> {
      return draftAnswer(this, 'createAccept()', 'acceptItem', content, options);
    }

    createTentativelyAccept(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft> {
      return draftAnswer(this, 'createTentativelyAccept()', 'tentativelyAcceptItem', content, options);
    }

    createDecline(content?: ResponseContent, options?: DraftOptions): Promise<ResponseDraft> {
      return draftAnswer(this, 'createDecline()', 'declineItem', content, options);
    }
  }
  return Methods as unknown as Mixed<C, ResponseMethods<Meeting>>;
}
