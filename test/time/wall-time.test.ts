/** Wall times and instants: also in the hours around a change of clocks, wherever the machine stands. */
import { expect, test } from '@jest/globals';
import { getTimezoneOffset } from 'date-fns-tz';
import { instantOfWallTime, offsetAt } from '../../src/time/wall-time.js';

const wall = (text: string, zone: string) => new Date(instantOfWallTime(Date.parse(`${text}Z`), zone)).toISOString();

test.each([
  // The evening before the clocks go forward is standard time still.
  ['2026-03-07T22:00:00', 'America/New_York', '2026-03-08T03:00:00.000Z'],
  ['2026-03-08T01:59:00', 'America/New_York', '2026-03-08T06:59:00.000Z'],
  // Skipped: as much later as the clocks skip.
  ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00.000Z'],
  ['2026-03-08T03:00:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
  // Twice: the first.
  ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
  ['2026-03-29T00:30:00', 'Europe/Berlin', '2026-03-28T23:30:00.000Z'],
  ['2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ['2026-04-05T04:00:00', 'Australia/Lord_Howe', '2026-04-04T17:30:00.000Z'],
  ['2026-06-01T12:00:00', 'UTC', '2026-06-01T12:00:00.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(wall(text, zone)).toBe(instant);
});

test('every half hour of a year leads back to itself, but for the one that is skipped', () => {
  const zone = 'Europe/London';
  const lost: string[] = [];
  for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2027, 0, 1); time += 1_800_000) {
    const instant = instantOfWallTime(time, zone);
    if (instant + offsetAt(instant, zone) !== time) lost.push(new Date(time).toISOString().slice(0, 16));
  }
  expect(lost).toEqual(['2026-03-29T01:00', '2026-03-29T01:30']);
});

test('offsets are those of date-fns-tz, far from any change of clocks', () => {
  const zones = Intl.supportedValuesOf('timeZone');
  const differ = zones.flatMap((zone) =>
    [2010, 2026, 2030].flatMap((year) =>
      [0, 6].flatMap((month) => {
        // In the middle of the day, month and season: its own answer leans on the clocks of this machine.
        const instant = new Date(Date.UTC(year, month, 15, 12));
        const [ours, theirs] = [offsetAt(instant.getTime(), zone), getTimezoneOffset(zone, instant)];
        return ours === theirs ? [] : [`${zone} ${instant.toISOString()}: ${ours}, not ${theirs}`];
      }),
    ),
  );
  expect(differ).toEqual([]);
  expect(zones.length).toBeGreaterThan(400);
});
