/** GetUserAvailability: when people are busy, by the minute or merged into a string of digits (MS-OXWAVLS). */
import type { Context } from '../access/context.js';
import { may } from '../access/rights.js';
import { editionIndex, type GetUserAvailabilityRequestType } from '../base/codec.js';
import { Failure, Fault } from '../base/failure.js';
import { type Body, errorMembers } from '../base/response-message.js';
import { type BiasZone, toInstant, toZone } from '../calendar/bias.js';
import { isMaster, isOccurrence, occurrencesBetween, overlaps } from '../calendar/occurrences.js';
import { DAY, MINUTE } from '../calendar/zones.js';
import type { Item } from '../store/items.js';
import type { Handler } from './handler.js';
import { type AttendeeTimes, suggestionsFor } from './suggestions.js';

const DIGITS: Record<string, number> = { Free: 0, Tentative: 1, Busy: 2, OOF: 3, WorkingElsewhere: 4, NoData: 4 };

interface Window {
  /** Milliseconds. */
  from: number;
  to: number;
  interval: number;
  view: string;
  zone: BiasZone | undefined;
}

export const getUserAvailability: Handler<GetUserAvailabilityRequestType> = (request, context) => {
  const options = request.freeBusyViewOptions;
  const answer: Body = {};
  if (options !== undefined) {
    const window: Window = {
      from: toInstant(options.timeWindow.startTime, request.timeZone),
      to: toInstant(options.timeWindow.endTime, request.timeZone),
      interval: options.mergedFreeBusyIntervalInMinutes ?? 30,
      view: String([options.requestedView ?? 'FreeBusyMerged'].flat()[0]),
      zone: request.timeZone,
    };
    // The interval that is taken where none is given may be longer than the window.
    const given = options.mergedFreeBusyIntervalInMinutes !== undefined;
    demandSmall(window, given, request.mailboxDataArray.length, context.edition);
    answer['freeBusyResponseArray'] = request.mailboxDataArray.map(({ email }) =>
      freeBusyOf(context, email.address, window),
    );
  }
  if (request.suggestionsViewOptions !== undefined)
    answer['suggestionsResponse'] = suggestionsFor(
      request.suggestionsViewOptions,
      request.timeZone,
      attendeesOf(request, context),
    );
  return answer;
};

/** Those whose times can be asked for. */
function attendeesOf({ mailboxDataArray }: GetUserAvailabilityRequestType, context: Context): AttendeeTimes[] {
  return mailboxDataArray.map(({ email, attendeeType, excludeConflicts }) => {
    const mailbox = context.store.mailboxes.byAddress(email.address);
    const calendar = mailbox && context.store.folders.wellKnown(mailbox.id, 'calendar');
    const isKnown = calendar !== undefined && may(context.store, context.mailbox, calendar, 'freeBusy');
    const busyIn = (from: number, to: number) =>
      eventsIn(context, calendar?.id ?? 0, from, to).map(({ data }) => data.legacyFreeBusyStatus ?? 'Busy');
    return { isKnown, isOptional: attendeeType === 'Optional', excludes: excludeConflicts === true, busyIn };
  });
}

function eventsIn(context: Context, calendar: number, from: number, to: number): Item[] {
  return context.store.items
    .inCalendar(calendar, from, to)
    .flatMap((item) =>
      isMaster(item.data) ? occurrencesBetween(item, from, to) : overlaps(item.data, from, to) ? [item] : [],
    );
}

/** Exchange's limits, in its words: microsoftgraph/microsoft-graph-docs#19703 and #7047, exchangelib#1019; of old, 42 days (Learn). */
function demandSmall({ from, to, interval }: Window, isGiven: boolean, mailboxes: number, edition: number): void {
  const days = edition < editionIndex('Exchange2013_SP1') ? 42 : 62;
  if (to <= from)
    throw new Fault('ErrorInvalidTimeInterval', 'The end of the time window has to be later than its start.');
  if (to - from > days * DAY)
    throw new Fault(
      'ErrorTimeIntervalTooBig',
      `The requested time duration specified for FreeBusyViewOptions.TimeWindow is too long. The allowed limit = ${days} days; the actual limit = ${Math.ceil((to - from) / DAY)} days.`,
    );
  if (isGiven && (interval < 5 || interval > 1440 || interval * MINUTE > to - from))
    throw new Fault(
      'ErrorInvalidMergedFreeBusyInterval',
      'The specified merged free/busy interval is not valid. Specify an interval that is less than the free/busy time window and between 5 and 1440 minutes.',
    );
  if (mailboxes > 100)
    throw new Fault(
      'ErrorMailboxDataArrayTooBig',
      `There are too many target users in the EmailAddress array. The allowed size = 100; the actual size = ${mailboxes}.`,
    );
}

