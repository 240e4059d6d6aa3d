/** The calendar of the decoder, against the one of the language. */
import { expect, test } from '@jest/globals';
import { formatDateTime, parseDateTime, utc } from '../../src/codec/zoned-date.js';

test('every day from the year 1 on is the instant that Date knows', () => {
  const first = Date.parse('0001-01-01T00:00:00Z');
  for (let day = 0; day < 366 * 3000; day += 13) {
    const date = new Date(first + day * 86_400_000 + ((day * 7919) % 86_400) * 1000);
    const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
    const time = utc(year, month, date.getUTCDate(), date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds());
    if (time !== date.getTime()) throw new Error(`${date.toISOString()} is taken for ${new Date(time).toISOString()}`);
  }
});

test('an instant is written as Date writes it, to the second, in every zone', () => {
  const day = 86_400_000;
  for (let time = Date.parse('0001-01-02T00:00:00Z'), step = 0; time < Date.UTC(9999, 11, 30); step++) {
    const plain = `${new Date(time).toISOString().slice(0, 19)}`;
    if (formatDateTime(time) !== `${plain}Z`) throw new Error(`${plain} is written as ${formatDateTime(time)}`);
    const east = `${new Date(time + 7_200_000).toISOString().slice(0, 19)}+02:00`;
    if (formatDateTime(time, '+02:00') !== east) throw new Error(`${east}: ${formatDateTime(time, '+02:00')}`);
    time += 137 * day + (step % 86_400) * 1000;
  }
  for (const text of ['1000-01-01T00:00:00Z', '0999-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '1969-12-31T23:59:59Z'])
    expect(formatDateTime(Date.parse(text))).toBe(text);
});

test.each(['2026-02-29', '2026-04-31', '1900-02-29', '2026-00-10', '2026-13-10', '2026-01-00', '2026-01-32'])(
  '%s is no day',
  (day) => {
    expect(parseDateTime(`${day}T00:00:00Z`)).toBeUndefined();
  },
);

test.each(['2024-02-29', '2000-02-29', '2026-12-31'])('%s is a day, and is written again', (day) => {
  expect(formatDateTime(parseDateTime(`${day}T12:00:00Z`)!.getTime())).toBe(`${day}T12:00:00Z`);
});

test.each(['24:00:01', '25:00:00', '12:60:00', '12:00:60'])('%s is no time', (time) => {
  expect(parseDateTime(`2026-01-01T${time}Z`)).toBeUndefined();
});
