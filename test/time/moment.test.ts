/** The ways to say a time, and what they mean: instants, readings of wall clocks, days; on the days of clock changes, too. */
import { describe, expect, test } from '@jest/globals';
import { readMoment } from '../../src/time/moment.js';

const COPENHAGEN = 'Europe/Copenhagen';

/** The instant, or the two ends of a day, as text. */
function read(value: unknown, zone = COPENHAGEN): string | [string, string] | undefined {
  const moment = readMoment(value, zone);
  if (moment === undefined) return undefined;
  return 'at' in moment ? moment.at.toISOString() : [moment.from.toISOString(), moment.until.toISOString()];
}

describe('instants', () => {
  test.each([
    [new Date('2025-03-01T10:00:00.123Z'), '2025-03-01T10:00:00.123Z'],
    [{ epochMilliseconds: 1 }, '1970-01-01T00:00:00.001Z'],
    ['2025-03-01T10:00Z', '2025-03-01T10:00:00.000Z'],
    ['2025-03-01t10:00z', '2025-03-01T10:00:00.000Z'],
    ['2025-03-01T10:00:30Z', '2025-03-01T10:00:30.000Z'],
    ['2025-03-01T10:00:30.5Z', '2025-03-01T10:00:30.500Z'],
    ['2025-03-01T10:00:30,25Z', '2025-03-01T10:00:30.250Z'],
    ['2025-03-01T10:00:30.123456789Z', '2025-03-01T10:00:30.123Z'],
    ['2025-03-01T10:00:30.999999999Z', '2025-03-01T10:00:30.999Z'],
    ['2025-03-01T10:00+02:00', '2025-03-01T08:00:00.000Z'],
    ['2025-03-01T10:00+0200', '2025-03-01T08:00:00.000Z'],
    ['2025-03-01T10:00+02', '2025-03-01T08:00:00.000Z'],
    ['2025-03-01T10:00-03:30', '2025-03-01T13:30:00.000Z'],
    ['2025-03-01T00:30+05:45', '2025-02-28T18:45:00.000Z'],
    ['2025-03-01T10:00-00:00', '2025-03-01T10:00:00.000Z'],
    ['2025-03-01T10:00+01:00[Europe/Paris]', '2025-03-01T09:00:00.000Z'],
    ['2025-03-01T10:00Z[Europe/Paris]', '2025-03-01T10:00:00.000Z'],
    ['2025-03-01T10:00+05:45[+05:45]', '2025-03-01T04:15:00.000Z'],
    ['0099-01-01T00:00Z', '0099-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
  ])('%p', (value, instant) => {
    expect(read(value)).toBe(instant);
  });
});

test('fractions of a second are cut to the millisecond, each of them', () => {
  const wrong: string[] = [];
  for (let ms = 0; ms < 1000; ms++)
    for (const more of ['', '0', '9', '999999']) {
      const digits = String(ms).padStart(3, '0');
      const text = `2025-03-01T10:00:00.${digits}${more}Z`;
      if (read(text) !== `2025-03-01T10:00:00.${digits}Z`) wrong.push(text);
    }
  expect(wrong).toEqual([]);
});

describe('wall times', () => {
  test.each([
    ['2025-01-15T10:00', COPENHAGEN, '2025-01-15T09:00:00.000Z'],
    ['2025-07-15T10:00', COPENHAGEN, '2025-07-15T08:00:00.000Z'],
    ['2025-07-15T10:00[Europe/Paris]', 'Asia/Tokyo', '2025-07-15T08:00:00.000Z'],
    ['2025-07-15T10:00:01.5[America/New_York]', COPENHAGEN, '2025-07-15T14:00:01.500Z'],
    ['2025-07-15T10:00', 'Asia/Kathmandu', '2025-07-15T04:15:00.000Z'],
    ['2025-07-15T10:00', 'UTC', '2025-07-15T10:00:00.000Z'],
    ['2025-01-01T00:00', 'Pacific/Kiritimati', '2024-12-31T10:00:00.000Z'],
    ['2025-01-01T00:00', 'Pacific/Pago_Pago', '2025-01-01T11:00:00.000Z'],
  ])('%s in %s', (text, zone, instant) => {
    expect(read(text, zone)).toBe(instant);
  });

  test('of a Temporal.PlainDateTime, of whatever calendar', () => {
    const plain = (text: string) => ({ [Symbol.toStringTag]: 'Temporal.PlainDateTime', toString: () => text });
    expect(read(plain('2025-07-15T10:00:00'))).toBe('2025-07-15T08:00:00.000Z');
    expect(read(plain('2025-07-15T10:00:00[u-ca=japanese]'))).toBe('2025-07-15T08:00:00.000Z');
  });
});

describe('clocks that skip an hour: as much later as they skipped', () => {
  test.each([
    ['Copenhagen, 2 to 3', '2025-03-30T02:30', COPENHAGEN, '2025-03-30T01:30:00.000Z'],
    ['the last moment before', '2025-03-30T01:59:59', COPENHAGEN, '2025-03-30T00:59:59.000Z'],
    ['the first moment of the gap', '2025-03-30T02:00', COPENHAGEN, '2025-03-30T01:00:00.000Z'],
    ['half an hour: Lord Howe', '2025-10-05T02:15', 'Australia/Lord_Howe', '2025-10-04T15:45:00.000Z'],
    ['a whole day: Samoa', '2011-12-30T12:00', 'Pacific/Apia', '2011-12-30T22:00:00.000Z'],
  ])('%s', (_, text, zone, instant) => {
    expect(read(text, zone)).toBe(instant);
  });
});

describe('clocks that show an hour twice: the earlier', () => {
  test.each([
    ['Copenhagen, 3 to 2', '2025-10-26T02:30', COPENHAGEN, '2025-10-26T00:30:00.000Z'],
    ['the last moment before', '2025-10-26T01:59:59', COPENHAGEN, '2025-10-25T23:59:59.000Z'],
    ['half an hour: Lord Howe', '2025-04-06T01:45', 'Australia/Lord_Howe', '2025-04-05T14:45:00.000Z'],
    [
      'with an offset, the one that is meant',
      '2025-10-26T02:30+01:00[Europe/Copenhagen]',
      COPENHAGEN,
      '2025-10-26T01:30:00.000Z',
    ],
  ])('%s', (_, text, zone, instant) => {
    expect(read(text, zone)).toBe(instant);
  });
});

describe('days are from midnight until the next', () => {
  test.each([
    ['2025-01-15', COPENHAGEN, ['2025-01-14T23:00:00.000Z', '2025-01-15T23:00:00.000Z']],
    ['2025-03-30', COPENHAGEN, ['2025-03-29T23:00:00.000Z', '2025-03-30T22:00:00.000Z']],
    ['2025-10-26', COPENHAGEN, ['2025-10-25T22:00:00.000Z', '2025-10-26T23:00:00.000Z']],
    ['2024-02-29', 'UTC', ['2024-02-29T00:00:00.000Z', '2024-03-01T00:00:00.000Z']],
    ['2025-12-31', 'UTC', ['2025-12-31T00:00:00.000Z', '2026-01-01T00:00:00.000Z']],
    ['2025-01-15', 'Asia/Tokyo', ['2025-01-14T15:00:00.000Z', '2025-01-15T15:00:00.000Z']],
  ])('%s in %s', (text, zone, ends) => {
    expect(read(text, zone)).toEqual(ends);
    const plain = { [Symbol.toStringTag]: 'Temporal.PlainDate', toString: () => text };
    expect(read(plain, zone)).toEqual(ends);
  });
});

describe('what is no time', () => {
  test.each([
    '2025-02-29',
    '2025-02-30',
    '2025-13-01',
    '2025-00-01',
    '2025-01-00',
    '2025-01-32',
    '2025-1-5',
    '25-01-05',
    '2025-01-15T24:00',
    '2025-01-15T10:60',
    '2025-01-15T10:00:60',
    '2025-01-15T10',
    '2025-01-15 10:00',
    '2025-01-15T10:00[Mars/Base]',
    '2025-01-15T10:00[]',
    '2025-01-15Z',
    ' 2025-01-15',
    '2025-01-15\n',
    'tomorrow',
    '',
    new Date('x'),
    { epochMilliseconds: Number.NaN },
    { epochMilliseconds: '5' },
    { [Symbol.toStringTag]: 'Temporal.PlainTime', toString: () => '2025-01-15' },
    {},
    [],
    null,
    undefined,
    5,
    true,
  ] as unknown[])('%p', (value) => {
    expect(read(value)).toBeUndefined();
  });
});
