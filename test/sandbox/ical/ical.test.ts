/** iCalendar: what it makes of a calendar item. */
import { expect, test } from '@jest/globals';
import { applyCalendar } from '../../../src/sandbox/ical/parse-calendar.js';
import { durationOf } from '../../../src/sandbox/ical/times.js';
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

const event = (...lines: string[]): ItemData => {
  const data: ItemData = {};
  const times = ['UID:u', 'DTSTART:20260601T090000Z', 'DTEND:20260601T100000Z'];
  applyCalendar(
    ['BEGIN:VCALENDAR', 'begin:vevent', ...times, ...lines, 'end:vevent', 'END:VCALENDAR'].join('\r\n'),
    data,
  );
  return data;
};
const refusal = (run: () => unknown): unknown => {
  try {
    return run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test.each([
  'FREQ=HOURLY;COUNT=4',
  'FREQ=MONTHLY;BYMONTHDAY=1,15',
  'FREQ=MONTHLY;BYMONTHDAY=-2',
  'FREQ=MONTHLY;BYDAY=MO',
  'FREQ=MONTHLY;BYDAY=1MO,3MO',
  'FREQ=MONTHLY;BYDAY=-2MO',
  'FREQ=MONTHLY;BYDAY=MO,WE;BYSETPOS=1',
  'FREQ=MONTHLY;BYMONTH=6,7',
  'FREQ=WEEKLY;BYMONTH=6',
  'FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1',
  'FREQ=YEARLY;BYDAY=1MO',
  'FREQ=YEARLY;BYMONTHDAY=3',
  'FREQ=YEARLY;BYMONTH=1,7',
  'FREQ=YEARLY;INTERVAL=2',
  'FREQ=YEARLY;BYYEARDAY=152',
  'FREQ=YEARLY;BYWEEKNO=23;BYDAY=MO',
  'FREQ=DAILY;INTERVAL=0',
  'FREQ=DAILY;INTERVAL=2;BYDAY=MO',
  'FREQ=DAILY;COUNT=x',
  'FREQ=DAILY;COUNT=-1',
  'FREQ=WEEKLY;BYDAY=XX',
  'FREQ=WEEKLY;BYDAY=MO;WKST=XX',
])('a rule that a recurrence cannot say is refused, and becomes no other: %s', (rule) => {
  expect(refusal(() => event(`RRULE:${rule}`))).toBe('ErrorMimeContentInvalid');
});

test.each([
  ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'weeklyRecurrence'],
  ['freq=weekly;count=2 ', 'weeklyRecurrence'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'relativeMonthlyRecurrence'],
  ['FREQ=YEARLY;BYDAY=1MO;BYMONTH=6', 'relativeYearlyRecurrence'],
])('a rule that it can say is kept: %s', (rule, kind) => {
  expect(event(`RRULE:${rule}`).recurrence?.pattern?.kind).toBe(kind);
});

test('a duration that no item can have is refused', () => {
  const alarm = ['BEGIN:VALARM', 'TRIGGER:-P900000W', 'END:VALARM'];
  expect(refusal(() => event(...alarm))).toBe('ErrorMimeContentInvalid');
  expect(refusal(() => durationOf('P999999999999D', false))).toBe('ErrorMimeContentInvalid');
});

test('an occurrence that is left out is so by day, by time, by a cancelled event, and once', () => {
  const day = (text: string) => ({ original: Date.parse(`${text}T09:00:00Z`), deleted: true });
  const changed = (id: string, ...more: string[]) => [
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:u',
    `RECURRENCE-ID:${id}`,
    `DTSTART:${id}`,
    ...more,
  ];
  const { exceptions } = event(
    'RRULE:FREQ=DAILY;COUNT=9',
    'EXDATE;VALUE=DATE:20260602',
    'EXDATE:20260603T090000Z',
    ...changed('20260603T090000Z'),
    ...changed('20260604T090000Z', 'STATUS:CANCELLED'),
  );
  expect(exceptions).toEqual([day('2026-06-02'), day('2026-06-03'), day('2026-06-04')]);
});

test("what is in an alarm is not the event's; names of values are read in any case", () => {
  const data = event(
    'ORGANIZER:mailto:o@x.y',
    'ATTENDEE;role=opt-participant;partstat=accepted:mailto:b@x.y',
    'CLASS:private',
    'STATUS:Tentative',
    'BEGIN:VALARM',
    'TRIGGER:-PT10M',
    'ATTENDEE:mailto:me@x.y',
    'END:VALARM',
  );
  expect(data.requiredAttendees).toBeUndefined();
  expect(data.optionalAttendees).toEqual([{ mailbox: { emailAddress: 'b@x.y' }, responseType: 'Accept' }]);
  expect([data.sensitivity, data.legacyFreeBusyStatus]).toEqual(['Private', 'Tentative']);
  expect(event('STATUS:CANCELLED').isCancelled).toBe(true);
});

test('marks in parameters are read (RFC 6868); an end may be in a zone of its own', () => {
  const data: ItemData = {};
  const zoned = ['DTSTART;TZID=Europe/Berlin:20260601T090000', 'DTEND;TZID=America/New_York:20260601T090000'];
  const attendee = 'ATTENDEE;CN="Bo ^\'B^\' X":mailto:b@x.y';
  applyCalendar(['BEGIN:VEVENT', ...zoned, attendee, 'END:VEVENT'].join('\r\n'), data);
  expect(data.requiredAttendees?.[0]?.mailbox.name).toBe('Bo "B" X');
  expect([data.endTimeZone?.id, data.end?.toISOString()]).toEqual([
    'Eastern Standard Time',
    '2026-06-01T13:00:00.000Z',
  ]);
});
