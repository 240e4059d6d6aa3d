/** iCalendar: what it makes of a calendar item. */
import { expect, test } from '@jest/globals';
import { applyCalendar } from '../../../src/sandbox/ical/parse-calendar.js';
import type { ItemData } from '../../../src/sandbox/store/item-data.js';

test('iCalendar becomes a calendar item, with its rule, zone and deleted days', () => {
  const data: ItemData = {};
  applyCalendar(
    [
      'BEGIN:VCALENDAR',
      'BEGIN:VEVENT',
      'UID:u1',
      'SUMMARY:A\\, b',
      'DTSTART;TZID=Europe/Paris:20270301T090000',
      'DURATION:PT90M',
      'RRULE:FREQ=MONTHLY;BYDAY=2TU;COUNT=3',
      'EXDATE;TZID=Europe/Paris:20270413T090000',
      'END:VEVENT',
      'END:VCALENDAR',
    ].join('\r\n'),
    data,
  );
  expect(data).toMatchObject({ uid: 'u1', subject: 'A, b', startTimeZone: { id: 'Romance Standard Time' } });
  expect([data.start?.toISOString(), data.end?.toISOString()]).toEqual([
    '2027-03-01T08:00:00.000Z',
    '2027-03-01T09:30:00.000Z',
  ]);
  expect(data.recurrence?.pattern).toMatchObject({
    kind: 'relativeMonthlyRecurrence',
    dayOfWeekIndex: 'Second',
    daysOfWeek: 'Tuesday',
  });
  expect(data.exceptions).toEqual([{ original: Date.parse('2027-04-13T07:00:00Z'), deleted: true }]);
});
