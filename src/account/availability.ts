/** When people are free, and when they could meet. Cut to what the server takes, and put together again. */
import type {
  CalendarEventDetails,
  DayOfWeekType,
  FreeBusyResponseType,
  LegacyFreeBusyType,
  MailboxData,
  MeetingAttendeeType,
  SuggestionQuality,
} from '../../generated/index.js';
import type { ResponseError } from '../client/response-errors.js';
import { checkOptions, EwsError, oneOf, type Rules, ValidationError, wholeNumber } from '../errors.js';
import { readSpan, SPAN_RULES, type Span } from '../fields/span.js';
import { getFreeBusy, getSuggestions, instantIn, type Window } from '../requests/get-user-availability.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { instantOfWallTime, offsetAt, wallTimeOf } from '../time/wall-time.js';

/** Whom to ask for: an address, or with the part that he has in a meeting. */
export type Invitee =
  | string
  | {
      /** The address. */
      email: string;
      /** Default: `Required`. */
      attendeeType?: MeetingAttendeeType | undefined;
      /** Whether times are left out at which he is busy. */
      excludeConflicts?: boolean | undefined;
    };

/** A time at which somebody is not free. */
export interface Busy {
  /** When it begins. */
  readonly start: Date;
  /** When it ends. */
  readonly end: Date;
  /** How busy. */
  readonly busyType: LegacyFreeBusyType;
  /** What it is; undefined for who may not see that. */
  readonly details: CalendarEventDetails | undefined;
}

/** One who was asked; of one who cannot be asked, `busy` is undefined, so that nobody takes him for free. */
export type FreeBusy =
  | FreeBusyTimes
  | {
      readonly email: string;
      readonly error: ResponseError;
      readonly busy?: never;
      readonly merged?: never;
      readonly workingHours?: never;
    };

/** When somebody is busy. */
export interface FreeBusyTimes {
  /** Who. */
  readonly email: string;
  /** Nothing went wrong. */
  readonly error?: never;
  /** When he is not free. */
  readonly busy: readonly Busy[];
  /** For each interval, from the start of the span on, the busiest of what is in it. */
  readonly merged: readonly LegacyFreeBusyType[];
  /** When he works, by his own clock. */
  readonly workingHours:
    | {
        /** IANA name; undefined where the server's two rules are not those of the account's zone. */
        readonly timeZone: string | undefined;
        /** Times of day. */
        readonly days: readonly { day: DayOfWeekType; from: string; to: string }[];
      }
    | undefined;
}

/** A time at which a meeting could be. */
export interface MeetingSuggestion {
  /** When it would begin. */
  readonly start: Date;
  /** When it would end. */
  readonly end: Date;
  /** How well it suits. */
  readonly quality: SuggestionQuality;
  /** Whether everybody works then. */
  readonly isWorkTime: boolean;
  /** Who is not free. */
  readonly conflicts: readonly { readonly email: string; readonly busyType: LegacyFreeBusyType }[];
}

const DAY_MS = 86_400_000;
const MINUTE = 60_000;
/** A request is for so many, and for so long: ErrorMailboxDataArrayTooBig, ErrorTimeIntervalTooBig (42 days, 62 since Exchange 2013). */
const MOST_MAILBOXES = 100;
const MOST_MS = 42 * DAY_MS;
const DIGITS: readonly LegacyFreeBusyType[] = ['Free', 'Tentative', 'Busy', 'OOF', 'WorkingElsewhere', 'NoData'];

const FREE_BUSY_RULES: Rules<Span & { mergedMinutes?: number | undefined }> = {
  ...SPAN_RULES,
  mergedMinutes: wholeNumber(5, 1440),
};
type WishSpan = Span & { minutes: number; quality?: SuggestionQuality | undefined; perDay?: number | undefined };
const SUGGEST_RULES: Rules<WishSpan> = {
  ...SPAN_RULES,
  minutes: wholeNumber(30, 1440),
  quality: oneOf('Excellent', 'Good', 'Fair', 'Poor'),
  perDay: wholeNumber(0, 48),
};

/** When people are free, and when they could meet. */
export class Availability {
  readonly #session: Session;

  /** Made by accounts: `account.availability`. */
  constructor(session: Session) {
    this.#session = session;
  }

