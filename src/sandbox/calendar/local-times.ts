/** Times that are written without a zone: in requests wall times of the item's zone, else of the request's, else UTC. */
import { ZonedDate } from '../base/codec.js';
import type { ItemData } from '../store/item-data.js';
import { zoneKeyOf, zoneOfMeeting } from './own-zone.js';
import { ianaOf, instantOfWallTime, wallTimeOf } from './zones.js';

/** The same date as an instant. */
export function instantOf(date: Date, zone: string | undefined): Date {
  if (!isWithoutZone(date)) return new Date(date.getTime());
  return new Date(instantOfWallTime(date.getTime(), ianaOf(zone)));
}

export function isWithoutZone(date: Date): boolean {
  return date instanceof ZonedDate && date.zone === '';
}

/**
 * Times in out-of-office settings and free/busy are written without a zone (recorded answers): those of the zone that the request
 * names, else UTC.
 */
export function withoutZone(time: Date, zone?: string): Date {
  const wall = wallTimeOf(time.getTime(), ianaOf(zone));
  return new ZonedDate(wall, '', new Date(wall).toISOString().slice(0, 19));
}

/** Every date of the data as an instant, in place. */
export function settleLocalTimes(data: ItemData, requestZone: string | undefined): void {
  const start = zoneKeyOf(data.startTimeZone) ?? zoneKeyOf(zoneOfMeeting(data.meetingTimeZone)) ?? requestZone;
  const end = zoneKeyOf(data.endTimeZone) ?? start;
  for (const [member, value] of Object.entries(data)) {
    if (value instanceof Date) data[member] = instantOf(value, member === 'end' ? end : start);
  }
}
