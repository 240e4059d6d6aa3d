/**
 * A zone's yearly rule - "last Sunday in March at two" - found by watching when its offset changes in the years around one.
 * The engine's zone data has instants only; Windows and iCalendar want rules.
 */
import { type ClockChange, changesIn, offsetAt } from '../base/codec.js';
import { DAY } from './zones.js';

export interface YearlyRule {
  /** January 0. */
  month: number;
  /** 1 to 4, or 5 for the last. */
  place: number;
  /** Sunday 0. */
  weekday: number;
  /** Wall time before the change, as milliseconds of a day. */
  wall: number;
}

/** Offsets are milliseconds ahead of UTC. */
export interface ZoneRules {
  standard: { offset: number; rule?: YearlyRule };
  daylight?: { offset: number; rule: YearlyRule };
}

const KEPT = new Map<string, ZoneRules>();

export function zoneRules(iana: string, year = 2026): ZoneRules {
  const key = `${iana}/${year}`;
  const kept = KEPT.get(key) ?? findRules(iana, year);
  KEPT.set(key, kept);
  return kept;
}

function findRules(iana: string, year: number): ZoneRules {
  const years = [year, year + 1, year + 2].map((one) => changesIn(iana, one));
  const [now] = years;
  const standardOffset = Math.min(offsetAt(Date.UTC(year, 0, 1), iana), offsetAt(Date.UTC(year, 6, 1), iana));
  if (now === undefined || now.length !== 2) return { standard: { offset: standardOffset } };
  const toDaylight = now.findIndex((change) => change.after > change.before);
  const rule = (place: number) =>
    ruleOf(years.map((changes) => changes[place]).filter((change) => change !== undefined));
  const daylightChange = now[toDaylight];
  if (daylightChange === undefined) return { standard: { offset: standardOffset } };
  return {
    standard: { offset: daylightChange.before, rule: rule(1 - toDaylight) },
    daylight: { offset: daylightChange.after, rule: rule(toDaylight) },
  };
}

function ruleOf(changes: ClockChange[]): YearlyRule {
  const walls = changes.map((change) => new Date(change.instant + change.before));
  const first = walls[0] as Date;
  const places = walls.map((wall) => Math.ceil(wall.getUTCDate() / 7));
  const lasts = walls.map((wall) => new Date(wall.getTime() + 7 * DAY).getUTCMonth() !== wall.getUTCMonth());
  const isLast = lasts.every(Boolean);
  return {
    month: first.getUTCMonth(),
    place: isLast ? 5 : Math.min(...places),
    weekday: first.getUTCDay(),
    wall: first.getTime() % DAY,
  };
}