  /** When people are busy. One who cannot be asked ends no loop. `mergedMinutes`: length of the intervals of `merged`, 5 to 1440; default: 30. */
  freeBusy(
    who: Invitee | readonly Invitee[],
    span: Span & { mergedMinutes?: number | undefined },
    options: RequestOptions = {},
  ): Listing<FreeBusy> {
    const mailboxes = mailboxesOf('freeBusy()', who);
    const { start, end } = readSpan('freeBusy()', span, this.#session.timeZone, FREE_BUSY_RULES);
    const window = { from: start.getTime(), to: end.getTime() };
    const minutes = span.mergedMinutes ?? Math.max(5, Math.min(30, Math.floor((window.to - window.from) / MINUTE)));
    return new Listing(
      'freeBusy()',
      (more) => this.#freeBusy(mailboxes, window, minutes, more),
      options,
      REQUEST_RULES,
    );
  }

  async *#freeBusy(all: readonly MailboxData[], window: Window, minutes: number, options: RequestOptions) {
    const interval = minutes * MINUTE;
    const windows = cut(window, Math.floor(MOST_MS / interval) * interval);
    for (let at = 0; at < all.length; at += MOST_MAILBOXES) {
      const mailboxes = all.slice(at, at + MOST_MAILBOXES);
      const parts: (FreeBusyResponseType | EwsError)[][] = [];
      for (const one of windows) parts.push(await getFreeBusy(this.#session, mailboxes, one, minutes, options));
      for (const [index, { email }] of mailboxes.entries())
        yield this.#joined(
          email.address,
          parts.map((part) => part[index]),
          window,
        );
    }
  }

  #joined(email: string, parts: readonly (FreeBusyResponseType | EwsError | undefined)[], window: Window): FreeBusy {
    const error = parts.find((part) => part instanceof EwsError);
    if (error) return { email, error: error as ResponseError };
    const views = (parts as readonly FreeBusyResponseType[]).flatMap((part) => part?.freeBusyView ?? []);
    const known = new Set<string>();
    const busy = views
      .flatMap(({ calendarEventArray = [] }) => calendarEventArray)
      .map(({ startTime, endTime, busyType, calendarEventDetails: details }) => ({
        start: instantIn(startTime, 0),
        end: instantIn(endTime, 0),
        busyType,
        details,
      }))
      // What lies across a cut comes in both parts.
      .filter(({ start, end, busyType, details }) => {
        const key = JSON.stringify([start, end, busyType, details?.id, details?.subject]);
        return parts.length === 1 || (!known.has(key) && known.add(key));
      });
    const merged = [...views.map(({ mergedFreeBusy }) => mergedFreeBusy ?? '').join('')];
    const hours = views[0]?.workingHours;
    return {
      email,
      busy,
      merged: merged.map((digit) => this.#meaning(digit)),
      workingHours: hours && {
        timeZone: this.#zoneOf(hours.timeZone, window.from),
        days: hours.workingPeriodArray.flatMap(({ dayOfWeek, startTimeInMinutes, endTimeInMinutes }) =>
          dayOfWeek.map((day) => ({ day, from: timeOfDay(startTimeInMinutes), to: timeOfDay(endTimeInMinutes) })),
        ),
      },
    };
  }

  /** Before Exchange 2013, 4 is "no data" (MS-OXWAVLS 2.2.4.13). */
  #meaning(digit: string): LegacyFreeBusyType {
    const { client, registry } = this.#session;
    const isOld = (client.serverEdition ?? registry.editions.length) < registry.editionIndex('Exchange2013_SP1');
    return isOld && digit === '4' ? 'NoData' : (DIGITS[Number(digit)] ?? 'NoData');
  }

