/** Calendar files that are written: what is in them, and that they are read again as what they were. */
import { expect, test } from '@jest/globals';
import type { CalendarEvent } from '../../src/ical/calendar-event.js';
import { readCalendar } from '../../src/ical/read.js';
import { writeCalendar } from '../../src/ical/write.js';
import { zoneLines } from '../../src/ical/write-zone.js';

const write = (event: CalendarEvent) =>
  writeCalendar(event, {
    productId: 'test',
    method: 'PUBLISH',
    stamp: new Date('2026-01-01T00:00:00Z'),
    plainText: ({ value = '' }) => value.replace(/<[^<>]*>/g, ''),
  });
const linesOf = (event: CalendarEvent) => Buffer.from(write(event)).toString().replace(/\r\n /g, '').split('\r\n');

const NINE: CalendarEvent = {
  uid: 'u',
  subject: 'a',
  start: new Date('2026-06-01T16:00:00Z'),
  end: new Date('2026-06-01T17:00:00Z'),
  startTimeZone: { id: 'Pacific Standard Time' },
  isAllDayEvent: false,
};

test('the end of a series is its last time, in UTC; of days a day', () => {
  const recurrence = {
    pattern: { kind: 'dailyRecurrence', interval: 1 },
    range: { kind: 'endDateRecurrence', startDate: '2026-06-01', endDate: '2026-06-03' },
  };
  expect(linesOf({ ...NINE, recurrence })).toContain('RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20260603T160000Z');
  expect(linesOf({ ...NINE, recurrence, isAllDayEvent: true })).toContain('RRULE:FREQ=DAILY;INTERVAL=1;UNTIL=20260603');
});

test('a zone has the rules of the years of its event', () => {
  // Until 2006 from April to October, from 2007 on from March to November.
  expect(zoneLines('Eastern Standard Time', 2005, 2010)).toEqual([
    'BEGIN:VTIMEZONE',
    'TZID:Eastern Standard Time',
    'BEGIN:DAYLIGHT',
    'DTSTART:20040404T020000',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'RRULE:FREQ=YEARLY;BYMONTH=4;BYDAY=1SU;UNTIL=20060402T070000Z',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:20041031T020000',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20061029T060000Z',
    'END:STANDARD',
    'BEGIN:DAYLIGHT',
    'DTSTART:20070311T020000',
    'TZOFFSETFROM:-0500',
    'TZOFFSETTO:-0400',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
    'END:DAYLIGHT',
    'BEGIN:STANDARD',
    'DTSTART:20071104T020000',
    'TZOFFSETFROM:-0400',
    'TZOFFSETTO:-0500',
    'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
    'END:STANDARD',
    'END:VTIMEZONE',
  ]);
  expect(zoneLines('India Standard Time', 2026, 2030)).toContain('TZOFFSETTO:+0530');
  expect(zoneLines('UTC', 2026, 2030)).toEqual([]);
});

test.each<[string, CalendarEvent]>([
  [
    'a single event',
    { ...NINE, location: 'Room; 1', categories: ['a,b', 'c'], sensitivity: 'Personal', importance: 'High' },
  ],
  [
    'days',
    {
      ...NINE,
      startTimeZone: { id: 'UTC' },
      isAllDayEvent: true,
      start: new Date('2026-06-01T00:00:00Z'),
      end: new Date('2026-06-03T00:00:00Z'),
    },
  ],
  [
    'a series with exceptions',
    {
      ...NINE,
      recurrence: {
        pattern: { kind: 'relativeMonthlyRecurrence', interval: 2, daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last' },
        range: { kind: 'numberedRecurrence', startDate: '2026-06-01', numberOfOccurrences: 9 },
      },
      exceptions: [
        { original: Date.parse('2026-06-30T16:00:00Z'), deleted: true },
        {
          original: Date.parse('2026-12-31T17:00:00Z'),
          data: { subject: 'b', start: new Date('2026-12-30T17:00:00Z'), end: new Date('2026-12-30T19:00:00Z') },
        },
      ],
    },
  ],
  [
    'a meeting in HTML with a reminder',
    {
      ...NINE,
      body: { bodyType: 'HTML', value: '<b>a, b; c</b>\n' },
      organizer: { name: 'O "x" ^', emailAddress: 'o@x.y' },
      requiredAttendees: [{ mailbox: { name: 'Berg, Bo', emailAddress: 'b@x.y' }, responseType: 'Decline' }],
      resources: [{ mailbox: { name: 'Room', emailAddress: 'r@x.y' }, responseType: 'Unknown' }],
      reminderIsSet: true,
      reminderMinutesBeforeStart: 40,
      appointmentSequenceNumber: 2,
      legacyFreeBusyStatus: 'OOF',
    },
  ],
])('what is written is read as it was: %s', (_, event) => {
  expect(readCalendar(write(event), { timeZone: event.startTimeZone?.id })).toMatchObject(event);
});
