/** Appointments and meetings. */
import { CalendarItemType } from '../../generated/index.js';
import type { SeriesTime } from '../calendar/series.js';
import { checkOptions } from '../errors.js';
import { readOpenSpan, readSpan, SPAN_RULES, type Span } from '../fields/span.js';
import { Listing } from '../requests/listing.js';
import {
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
  type SendOptions,
} from '../requests/options.js';
import type { Day } from '../time/moment.js';
import type { ZonedTime } from '../time/zoned-time.js';
import type { Attachment } from './attachment.js';
import { daysOf, zonedOf } from './calendar-times.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import { type ResponseMethods, withResponseMethods } from './meeting-answer.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { expandSeries, masterOf, occurrenceOf, occurrencesOf } from './occurrences.js';
import { answer, type ReplyContent, type ReplyMethods, withReplyMethods } from './reply.js';
import { sessionIfAny, sessionOf } from './session-of.js';
import { icalOf } from './to-ical.js';

type Answerable = Mixed<WithItemMethods<typeof CalendarItemType>, ReplyMethods<Message>>;

const Base: Mixed<Answerable, ResponseMethods<CalendarItem>> = withResponseMethods<Answerable, CalendarItem>(
  withReplyMethods(withItemMethods(CalendarItemType)),
);

/** An appointment; a meeting when it has attendees. */
export class CalendarItem extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'calendarItem';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** Start and end on the wall clock of the zone that they were made in; undefined when that was not asked for. */
  get zoned(): { readonly start: ZonedTime; readonly end: ZonedTime } | undefined {
    return zonedOf(this, sessionIfAny(this)?.timeZone);
  }

  /** Of an all-day event: its first day and its last, in the zone that it was made in. */
  get days(): { readonly first: Day; readonly last: Day } | undefined {
    return daysOf(this, sessionIfAny(this)?.timeZone);
  }

  /** Tells all attendees, and removes it from the calendar. The organizer's. */
  async cancel(content: ReplyContent = {}, options: SendOptions = {}): Promise<void> {
    await answer(this, 'cancel()', 'cancelCalendarItem', content, options);
    delete this.itemId;
  }

  /** Of a series: an occurrence by its number from 1, deleted ones counted, or by the day that the rule gives it, wherever it was moved since. */
  async occurrence(which: number | Day, options: ReadOptions = {}): Promise<CalendarItem> {
    checkOptions('occurrence()', options, READ_RULES);
    return occurrenceOf<CalendarItem>(this, which, options);
  }

  /** Of a series: its occurrences, read by their numbers, not by a view. Those that overlap a span; without an end, for ever. */
  occurrences(span: Partial<Span> = {}, options: ReadOptions = {}): Listing<CalendarItem, ReadOptions> {
    const { start, end } = readOpenSpan('occurrences()', span, sessionOf(this).timeZone);
    const from = start?.getTime() ?? Number.NEGATIVE_INFINITY;
    const to = end?.getTime() ?? Number.POSITIVE_INFINITY;
    const fetch = (more: ReadOptions) => occurrencesOf<CalendarItem>(this, { from, to }, more);
    return new Listing('occurrences()', fetch, options, READ_RULES);
  }

  /** The series that an occurrence is of. */
  async master(options: ReadOptions = {}): Promise<CalendarItem> {
    checkOptions('master()', options, READ_RULES);
    return masterOf<CalendarItem>(this, options);
  }

  /**
   * The item as a calendar file (iCalendar), made here: with its zone, of a series with all that was moved, changed and deleted. (`mime()` is the
   * server's own.)
   */
  async ical(options: RequestOptions = {}): Promise<string> {
    checkOptions('ical()', options, REQUEST_RULES);
    return icalOf(this, options);
  }

  /**
   * Of a series: when its occurrences are that overlap a span, with what was moved and deleted, worked out here from what was read of the
   * series, in its own zone. Nothing is sent.
   */
  expand(span: Span): SeriesTime[] {
    const { start, end } = readSpan('expand()', span, sessionOf(this).timeZone, SPAN_RULES);
    return expandSeries(this, start.getTime(), end.getTime());
  }
}
