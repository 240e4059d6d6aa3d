/**
 * Time zone arithmetic for the sandbox: wall time to instant and back, by the zone data of the JavaScript engine.
 * Knows nothing of items.
 */
import { WINDOWS_ZONES } from './zone-table.js';

const BY_ID = new Map(WINDOWS_ZONES.map((zone) => [zone[0].toLowerCase(), zone]));
const FORMATS = new Map<string, Intl.DateTimeFormat>();

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A day and a time as a clock on the wall shows them; milliseconds as if it were UTC. */
export type WallTime = number;

export function zoneEntry(id: string): (typeof WINDOWS_ZONES)[number] | undefined {
  return BY_ID.get(id.toLowerCase());
}

/** The IANA zone of a Windows id; an IANA id gives itself, anything unknown UTC. */
export function ianaOf(id: string | undefined): string {
  if (id === undefined) return 'Etc/UTC';
  const known = zoneEntry(id)?.[1];
  if (known !== undefined) return known;
  try {
    format(id);
    return id;
  } catch {
    return 'Etc/UTC';
  }
}

/** By zone and instant: several properties of a series ask for the same ones. */
const OFFSETS = new Map<string, number>();
const MOST_OFFSETS = 20_000;

/** Minutes that wall time is ahead of UTC. */
export function offsetAt(iana: string, instant: number): number {
  const key = `${iana} ${instant}`;
  const kept = OFFSETS.get(key);
  if (kept !== undefined) return kept;
  if (OFFSETS.size >= MOST_OFFSETS) OFFSETS.clear();
  // In one text: three times as quick as in parts.
  const shown = format(iana).format(instant).match(/\d+/g) ?? [];
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = shown.map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second);
  const offset = Math.round((wall - Math.floor(instant / 1000) * 1000) / MINUTE);
  OFFSETS.set(key, offset);
  return offset;
}

export function toWall(iana: string, instant: number): WallTime {
  return instant + offsetAt(iana, instant) * MINUTE;
}

/** A wall time that a change of clocks skips is moved on by the gap; one that comes twice is the first. */
export function fromWall(iana: string, wall: WallTime): number {
  const before = offsetAt(iana, wall - DAY);
  const after = offsetAt(iana, wall + DAY);
  const candidates = [wall - before * MINUTE, wall - after * MINUTE].sort((a, b) => a - b);
  const fitting = candidates.find((instant) => toWall(iana, instant) === wall);
  return fitting ?? wall - before * MINUTE;
}

/** Midnight of a wall time's day. */
export function dayOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}

function format(iana: string): Intl.DateTimeFormat {
  let made = FORMATS.get(iana);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone: iana,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    FORMATS.set(iana, made);
  }
  return made;
}
