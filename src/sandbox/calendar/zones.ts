/**
 * Zones as Exchange names them, or as a client has defined them, and days of wall times. The clock is the client's (`src/time`), which Temporal
 * judges. Knows nothing of items.
 */
import { instantBy, type OffsetAt, offsetAt as offsetOfNamed, toIanaZone } from '../base/codec.js';
import { isOwnZone, ownOffset } from './own-zone.js';
import { WINDOWS_ZONES } from './zone-table.js';

const NAMES = new Map(WINDOWS_ZONES.map(([id, name]) => [id.toLowerCase(), name]));

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** A day and a time as a clock on the wall shows them; milliseconds as if it were UTC. */
export type WallTime = number;

/** What people see of a Windows zone; undefined for what is none. */
export function zoneName(id: string): string | undefined {
  return NAMES.get(id.toLowerCase());
}

/** The IANA zone of a Windows id; an IANA id and a zone of its own give themselves, anything unknown UTC. */
export function ianaOf(id: string | undefined): string {
  if (id === undefined) return 'Etc/UTC';
  if (isOwnZone(id)) return id;
  const known = toIanaZone(id);
  if (known !== undefined) return known;
  try {
    offsetOfNamed(0, id);
    return id;
  } catch {
    return 'Etc/UTC';
  }
}

/** Milliseconds that the clocks of a zone are ahead of UTC. */
export function offsetAt(instant: number, zone: string): number {
  return clockOf(zone)(instant);
}

export function wallTimeOf(instant: number, zone: string): WallTime {
  return instant + offsetAt(instant, zone);
}

export function instantOfWallTime(wall: WallTime, zone: string): number {
  return instantBy(wall, clockOf(zone));
}

function clockOf(zone: string): OffsetAt {
  return isOwnZone(zone) ? ownOffset(zone) : (instant) => offsetOfNamed(instant, zone);
}

/** Midnight of a wall time's day. */
export function dayOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}
