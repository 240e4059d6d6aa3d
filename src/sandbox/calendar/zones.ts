/** Zones as Exchange names them, and days of wall times. The clock is the client's (`src/time`), which Temporal judges. Knows nothing of items. */
import { offsetAt, toIanaZone } from '../base/codec.js';
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

/** The IANA zone of a Windows id; an IANA id gives itself, anything unknown UTC. */
export function ianaOf(id: string | undefined): string {
  if (id === undefined) return 'Etc/UTC';
  const known = toIanaZone(id);
  if (known !== undefined) return known;
  try {
    offsetAt(0, id);
    return id;
  } catch {
    return 'Etc/UTC';
  }
}

/** Midnight of a wall time's day. */
export function dayOf(wall: WallTime): WallTime {
  return Math.floor(wall / DAY) * DAY;
}
