/** A calendar file as the items that are created of it, and what becomes of their occurrences then. Nobody is invited. */
import type { CalendarItemType } from '../../generated/index.js';
import { DoesNotExistError, ValidationError } from '../errors.js';
import { type CalendarEvent, type EventException, loadCalendarFormat, TextFormatError } from '../ical/index.js';
import type { RequestOptions } from '../requests/options.js';
import { offsetAt } from '../time/wall-time.js';
import { toIanaZone } from '../time/zone-names.js';

/** Members that an event and an item have alike, and that can be given. */
const MEMBERS = [
  'uid',
  'subject',
  'location',
  'body',
  'categories',
  'start',
  'end',
  'startTimeZone',
  'endTimeZone',
  'isAllDayEvent',
  'legacyFreeBusyStatus',
  'sensitivity',
  'importance',
  'reminderIsSet',
  'reminderMinutesBeforeStart',
  'recurrence',
] as const;
/** Those that can be changed of an occurrence. */
const OF_OCCURRENCES = MEMBERS.filter(
  (name) => !/^(uid|recurrence|startTimeZone|endTimeZone|isAllDayEvent)$/.test(name),
);
const PEOPLE = ['requiredAttendees', 'optionalAttendees', 'resources'] as const;

/** An item to be created, and what its occurrences differ in. */
export interface EventToCreate {
  readonly item: object;
  readonly exceptions: readonly EventException[];
  /** IANA name of the zone that the series goes by. */
  readonly zone: string;
}

/** Throws {@link ValidationError} for what is no calendar, and for a rule that Exchange has no pattern for. */
export async function eventsToCreate(bytes: Uint8Array, timeZone: string): Promise<EventToCreate[]> {
  const { readCalendarEvents } = await loadCalendarFormat();
  try {
    return readCalendarEvents(bytes, { timeZone }).map((event) => ({
      item: itemOf(event),
      exceptions: event.exceptions ?? [],
      zone: toIanaZone(event.startTimeZone?.id ?? '') ?? timeZone,
    }));
  } catch (error) {
    if (!(error instanceof TextFormatError)) throw error;
    throw new ValidationError('import()', [{ path: 'source', message: error.message }]);
  }
}

function itemOf(event: CalendarEvent): object {
  const given = Object.fromEntries(
    MEMBERS.map((name) => [name, event[name]]).filter(([, value]) => value !== undefined),
  );
  const people = PEOPLE.flatMap((name) => {
    // How one has answered is not ours to say.
    const mailboxes = event[name]?.map(({ mailbox }) => ({ mailbox }));
    return mailboxes?.length ? [[name, mailboxes] as const] : [];
  });
  return { ...given, ...Object.fromEntries(people) };
}

interface Occurrence {
  update(changes: object, options?: RequestOptions): Promise<void>;
  delete(options?: RequestOptions): Promise<void>;
}

interface SeriesItem extends Pick<CalendarItemType, 'start' | 'end'> {
  occurrence(day: `${number}-${number}-${number}`, options?: RequestOptions): Promise<Occurrence>;
}

/** Moves, changes and deletes what the file says of single occurrences. */
export async function changeOccurrences(
  series: SeriesItem,
  { exceptions, zone }: EventToCreate,
  options: RequestOptions,
): Promise<void> {
  for (const { original, deleted, data } of exceptions) {
    const day = new Date(original + offsetAt(original, zone))
      .toISOString()
      .slice(0, 10) as `${number}-${number}-${number}`;
    const occurrence = await series.occurrence(day, options).catch((error: unknown) => {
      // A file may leave out what its rule never had.
      if (error instanceof DoesNotExistError) return undefined;
      throw error;
    });
    if (deleted) await occurrence?.delete(options);
    else if (data) await occurrence?.update(changesOf(data, series), options);
  }
}

/** What is as in the series is not written again. */
function changesOf(data: CalendarEvent, series: SeriesItem): object {
  const known = series as unknown as Record<string, unknown>;
  const changed = OF_OCCURRENCES.filter(
    (name) => data[name] !== undefined && JSON.stringify(data[name]) !== JSON.stringify(known[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, data[name]]));
}
