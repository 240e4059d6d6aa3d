/** Calendar files as other programs write them, and the events that they are. */
import { describe, expect, test } from '@jest/globals';
import type { CalendarEvent } from '../../src/ical/calendar-event.js';
import { readCalendar } from '../../src/ical/read.js';
import { expectLinear } from '../support/growth.js';

const file = (lines: string[], zones: string[] = []) =>
  Buffer.from(
    ['BEGIN:VCALENDAR', ...zones, 'BEGIN:VEVENT', 'UID:u', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n'),
  );
const read = (lines: string[], zones: string[] = [], timeZone?: string) =>
  readCalendar(file(lines, zones), { timeZone });
const NINE = ['DTSTART:20260601T090000Z', 'DTEND:20260601T100000Z'];
const event = (...lines: string[]) => read([...NINE, ...lines]);
const times = ({ start, end }: CalendarEvent) => [start, end].map((time) => time?.toISOString().slice(0, 16));

const zone = (id: string, standard: string, daylight?: string) => [
  'BEGIN:VTIMEZONE',
  `TZID:${id}`,
  'BEGIN:STANDARD',
  'DTSTART:16010101T030000',
  `TZOFFSETFROM:${daylight ?? standard}`,
  `TZOFFSETTO:${standard}`,
  ...(daylight ? ['RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10'] : []),
  'END:STANDARD',
  ...(daylight
    ? [
        'BEGIN:DAYLIGHT',
        'DTSTART:16010101T020000',
        `TZOFFSETFROM:${standard}`,
        `TZOFFSETTO:${daylight}`,
        'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
        'END:DAYLIGHT',
      ]
    : []),
  'END:VTIMEZONE',
];

describe('zones', () => {
  test.each([
    'Customized Time Zone',
    'MEZ',
    'GMT+0100',
    'tzone://Microsoft/Custom',
    '(UTC+01:00) Amsterdam, Berlin',
    '/mozilla.org/20070129_1/Europe/Berlin',
    'Europe/Stockholm',
    'w. europe standard time',
  ])("a VTIMEZONE's own rules count, whatever it is called: %s", (id) => {
    const made = read([`DTSTART;TZID="${id}":20260601T090000`, 'DURATION:PT1H'], zone(id, '+0100', '+0200'));
    expect([times(made)[0], made.startTimeZone?.id]).toEqual(['2026-06-01T07:00', 'W. Europe Standard Time']);
  });

  test('also where the name is known and means something else', () => {
    const made = read(['DTSTART;TZID=Europe/Berlin:20260601T090000'], zone('Europe/Berlin', '+0300'));
    expect([times(made)[0], made.startTimeZone?.id]).toEqual(['2026-06-01T06:00', 'Arab Standard Time']);
    const summer = read(['DTSTART;TZID=EST:20260601T090000'], zone('EST', '-0500', '-0400'));
    expect(times(summer)[0]).toBe('2026-06-01T13:00');
  });

  test('without a VTIMEZONE the name counts: of IANA, of Windows, at the end of a path, or an offset', () => {
    const at = (id: string) => read([`DTSTART;TZID=${id}:20260601T090000`]);
    expect(at('Asia/Kolkata')).toMatchObject({ startTimeZone: { id: 'India Standard Time' } });
    expect(times(at('Romance Standard Time'))[0]).toBe('2026-06-01T07:00');
    expect(times(at('/x.org/Tzfile/Europe/Berlin'))[0]).toBe('2026-06-01T07:00');
    expect(times(at('"(UTC+05:30) Chennai"'))[0]).toBe('2026-06-01T03:30');
  });

  test("a time without a zone is in the request's, as is a day", () => {
    const made = read(['DTSTART:20260601T090000'], [], 'W. Europe Standard Time');
    expect([times(made)[0], made.startTimeZone?.id]).toEqual(['2026-06-01T07:00', 'W. Europe Standard Time']);
    const day = read(['DTSTART;VALUE=DATE:20260601'], [], 'Europe/Berlin');
    expect(times(day)).toEqual(['2026-05-31T22:00', '2026-06-01T22:00']);
  });

  test('an end may be in a zone of its own', () => {
    const made = read(['DTSTART;TZID=Europe/Berlin:20260601T090000', 'DTEND;TZID=America/New_York:20260601T090000']);
    expect([times(made)[1], made.endTimeZone?.id]).toEqual(['2026-06-01T13:00', 'Eastern Standard Time']);
  });

  test('rules of zones that say something each second are not gone through', () => {
    const hostile = zone('X', '+0100', '+0200').map((line) => line.replace('FREQ=YEARLY', 'FREQ=SECONDLY'));
    expect(times(read(['DTSTART;TZID=X:20260601T090000'], hostile))[0]).toMatch(/^2026-06-01T0[78]:00$/);
  });
});

describe('times', () => {
  test.each([
    [['DTSTART;VALUE=DATE:20260601'], ['2026-06-01T00:00', '2026-06-02T00:00'], true],
    [['DTSTART;VALUE=DATE:20260601', 'DTEND;VALUE=DATE:20260601'], ['2026-06-01T00:00', '2026-06-02T00:00'], true],
    [['DTSTART:20260601', 'DURATION:P2D'], ['2026-06-01T00:00', '2026-06-03T00:00'], true],
    // MS-OXCICAL 2.1.3.1.1.20.10
    [['DTSTART:20260601T000000', 'DTEND:20260602T000000'], ['2026-06-01T00:00', '2026-06-02T00:00'], true],
    [['DTSTART:20260601T000000Z', 'DTEND:20260602T000000Z'], ['2026-06-01T00:00', '2026-06-02T00:00'], false],
    [['DTSTART:20260601T0900', 'DURATION:PT90M'], ['2026-06-01T09:00', '2026-06-01T10:30'], false],
    [['DTSTART:20260601T090000Z '], ['2026-06-01T09:00', '2026-06-01T09:00'], false],
    [['DTSTART:20260601T090000Z', 'DURATION:-PT1H'], ['2026-06-01T09:00', '2026-06-01T09:00'], false],
    [['DTSTART:20260601T090000Z', 'DURATION:P999999999999D'], ['2026-06-01T09:00', '2026-06-01T09:00'], false],
  ])('%j', (lines, wanted, isAllDay) => {
    const made = read(lines);
    expect([times(made), made.isAllDayEvent]).toEqual([wanted, isAllDay]);
  });

  test('a duration of a day is one by the clock, of 24 hours one by time', () => {
    const start = 'DTSTART;TZID=Europe/Berlin:20260328T120000';
    expect(times(read([start, 'DURATION:P1D']))[1]).toBe('2026-03-29T10:00');
    expect(times(read([start, 'DURATION:P1DT0H']))[1]).toBe('2026-03-29T10:00');
  });

  test.each([[['SUMMARY:x']], [['DTSTART:tomorrow']], [['DTSTART:20261301T000000Z']], [['DTSTART:00000101T000000Z']]])(
    'no start that is a time: %j',
    (lines) => {
      expect(() => read(lines)).toThrow('An event has no DTSTART that is a time.');
    },
  );

  test('what has no event is refused', () => {
    expect(() => readCalendar(Buffer.from('BEGIN:VCALENDAR\r\nBEGIN:VTODO\r\nEND:VTODO'))).toThrow(
      'The file has no event.',
    );
    expect(() => readCalendar(new Uint8Array())).toThrow('The file has no event.');
  });
});

describe('series', () => {
  const originals = ({ exceptions = [] }: CalendarEvent) =>
    exceptions.map((one) => `${new Date(one.original).toISOString().slice(5, 16)}${one.deleted ? ' out' : ''}`);
  const changed = (id: string, ...more: string[]) => [
    'END:VEVENT',
    'BEGIN:VEVENT',
    'UID:u',
    `RECURRENCE-ID${id}`,
    ...more,
  ];

  test('UNTIL is what it says: UTC, or the whole of a day; an end before the time of day is the day before', () => {
    const range = (rule: string, ...start: string[]) => read([...start, `RRULE:${rule}`]).recurrence?.range.endDate;
    const tokyo = 'DTSTART;TZID=Asia/Tokyo:20260601T080000';
    expect(range('FREQ=DAILY;UNTIL=20260602T230000Z', tokyo)).toBe('2026-06-03');
    expect(range('FREQ=DAILY;UNTIL=20260602T225959Z', tokyo)).toBe('2026-06-02');
    expect(range('FREQ=DAILY;UNTIL=20260603T080000Z', ...NINE)).toBe('2026-06-02');
    expect(range('FREQ=DAILY;UNTIL=20260603', ...NINE)).toBe('2026-06-03');
  });

  test('an occurrence is left out by a day, a time, a time of another zone, a list, a cancelled event; and once', () => {
    const made = read([
      'DTSTART;TZID=Europe/Berlin:20260601T090000',
      'RRULE:FREQ=DAILY;COUNT=9',
      'EXDATE;VALUE=DATE:20260602',
      'EXDATE:20260603T090000,20260604T070000Z',
      'EXDATE;TZID=America/New_York:20260605T030000',
      'EXDATE:20270101T070000Z,never',
      ...changed(':20260603T070000Z', 'DTSTART:20260603T080000Z'),
      ...changed(':20260606T070000Z', 'DTSTART:20260606T070000Z', 'STATUS:CANCELLED'),
    ]);
    const out = ['02', '03', '04', '05', '06'].map((day) => `06-${day}T07:00 out`);
    expect(originals(made)).toEqual(out);
  });

  test('of a series of days only the day counts', () => {
    const days = (line: string) =>
      read(['DTSTART;VALUE=DATE:20260601', 'RRULE:FREQ=DAILY;COUNT=3', line], [], 'Europe/Berlin');
    for (const line of [
      'EXDATE;VALUE=DATE:20260602',
      'EXDATE:20260602T000000Z',
      'EXDATE;TZID=Asia/Tokyo:20260602T000000',
    ])
      expect(originals(days(line))).toEqual(['06-01T22:00 out']);
  });

  test('a changed occurrence has what it changes, wherever its event stands', () => {
    const made = read([
      'RECURRENCE-ID:20260602T090000Z',
      'DTSTART:20260602T120000Z',
      'DTEND:20260602T130000Z',
      'SUMMARY:moved',
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:other',
      'RECURRENCE-ID:20260603T090000Z',
      ...NINE,
      'END:VEVENT',
      'BEGIN:VEVENT',
      'UID:u',
      ...NINE,
      'RRULE:FREQ=DAILY;COUNT=3',
    ]);
    expect(made.exceptions).toMatchObject([
      {
        original: Date.parse('2026-06-02T09:00:00Z'),
        data: { subject: 'moved', start: new Date('2026-06-02T12:00:00Z') },
      },
    ]);
  });

  test('a change of this and all that is to come changes each of them', () => {
    const later = changed(
      ';RANGE=THISANDFUTURE:20260603T090000Z',
      'DTSTART:20260603T120000Z',
      'DURATION:PT1H',
      'SUMMARY:b',
    );
    const made = event(
      'RRULE:FREQ=DAILY;COUNT=4',
      ...later,
      ...changed(':20260604T090000Z', 'DTSTART:20260604T150000Z'),
    );
    expect(made.exceptions?.map(({ data }) => data?.start?.toISOString().slice(5, 16))).toEqual([
      '06-03T12:00',
      '06-04T15:00',
    ]);
    expect(() => event('RRULE:FREQ=DAILY', ...later)).toThrow('without an end');
  });

  test('dates alone are a series; one without a master is a single event', () => {
    const made = event('RDATE:20260610T090000Z,20260612T100000Z');
    expect(made.recurrence?.range).toMatchObject({ startDate: '2026-06-01', endDate: '2026-06-12' });
    expect(made.exceptions?.filter((one) => !one.deleted)).toMatchObject([
      { original: Date.parse('2026-06-12T09:00:00Z'), data: { start: new Date('2026-06-12T10:00:00Z') } },
    ]);
    expect(event('RECURRENCE-ID:20260601T090000Z', 'RRULE:FREQ=DAILY').recurrence).toBeUndefined();
  });
});

test('people: by address, role and state in any case; the organizer is no guest; an URN may have an address beside it', () => {
  const made = event(
    'ORGANIZER;CN=Org:MAILTO:o@x.y',
    'ATTENDEE:mailto:O@x.y',
    'ATTENDEE;role=opt-participant;partstat=accepted;CN="Berg, Bo":mailto:b@x.y',
    'ATTENDEE;CUTYPE=ROOM:mailto:r@x.y',
    'ATTENDEE;EMAIL=u@x.y:urn:uuid:1',
    'BEGIN:VALARM',
    'TRIGGER:-PT10M',
    'ATTENDEE:mailto:me@x.y',
    'END:VALARM',
  );
  expect(made.organizer).toEqual({ name: 'Org', emailAddress: 'o@x.y' });
  expect(made.requiredAttendees).toEqual([{ mailbox: { emailAddress: 'u@x.y' }, responseType: 'Unknown' }]);
  expect(made.optionalAttendees).toEqual([
    { mailbox: { name: 'Berg, Bo', emailAddress: 'b@x.y' }, responseType: 'Accept' },
  ]);
  expect(made.resources).toMatchObject([{ mailbox: { emailAddress: 'r@x.y' } }]);
});

test.each([
  [['TRIGGER:-PT15M'], true, 15],
  [['TRIGGER;RELATED=END:-PT75M'], true, 15],
  [['TRIGGER;VALUE=DATE-TIME:20260601T083000Z'], true, 30],
  // EWS has no word for what comes after the start.
  [['TRIGGER:PT15M'], true, 0],
  [['TRIGGER:-P900000W'], false, undefined],
  // Longer than EWS can say.
  [['TRIGGER:-P270W'], false, undefined],
  [['TRIGGER:19960415T000000Z'], false, undefined],
  [['TRIGGER:x19960415T000000Z'], false, undefined],
  [['ACTION:DISPLAY'], false, undefined],
])('alarm: %j', (lines, isSet, minutes) => {
  const made = event('BEGIN:VALARM', ...lines, 'END:VALARM');
  expect([made.reminderIsSet, made.reminderMinutesBeforeStart]).toEqual([isSet, minutes]);
});

test('what else an event says', () => {
  expect(
    event('STATUS:Tentative', 'class:private', 'PRIORITY:x', 'SEQUENCE:3', 'CATEGORIES:a\\,b,c', 'CATEGORIES:d'),
  ).toMatchObject({
    legacyFreeBusyStatus: 'Tentative',
    sensitivity: 'Private',
    importance: 'Normal',
    appointmentSequenceNumber: 3,
    categories: ['a,b', 'c', 'd'],
  });
  expect(event('STATUS:CANCELLED', 'TRANSP:TRANSPARENT', 'PRIORITY:1')).toMatchObject({
    isCancelled: true,
    legacyFreeBusyStatus: 'Free',
    importance: 'High',
  });
  expect(event('DESCRIPTION:a', 'X-ALT-DESC;FMTTYPE=text/html:<b>a\\, b</b>').body).toEqual({
    bodyType: 'HTML',
    value: '<b>a, b</b>',
  });
});

test.each(['EXDATE:20260602T090000Z', 'ATTENDEE:mailto:a@b.c', 'CATEGORIES:a', 'RDATE:20260602T090000Z'])(
  'many lines are not dear: %s',
  (line) => {
    expectLinear(
      (size) => file([...NINE, 'RRULE:FREQ=DAILY;COUNT=90', ...Array(Math.ceil(size / 20)).fill(line)]),
      readCalendar,
    );
  },
);
