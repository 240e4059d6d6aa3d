/** Names of zones: every one that Node has leads to a Windows zone with the same clock, and every Windows zone to an IANA one. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { windowsZonesFile } from '../../scripts/windows-zones.mjs';
import { WINDOWS_ZONES } from '../../src/sandbox/calendar/zone-table.js';
import { allWindowsZones, toIanaZone, toWindowsZone } from '../../src/time/zone-names.js';

/** Neither Windows nor CLDR has the Norwegian station, which changes its clock by two hours. */
const NOT_IN_WINDOWS = ['Antarctica/Troll'];

/** The difference to UTC at an instant: `GMT+02:00`. */
function offset(zone: string, instant: number): string | undefined {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' });
  return format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value;
}

test('every zone of Node has a Windows name, but for one', () => {
  const without = Intl.supportedValuesOf('timeZone').filter((zone) => toWindowsZone(zone) === undefined);
  expect(without).toEqual(NOT_IN_WINDOWS);
});

test('the table is what the CLDR says', () => {
  expect(readFileSync('src/time/windows-zones.ts', 'utf8')).toBe(windowsZonesFile());
});

const TZDATA = '/usr/share/zoneinfo/tzdata.zi';

test('every zone and every link of the tz database has a Windows name', () => {
  // Where the computer has no database of its own, the names that Node lists.
  const names = existsSync(TZDATA)
    ? [...readFileSync(TZDATA, 'utf8').matchAll(/^(?:Z|L \S+) (\S+)/gm)].map(([, name = '']) => name)
    : Intl.supportedValuesOf('timeZone');
  const without = names.filter((name) => toWindowsZone(name) === undefined);
  // `Factory` is a name for "no zone is set".
  expect(without.filter((name) => name !== 'Factory')).toEqual(NOT_IN_WINDOWS);
  expect(names.length).toBeGreaterThan(400);
});

test('a Windows zone and the IANA one that stands for it: there and back', () => {
  for (const [id] of WINDOWS_ZONES) expect(toWindowsZone(toIanaZone(id) as string)).toBe(id);
  expect(allWindowsZones().sort()).toEqual(WINDOWS_ZONES.map(([id]) => id).sort());
});

describe('names', () => {
  test.each([
    ['Europe/Copenhagen', 'Romance Standard Time'],
    ['Europe/London', 'GMT Standard Time'],
    ['Asia/Kolkata', 'India Standard Time'],
    ['Asia/Calcutta', 'India Standard Time'],
    ['Europe/Kyiv', 'FLE Standard Time'],
    ['America/Ciudad_Juarez', 'Mountain Standard Time'],
    ['US/Pacific', 'Pacific Standard Time'],
    ['UTC', 'UTC'],
    ['Etc/UTC', 'UTC'],
    ['GMT', 'UTC'],
    ['europe/copenhagen', 'Romance Standard Time'],
    ['romance standard time', 'Romance Standard Time'],
  ])('%s is %s', (name, windows) => {
    expect(toWindowsZone(name)).toBe(windows);
  });

  test.each(['Mars/Base', '', '+02:00', 'Romance'])('%p is none', (name) => {
    expect(toWindowsZone(name)).toBeUndefined();
    expect(toIanaZone(name)).toBeUndefined();
  });

  test('the IANA name that stands for a Windows zone', () => {
    expect(toIanaZone('Romance Standard Time')).toBe('Europe/Paris');
    expect(toIanaZone('W. EUROPE Standard Time')).toBe('Europe/Berlin');
    expect(toIanaZone('Europe/Berlin')).toBeUndefined();
  });
});

test('a zone and the one that stands for its Windows zone show the same time, but where a country has left its zone since', () => {
  const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2024, month, 15, 12));
  const different = Intl.supportedValuesOf('timeZone').filter((zone) => {
    const standard = toIanaZone(toWindowsZone(zone) ?? '');
    return standard !== undefined && months.some((at) => offset(zone, at) !== offset(standard, at));
  });
  // Kazakhstan, eastern Greenland, southern Chile and two Antarctic stations in 2023 to 2025; Windows has no zones for them yet.
  expect(different.length).toBeLessThan(10);
});
