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

/** Minutes that wall time is ahead of UTC. */
export function offsetAt(iana: string, instant: number): number {
  const parts = format(iana).formatToParts(instant);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((wall - Math.floor(instant / 1000) * 1000) / MINUTE);
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
