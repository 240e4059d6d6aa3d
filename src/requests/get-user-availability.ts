/** GetUserAvailability: when people are busy, and when they could meet. Times are those of a clock that is never changed, so each is one instant. */
import type {
  FreeBusyResponseType,
  GetUserAvailabilityRequestType,
  MailboxData,
  SuggestionDayResult,
  SuggestionQuality,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { ZonedDate } from '../codec/index.js';
import type { EwsError } from '../errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

const MINUTE = 60_000;

/** A span of instants, in milliseconds. */
export interface Window {
  readonly from: number;
  readonly to: number;
}

/** Wall time of a clock that is so far ahead of UTC, as the wire has it: without a zone. */
function written(instant: number, offset: number): ZonedDate {
  const wall = instant + offset;
  return new ZonedDate(wall, '', new Date(wall).toISOString().slice(0, 19));
}

/** The instant of a time that came without a zone. */
export function instantIn(time: Date, offset: number): Date {
  const isWall = (time as { zone?: string }).zone === '';
  return new Date(time.getTime() - (isWall ? offset : 0));
}

const NEVER = { bias: 0, time: '00:00:00', dayOrder: 0, month: 0, dayOfWeek: 'Sunday' as const };

/** The zone of the request has two rules that know no years (SerializableTimeZone); without a change of clocks it needs none. */
function requestFor(mailboxes: readonly MailboxData[], offset: number): GetUserAvailabilityRequestType {
  return {
    timeZone: { bias: -offset / MINUTE, standardTime: NEVER, daylightTime: NEVER },
    mailboxDataArray: [...mailboxes],
  };
}

const windowIn = ({ from, to }: Window, offset: number) => ({
  startTime: written(from, offset),
  endTime: written(to, offset),
});

/** For each mailbox, in order, when it is busy, by the clock of UTC; or why that cannot be told. */
export async function getFreeBusy(
  session: Session,
  mailboxes: readonly MailboxData[],
  window: Window,
  mergedFreeBusyIntervalInMinutes: number,
  options: RequestOptions,
): Promise<(FreeBusyResponseType | EwsError)[]> {
  const request = {
    ...requestFor(mailboxes, 0),
    freeBusyViewOptions: {
      timeWindow: windowIn(window, 0),
      mergedFreeBusyIntervalInMinutes,
      requestedView: ['DetailedMerged' as const],
    },
  };
  const response = await call(session, 'GetUserAvailability', request, options, { errors: 'return' });
  return (response.freeBusyResponseArray ?? []).map((one, index) => {
    const message = one.responseMessage;
    return (message && errorOf('GetUserAvailability', index, message, response)) ?? one;
  });
}

/** How meetings are looked for. */
export interface Wish {
  readonly minutes: number;
  readonly quality: SuggestionQuality | undefined;
  readonly perDay: number | undefined;
}

/** `window`: whole days of a clock that is so far ahead of UTC. */
export async function getSuggestions(
  session: Session,
  mailboxes: readonly MailboxData[],
  window: Window,
  offset: number,
  { minutes, quality, perDay }: Wish,
  options: RequestOptions,
): Promise<SuggestionDayResult[]> {
  const request = {
    ...requestFor(mailboxes, offset),
    suggestionsViewOptions: {
      ...(perDay !== undefined && { maximumResultsByDay: perDay }),
      meetingDurationInMinutes: minutes,
      ...(quality !== undefined && { minimumSuggestionQuality: quality }),
      detailedSuggestionsWindow: windowIn(window, offset),
    },
  };
  const response = await call(session, 'GetUserAvailability', request, options, { errors: 'return' });
  const { responseMessage, suggestionDayResultArray } = response.suggestionsResponse ?? {};
  const error = responseMessage && errorOf('GetUserAvailability', 0, responseMessage, response);
  if (error) throw error;
  return suggestionDayResultArray ?? [];
}
