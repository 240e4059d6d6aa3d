/** The parts that compute: recurrence patterns, zones, MIME and iCalendar, query strings, sorting. */
import { describe, expect, test } from '@jest/globals';
import { formatDay, recurrenceDays } from '../../src/sandbox/calendar/recurrence.js';
import { zoneRules } from '../../src/sandbox/calendar/zone-rules.js';
import { fromWall, ianaOf, toWall } from '../../src/sandbox/calendar/zones.js';
import { applyCalendar } from '../../src/sandbox/ical/parse-calendar.js';
import { textOfHtml } from '../../src/sandbox/mime/body.js';
import { buildMessage } from '../../src/sandbox/mime/build.js';
import { parseAddresses, parseMime } from '../../src/sandbox/mime/parse.js';
import { memberOf } from '../../src/sandbox/properties/property-table.js';
import { parseQueryString } from '../../src/sandbox/search/query-string.js';
import { compareValues } from '../../src/sandbox/search/restriction.js';
import type { ItemData, Recurrence } from '../../src/sandbox/store/item-data.js';

function days(pattern: Recurrence['pattern'], count: number, startDate = '2027-03-01'): string[] {
  const range = { kind: 'numberedRecurrence', startDate, numberOfOccurrences: count };
  return [...recurrenceDays({ pattern, range })].map(formatDay);
}

describe('recurrence', () => {
  test('weekly counts its weeks from the first day of the week', () => {
    const weekly = (firstDayOfWeek: string) =>
      days({ kind: 'weeklyRecurrence', interval: 2, daysOfWeek: ['Sunday', 'Monday'], firstDayOfWeek }, 3);
    expect(weekly('Sunday')).toEqual(['2027-03-01', '2027-03-14', '2027-03-15']);
    expect(weekly('Monday')).toEqual(['2027-03-01', '2027-03-07', '2027-03-15']);
  });

  test('a month without the day has the occurrence on its last', () => {
    expect(days({ kind: 'absoluteMonthlyRecurrence', interval: 1, dayOfMonth: 31 }, 3)).toEqual([
      '2027-03-31',
      '2027-04-30',
      '2027-05-31',
    ]);
  });

  test('the last weekday of a month is found from its end', () => {
    expect(
      days({ kind: 'relativeMonthlyRecurrence', interval: 1, daysOfWeek: 'Weekday', dayOfWeekIndex: 'Last' }, 2),
    ).toEqual(['2027-03-31', '2027-04-30']);
  });

  test('29 February comes every year', () => {
    expect(days({ kind: 'absoluteYearlyRecurrence', dayOfMonth: 29, month: 'February' }, 3, '2027-01-01')).toEqual([
      '2027-02-28',
      '2028-02-29',
      '2029-02-28',
    ]);
  });
});

describe('zones', () => {
  test('wall times in a gap move on, those that come twice are the first', () => {
    const paris = ianaOf('Romance Standard Time');
    const at = (text: string) => new Date(fromWall(paris, Date.parse(text))).toISOString();
    expect(at('2027-03-28T02:30:00Z')).toBe('2027-03-28T01:30:00.000Z');
    expect(at('2027-10-31T02:30:00Z')).toBe('2027-10-31T00:30:00.000Z');
    expect(toWall(paris, Date.parse('2027-07-01T00:00:00Z'))).toBe(Date.parse('2027-07-01T02:00:00Z'));
  });

  test('yearly rules are found from the zone data', () => {
    const { standard, daylight } = zoneRules('America/New_York');
    expect([standard.offset, daylight?.offset]).toEqual([-300, -240]);
    expect(daylight?.rule).toEqual({ month: 2, place: 2, weekday: 0, wall: 7_200_000 });
    expect(standard.rule).toEqual({ month: 10, place: 1, weekday: 0, wall: 7_200_000 });
    expect(zoneRules('Asia/Tokyo').daylight).toBeUndefined();
  });
});

describe('mime', () => {
  test('what is built parses to the same', () => {
    const built = buildMessage({
      headers: [
        { name: 'Subject', value: 'Grüße aus 日本, ziemlich lang, damit mehrere Wörter entstehen' },
        { name: 'To', value: '"Bär, B" <b@example.com>' },
      ],
      text: 'Zeile\r\n',
      html: '<p>Zeile</p>',
      attachments: [
        { name: 'é & <x>.bin', contentType: 'application/octet-stream', content: new Uint8Array([0, 255]) },
      ],
      seed: 'x',
    });
    const message = parseMime(built);
    expect(message.headers.find((one) => one.name === 'Subject')?.value).toBe(
      'Grüße aus 日本, ziemlich lang, damit mehrere Wörter entstehen',
    );
    expect([message.text, message.html]).toEqual(['Zeile\r\n', '<p>Zeile</p>']);
    expect(message.attachments.map((one) => [one.name, [...one.content]])).toEqual([['é & <x>.bin', [0, 255]]]);
  });

  test('addresses are split outside of quotes', () => {
    expect(parseAddresses('"Berg, Anna" <a@x.y>, b@x.y')).toEqual([
      { name: 'Berg, Anna', emailAddress: 'a@x.y' },
      { emailAddress: 'b@x.y' },
    ]);
  });

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
});

describe('values', () => {
  test('FieldURIs name members by one rule', () => {
    expect(
      ['item:Subject', 'calendar:UID', 'contacts:MSExchangeCertificate', 'contacts:PhysicalAddress:Street'].map(
        memberOf,
      ),
    ).toEqual(['subject', 'uid', 'msExchangeCertificate', 'street']);
  });

  test('values are ordered within their type', () => {
    expect(compareValues('b', 'A')).toBeGreaterThan(0);
    expect(compareValues('Low', 'High')).toBeLessThan(0);
    expect(compareValues(2n ** 60n, 5)).toBeGreaterThan(0);
    expect(compareValues(new Date(1), new Date(2))).toBeLessThan(0);
  });

  test('query strings know fields, phrases, NOT, OR and parentheses', () => {
    const data: ItemData = {
      subject: 'Quarterly report',
      from: { name: 'Anna', emailAddress: 'a@x.y' },
      body: { bodyType: 'Text', value: 'red apples' },
    };
    const finds = (query: string) => parseQueryString(query)(data);
    expect(
      [
        'report',
        'subject:quarter',
        'subject:"quarterly report"',
        'NOT green',
        'green OR red',
        '(green OR red) AND from:anna',
        'subject:green',
        '-red',
      ].map(finds),
    ).toEqual([true, true, true, true, true, true, false, false]);
  });

  test('text is made of HTML', () => {
    expect(textOfHtml('<html><head><style>p{}</style></head><body><p>a&amp;b</p>c<br>d&#x41;</body></html>')).toBe(
      'a&b\r\nc\r\ndA',
    );
  });
});
