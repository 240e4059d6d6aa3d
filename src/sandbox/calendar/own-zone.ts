/**
 * Zones that no name stands for, by their own rules (TimeZoneDefinitionType; TimeZoneType of Exchange 2007): kept with the item, given back as
 * they came, and followed. Where the name of a zone is asked for, theirs is all of it, as text.
 */
import {
  MONTHS,
  milliseconds,
  type OffsetAt,
  offsetsOf,
  toIanaZone,
  WEEKDAYS,
  type ZoneDefinition,
} from '../base/codec.js';
import type { ItemData, ZoneData } from '../store/item-data.js';

const PREFIX = 'own:';

export function isOwnZone(zone: string): boolean {
  return zone.startsWith(PREFIX);
}

/** The name by which a zone is followed: its id where that is known, else all of it; undefined where there is nothing to go by. */
export function zoneKeyOf(zone: ZoneData | undefined): string | undefined {
  if (zone?.periods === undefined || isNamed(zone.id)) return zone?.id;
  return offsetsOf(followed(zone)) === undefined ? zone.id : PREFIX + JSON.stringify(zone);
}

/** The zone of such a name. */
export function zoneOfKey(key: string): ZoneData {
  return isOwnZone(key) ? (JSON.parse(key.slice(PREFIX.length), revived) as ZoneData) : { id: key };
}

function isNamed(id: string | undefined): boolean {
  if (id === undefined) return false;
  return toIanaZone(id) !== undefined || /^(utc|tzone:\/\/microsoft\/utc)$/i.test(id) || isIana(id);
}

function isIana(id: string): boolean {
  try {
    return id !== '' && new Intl.DateTimeFormat('en', { timeZone: id }) !== undefined;
  } catch {
    return false;
  }
}

function revived(name: string, value: unknown): unknown {
  return name === 'dateTime' && typeof value === 'string' ? new Date(value) : value;
}

const CLOCKS = new Map<string, OffsetAt>();
const MOST_CLOCKS = 100;

export function ownOffset(key: string): OffsetAt {
  const kept = CLOCKS.get(key);
  if (kept !== undefined) return kept;
  const made = offsetsOf(followed(zoneOfKey(key))) ?? (() => 0);
  if (CLOCKS.size >= MOST_CLOCKS) CLOCKS.clear();
  CLOCKS.set(key, made);
  return made;
}

/** The dates of transitions are wall times of the zone itself, whatever became of their spelling in the store. */
function followed({ transitions, ...zone }: ZoneData): ZoneDefinition {
  if (transitions === undefined) return zone as ZoneDefinition;
  const transition = transitions.transition.map(({ dateTime, ...one }) => ({
    ...one,
    ...(dateTime !== undefined && { dateTime: Object.assign(new Date(dateTime), { zone: '' }) }),
  }));
  return { ...zone, transitions: { ...transitions, transition } } as ZoneDefinition;
}

/** The zone of an Exchange 2007 that no name stands for, as later ones have it: two periods, and a change to each every year. */
export function zoneOfMeeting(zone: ItemData['meetingTimeZone']): ZoneData | undefined {
  const base = milliseconds(zone?.baseOffset);
  if (zone === undefined) return undefined;
  if (base === undefined || isNamed(zone.timeZoneName))
    return zone.timeZoneName ? { id: zone.timeZoneName } : undefined;
  const id = zone.timeZoneName ?? '';
  const changes = [zone.standard, zone.daylight].filter((change) => change !== undefined);
  const periods = changes.map(({ offset }, index) => ({
    id: String(index),
    name: index === 0 ? 'Standard' : 'Daylight',
    bias: durationText(base + (milliseconds(offset) ?? 0)),
  }));
  const yearly = changes.flatMap(({ relativeYearlyRecurrence: rule, time }, index) => {
    if (rule === undefined) return [];
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number.parseFloat);
    return {
      kind: 'recurringDayTransition',
      to: { kind: 'Period', value: String(index) },
      timeOffset: durationText(((hours * 60 + minutes) * 60 + seconds) * 1000),
      month: MONTHS.indexOf(rule.month) + 1,
      dayOfWeek: [rule.daysOfWeek].flat().find((day) => WEEKDAYS.includes(day)) ?? 'Sunday',
      occurrence: { First: 1, Second: 2, Third: 3, Fourth: 4 }[rule.dayOfWeekIndex] ?? -1,
    };
  });
  const once = [{ kind: 'transition', to: { kind: 'Period', value: '0' } }];
  return {
    id,
    name: id,
    periods: periods.length > 0 ? periods : [{ id: '0', name: 'Standard', bias: durationText(base) }],
    transitionsGroups: [{ id: '0', transition: yearly.length > 0 ? yearly : once }],
    transitions: { transition: [{ kind: 'transition', to: { kind: 'Group', value: '0' } }] },
  };
}

/** `-PT1H30M`. */
function durationText(size: number): string {
  const seconds = Math.abs(size) / 1000;
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  return `${size < 0 ? '-' : ''}PT${hours}H${minutes}M${rest ? `${rest}S` : ''}`;
}