  /** Two rules have no name. Where they are those of the account's zone, it is that; of others nobody can be sure. */
  #zoneOf(
    zone: { bias: number; standardTime: { bias: number }; daylightTime: { bias: number; month: number } },
    at: number,
  ) {
    const { timeZone } = this.#session;
    const year = new Date(at).getUTCFullYear();
    const offsets = [0, 6].map((month) => offsetAt(Date.UTC(year, month, 15), timeZone) / MINUTE);
    const standard = -(zone.bias + zone.standardTime.bias);
    const daylight = zone.daylightTime.month === 0 ? standard : -(zone.bias + zone.daylightTime.bias);
    const isSame =
      Math.min(...offsets) === Math.min(standard, daylight) && Math.max(...offsets) === Math.max(standard, daylight);
    return isSame ? timeZone : undefined;
  }

  /**
   * When people could meet for so many minutes, the best times of each day; those days are the account's. `quality`: the least that counts;
   * `perDay`: how many of a day.
   */
  suggest(who: Invitee | readonly Invitee[], span: WishSpan, options: RequestOptions = {}): Listing<MeetingSuggestion> {
    const mailboxes = mailboxesOf('suggest()', who);
    const window = readSpan('suggest()', span, this.#session.timeZone, SUGGEST_RULES);
    if (span.minutes === undefined)
      throw new ValidationError('suggest()', [{ path: 'minutes', message: 'is missing: how long is it to last?' }]);
    if (mailboxes.length > MOST_MAILBOXES)
      throw new ValidationError('suggest()', [{ path: 'who', message: `Exchange takes ${MOST_MAILBOXES} at most` }]);
    return new Listing('suggest()', (more) => this.#suggest(mailboxes, window, span, more), options, REQUEST_RULES);
  }

  async *#suggest(
    mailboxes: readonly MailboxData[],
    window: { start: Date; end: Date },
    span: WishSpan,
    options: RequestOptions,
  ) {
    const wish = { minutes: span.minutes, quality: span.quality, perDay: span.perDay };
    const [first, last] = [window.start.getTime(), window.end.getTime()];
    for (const { days, offset } of this.#days(first, last)) {
      const results = await getSuggestions(this.#session, mailboxes, days, offset, wish, options);
      for (const { suggestionArray = [] } of results)
        for (const {
          meetingTime,
          suggestionQuality: quality,
          isWorkTime,
          attendeeConflictDataArray = [],
        } of suggestionArray) {
          const start = instantIn(meetingTime, offset);
          const end = new Date(start.getTime() + span.minutes * MINUTE);
          // The server knows whole days only.
          if (start.getTime() < first || end.getTime() > last) continue;
          const conflicts = attendeeConflictDataArray.flatMap((conflict, index) => {
            const busyType = (conflict as { busyType?: LegacyFreeBusyType }).busyType;
            const email = mailboxes[index]?.email.address;
            return busyType === undefined || busyType === 'Free' || email === undefined ? [] : [{ email, busyType }];
          });
          yield { start, end, quality, isWorkTime, conflicts };
        }
    }
  }

  /** Whole days of the account's zone, in parts on whose clock nothing is changed. */
  #days(from: number, to: number): { days: Window; offset: number }[] {
    const { timeZone } = this.#session;
    const parts: { days: Window; offset: number }[] = [];
    const firstDay = Math.floor(wallTimeOf(from, timeZone) / DAY_MS);
    const lastDay = Math.floor(wallTimeOf(to - 1, timeZone) / DAY_MS);
    for (let day = firstDay; day <= lastDay; day++) {
      // By the clock of its noon: the hour of the change is nobody's working time.
      const offset = offsetAt(instantOfWallTime(day * DAY_MS + DAY_MS / 2, timeZone), timeZone);
      const days = { from: day * DAY_MS - offset, to: (day + 1) * DAY_MS - offset };
      const before = parts.at(-1);
      if (before?.offset === offset && days.to - before.days.from <= MOST_MS)
        parts[parts.length - 1] = { days: { from: before.days.from, to: days.to }, offset };
      else parts.push({ days, offset });
    }
    return parts;
  }
}

function cut({ from, to }: Window, most: number): Window[] {
  const windows: Window[] = [];
  for (let at = from; at < to || windows.length === 0; at += most)
    windows.push({ from: at, to: Math.min(at + most, to) });
  return windows;
}

function timeOfDay(minutes: number): string {
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${two(minutes / 60)}:${two(minutes % 60)}`;
}

const INVITEE_RULES: Rules<Exclude<Invitee, string>> = {
  email: { expected: 'an address', holds: (value) => typeof value === 'string' && value.includes('@') },
  attendeeType: oneOf('Organizer', 'Required', 'Optional', 'Room', 'Resource'),
  excludeConflicts: { expected: 'true or false', holds: (value) => typeof value === 'boolean' },
};

function mailboxesOf(method: string, who: Invitee | readonly Invitee[]): MailboxData[] {
  const all = (Array.isArray(who) ? who : [who]) as readonly Invitee[];
  if (all.length === 0) throw new ValidationError(method, [{ path: 'who', message: 'expected at least one address' }]);
  return all.map((one) => {
    const invitee = typeof one === 'string' ? { email: one } : one;
    checkOptions(`${method}: who`, invitee, INVITEE_RULES);
    return {
      email: { address: invitee.email },
      attendeeType: invitee.attendeeType ?? 'Required',
      ...(invitee.excludeConflicts !== undefined && { excludeConflicts: invitee.excludeConflicts }),
    };
  });
}
