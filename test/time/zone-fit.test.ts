/** Names for zones that come as rules only. */
import { beforeAll, describe, expect, test } from '@jest/globals';
import { type Account, toIanaZone, windowsZonesLike } from '../../src/index.js';
import { GetServerTimeZones, type TimeZoneDefinitionType } from '../../src/raw.js';
import { story } from '../stories/mailbox.js';

const s = story();
let zones: TimeZoneDefinitionType[];

beforeAll(async () => {
  const alice: Account = await s.connect('alice');
  const answer = await alice.call(GetServerTimeZones, { returnFullTimeZoneData: true });
  zones = (answer as unknown as { responseMessages: { timeZoneDefinitions: TimeZoneDefinitionType[] }[] })
    .responseMessages[0]!.timeZoneDefinitions;
});

const named = (id: string) => zones.find((zone) => zone.id === id) as TimeZoneDefinitionType;

describe('the Windows zones that fit the rules of a zone', () => {
  test.each([
    'Romance Standard Time',
    'Pacific Standard Time',
    'AUS Eastern Standard Time',
    'India Standard Time',
    'UTC',
  ])('of %s: itself first, and what goes as it does', (id) => {
    const fitting = windowsZonesLike(named(id), 2026);
    expect(fitting[0]).toBe(id);
    // Without its name it is one of them still.
    expect(windowsZonesLike({ ...named(id), id: 'customized', name: 'mine' }, 2026).sort()).toEqual(fitting.sort());
  });

  test('all that share its clocks are told, and no other', () => {
    const fitting = windowsZonesLike({ ...named('Romance Standard Time'), id: 'x', name: 'x' }, 2026);
    expect(fitting.sort()).toEqual([
      'Central Europe Standard Time',
      'Central European Standard Time',
      'Romance Standard Time',
      'W. Europe Standard Time',
    ]);
  });

  test('nothing fits a zone with an hour of its own, or without rules', () => {
    const own = named('India Standard Time');
    const bias = { ...own, periods: own.periods?.map((period) => ({ ...period, bias: '-PT5H20M' })) };
    expect(windowsZonesLike(bias as TimeZoneDefinitionType, 2026)).toEqual([]);
    expect(windowsZonesLike({ id: 'Romance Standard Time' })).toEqual([]);
  });

  test('the year counts: Moscow had summer time once', () => {
    const moscow = { ...named('Romance Standard Time'), id: 'x', name: 'x' };
    const shifted = {
      ...moscow,
      periods: moscow.periods?.map(({ bias, ...period }) => ({
        ...period,
        bias: bias === '-PT1H' ? '-PT3H' : '-PT4H',
      })),
      transitionsGroups: moscow.transitionsGroups?.map((group) => ({
        ...group,
        transition: group.transition.map((one) => one),
      })),
    } as TimeZoneDefinitionType;
    expect(windowsZonesLike(shifted, 2009)).toContain('Russian Standard Time');
    expect(windowsZonesLike(shifted, 2026)).not.toContain('Russian Standard Time');
  });

  test('of every zone of a server, those that fit are at its own hours', () => {
    for (const zone of zones) {
      const fitting = windowsZonesLike(zone, 2026);
      expect(fitting.length === 0 || fitting.every((name) => toIanaZone(name) !== undefined)).toBe(true);
    }
  });
});
