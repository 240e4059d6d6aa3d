/** Answers to meeting requests: accept, tentatively accept, decline; in silence, too. */
import type { ItemType } from '../../generated/index.js';
import { checkOptions, oneOf, optionViolations, type Rules, rule, TEXT, ValidationError } from '../errors.js';
import type { Bodies } from '../fields/given.js';
import { wholeShape } from '../fields/shape.js';
import { createAndSave, createAndSend } from '../requests/create-item.js';
import { getItem } from '../requests/get-item.js';
import { idOf } from '../requests/item-refs.js';
import { SEND_RULES, type SendOptions } from '../requests/options.js';
import { MOMENT_FORMS, type Moment, readMoment } from '../time/moment.js';
import type { ItemClass, Mixed } from './mixin.js';
import { bodyOfAnswer } from './reply.js';
import { sessionOf } from './session-of.js';

/** What a meeting is answered with; with proposed times, another time is proposed. Those since Exchange 2013 SP1. */
export interface ResponseContent extends Bodies {
  /** A time to meet instead; together with `proposedEnd`. Exchange 2013 SP1. */
  proposedStart?: Moment | undefined;
  /** When that ends. */
  proposedEnd?: Moment | undefined;
}

/** How an answer to a meeting is sent. */
export interface ResponseOptions extends SendOptions {
  /** Whether the organizer hears of it; `none` answers in one's own calendar only. Default: `all`, for an answer is to be heard. */
  notify?: 'none' | 'all' | undefined;
}

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
}

const MOMENT = rule(MOMENT_FORMS, (value) => readMoment(value, 'UTC') !== undefined);

const CONTENT_RULES: Rules<ResponseContent> = { text: TEXT, html: TEXT, proposedStart: MOMENT, proposedEnd: MOMENT };

const OPTION_RULES: Rules<ResponseOptions> = { ...SEND_RULES, notify: oneOf('none', 'all') };

type AnswerKind = 'acceptItem' | 'tentativelyAcceptItem' | 'declineItem';

async function answerMeeting<Meeting extends object>(
  item: ItemType,
  method: string,
  kind: AnswerKind,
  content: ResponseContent = {},
  options: ResponseOptions = {},
): Promise<Meeting | undefined> {
  checkOptions(method, options, OPTION_RULES);
  const session = sessionOf(item);
  const { notify = 'all', saveCopy, ...requestOptions } = options;
  const response = responseObject(item, method, kind, content);
  // In silence nothing goes out: the answer is only written into the calendar.
  const made =
    notify === 'none'
      ? await createAndSave(session, response, undefined, requestOptions)
      : await createAndSend(session, response, { ...requestOptions, saveCopy });
  return made?.itemId && made.kind === 'calendarItem'
    ? getItem<Meeting>(session, made, wholeShape(session), requestOptions)
    : undefined;
}

function responseObject(item: ItemType, method: string, kind: AnswerKind, content: ResponseContent): object {
  const violations = optionViolations(content, CONTENT_RULES);
  if (violations.length > 0) throw new ValidationError(method, violations);
  const { timeZone } = sessionOf(item);
  const instant = (value: unknown): Date | undefined => {
    const read = value === undefined ? undefined : readMoment(value, timeZone);
    return read && ('at' in read ? read.at : read.from);
  };
  const members = {
    proposedStart: instant(content.proposedStart),
    proposedEnd: instant(content.proposedEnd),
    body: bodyOfAnswer(method, content),
    referenceItemId: idOf(item),
  };
  return { kind, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) };
}

/** Adds accept, tentativelyAccept and decline. */
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
  }
  return Methods as unknown as Mixed<C, ResponseMethods<Meeting>>;
}
