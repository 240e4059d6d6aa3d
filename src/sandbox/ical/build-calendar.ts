/** iCalendar (RFC 5545) of a calendar item: one VEVENT with its zone, as Exchange gives it in MimeContent. */
import { formatDay } from '../calendar/recurrence.js';
import { ianaOf, toWall } from '../calendar/zones.js';
import { plainText } from '../mime/body.js';
import type { Attendee, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { ruleOf } from './build-rule.js';
import { timeZoneLines } from './build-time-zone.js';
import { escaped, fold, quoted, textLine } from './lines.js';
import { compact } from './times.js';

export function buildCalendar(item: Item): Uint8Array {
  const { data } = item;
  const zoneId = data.startTimeZone?.id ?? 'UTC';
  const lines = [
    'BEGIN:VCALENDAR',
    `METHOD:${data.isMeeting ? 'REQUEST' : 'PUBLISH'}`,
    'PRODID:ewskit sandbox',
    'VERSION:2.0',
    ...timeZoneLines(zoneId),
    ...eventLines(data, zoneId),
    ...(data.exceptions ?? []).flatMap((exception) =>
      exception.deleted || exception.data === undefined
        ? []
        : eventLines(
            {
              ...data,
              recurrence: undefined,
              exceptions: undefined,
              start: new Date(exception.original),
              end: endOf(data, exception.original),
              ...exception.data,
            },
            zoneId,
            new Date(exception.original),
          ),
    ),
    'END:VCALENDAR',
  ];
  return Buffer.from(`${lines.map(fold).join('\r\n')}\r\n`, 'utf8');
}

function endOf(data: ItemData, start: number): Date {
  return new Date(start + (data.end?.getTime() ?? 0) - (data.start?.getTime() ?? 0));
}

function eventLines(data: ItemData, zoneId: string, recurrenceId?: Date): string[] {
  const iana = ianaOf(zoneId);
  const time = (name: string, value: Date | undefined) => {
    if (value === undefined) return [];
    const wall = toWall(iana, value.getTime());
    if (data.isAllDayEvent) return [`${name};VALUE=DATE:${formatDay(wall).replaceAll('-', '')}`];
    return zoneId === 'UTC' ? [`${name}:${compact(value.getTime())}Z`] : [`${name};TZID=${zoneId}:${compact(wall)}`];
  };
  const attendee = (role: string) => (one: Attendee) =>
    `ATTENDEE;ROLE=${role};PARTSTAT=${PARTSTAT[one.responseType ?? ''] ?? 'NEEDS-ACTION'};CN=${quoted(one.mailbox.name)}:mailto:${one.mailbox.emailAddress}`;
  return [
    'BEGIN:VEVENT',
    ...(data.organizer && data.isMeeting
      ? [`ORGANIZER;CN=${quoted(data.organizer.name)}:mailto:${data.organizer.emailAddress}`]
      : []),
    ...(data.requiredAttendees ?? []).map(attendee('REQ-PARTICIPANT')),
    ...(data.optionalAttendees ?? []).map(attendee('OPT-PARTICIPANT')),
    ...(data.resources ?? []).map(attendee('NON-PARTICIPANT')),
    ...textLine('DESCRIPTION', data.body && plainText(data.body)),
    `UID:${data.uid ?? ''}`,
    `SUMMARY:${escaped(data.subject ?? '')}`,
    ...time('DTSTART', data.start),
    ...time('DTEND', data.end),
    ...(data.recurrence ? [`RRULE:${ruleOf(data.recurrence, data, iana)}`] : []),
    ...(data.exceptions ?? []).filter((one) => one.deleted).flatMap((one) => time('EXDATE', new Date(one.original))),
    ...(recurrenceId ? time('RECURRENCE-ID', recurrenceId) : []),
    `CLASS:${({ Private: 'PRIVATE', Confidential: 'CONFIDENTIAL' } as Record<string, string>)[data.sensitivity ?? ''] ?? 'PUBLIC'}`,
    `PRIORITY:${({ High: 1, Low: 9 } as Record<string, number>)[data.importance ?? ''] ?? 5}`,
    ...(data.categories?.length ? [`CATEGORIES:${data.categories.map(escaped).join(',')}`] : []),
    `DTSTAMP:${compact((data.lastModifiedTime ?? data.dateTimeCreated ?? new Date(0)).getTime())}Z`,
    `TRANSP:${data.legacyFreeBusyStatus === 'Free' ? 'TRANSPARENT' : 'OPAQUE'}`,
    `STATUS:${data.isCancelled ? 'CANCELLED' : 'CONFIRMED'}`,
    `SEQUENCE:${data.appointmentSequenceNumber ?? 0}`,
    ...textLine('LOCATION', data.location),
    `X-MICROSOFT-CDO-BUSYSTATUS:${(data.legacyFreeBusyStatus ?? 'Busy').toUpperCase()}`,
    `X-MICROSOFT-CDO-ALLDAYEVENT:${data.isAllDayEvent ? 'TRUE' : 'FALSE'}`,
    ...(data.reminderIsSet
      ? [
          'BEGIN:VALARM',
          'DESCRIPTION:REMINDER',
          `TRIGGER;RELATED=START:-PT${Number(data.reminderMinutesBeforeStart ?? 15)}M`,
          'ACTION:DISPLAY',
          'END:VALARM',
        ]
      : []),
    'END:VEVENT',
  ];
}

const PARTSTAT: Record<string, string> = { Accept: 'ACCEPTED', Tentative: 'TENTATIVE', Decline: 'DECLINED' };