function freeBusyOf(context: Context, address: string, window: Window): Body {
  try {
    const mailbox = context.store.mailboxes.byAddress(address);
    if (mailbox === undefined) {
      throw new Failure(
        'ErrorMailRecipientNotFound',
        `Unable to resolve e-mail address ${address} to an Active Directory object.`,
      );
    }
    const calendar = context.store.folders.wellKnown(mailbox.id, 'calendar');
    if (!may(context.store, context.mailbox, calendar, 'freeBusy'))
      throw new Failure('ErrorNoFreeBusyAccess', 'No free/busy access.');
    const isOpen = may(context.store, context.mailbox, calendar, 'read');
    return {
      responseMessage: { responseClass: 'Success', responseCode: 'NoError' },
      freeBusyView: viewOf(context, calendar.id, window, isOpen),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { responseMessage: errorMembers(error), freeBusyView: { freeBusyViewType: ['None'] } };
  }
}

function viewOf(context: Context, calendar: number, window: Window, isOpen: boolean): Body {
  const { from, to, zone } = window;
  const events = eventsIn(context, calendar, from, to).sort((a, b) => time(a.data.start) - time(b.data.start));
  // Detailed comes down to FreeBusy for who may not read the calendar.
  const view = isOpen ? window.view : window.view.replace('Detailed', 'FreeBusy');
  const hasEvents = view !== 'MergedOnly';
  return {
    freeBusyViewType: [view],
    ...(/Merged/.test(view) && { mergedFreeBusy: merged(events, window) }),
    ...(hasEvents &&
      events.length > 0 && {
        calendarEventArray: events.map((item) => eventOf(item, zone, view.startsWith('Detailed'))),
      }),
    workingHours: workingHoursOf(zone),
  };
}

function eventOf(item: Item, zone: BiasZone | undefined, isDetailed: boolean): Body {
  const { data } = item;
  return {
    startTime: toZone(time(data.start), zone),
    endTime: toZone(time(data.end), zone),
    busyType: data.legacyFreeBusyStatus ?? 'Busy',
    ...(isDetailed && {
      calendarEventDetails: {
        id: item.id.toString(16).padStart(32, '0').toUpperCase(),
        subject: data.subject,
        location: data.location,
        isMeeting: data.isMeeting ?? false,
        isRecurring: isOccurrence(item),
        isException: data['calendarItemType'] === 'Exception',
        isReminderSet: data.reminderIsSet ?? false,
        isPrivate: data.sensitivity === 'Private',
      },
    }),
  };
}

// One digit for each interval: the busiest of what touches it.
function merged(events: readonly Item[], { from, to, interval }: Window): string {
  const digits: number[] = [];
  for (let start = from; start < to; start += interval * MINUTE) {
    const end = start + interval * MINUTE;
    const touching = events.filter(({ data }) => time(data.start) < end && time(data.end) > start);
    digits.push(Math.max(0, ...touching.map(({ data }) => DIGITS[data.legacyFreeBusyStatus ?? 'Busy'] ?? 0)));
  }
  return digits.join('');
}

function workingHoursOf(zone: BiasZone | undefined): Body {
  const none = { bias: 0, time: '00:00:00', dayOrder: 0, month: 0, dayOfWeek: 'Sunday' };
  return {
    timeZone: zone ?? { bias: 0, standardTime: none, daylightTime: none },
    workingPeriodArray: [
      {
        dayOfWeek: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
        startTimeInMinutes: 480,
        endTimeInMinutes: 1020,
      },
    ],
  };
}

function time(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
