/** Times that a request writes without a zone: they are wall times of the item's zone, else of the request's, else UTC. */
import { ZonedDate } from '../../codec/zoned-date.js';
import { fromWall, ianaOf } from '../calendar/zones.js';
import type { ItemData } from '../store/item-data.js';

/** The same date as an instant. */
export function instantOf(date: Date, zone: string | undefined): Date {
  if (!(date instanceof ZonedDate) || date.zone !== '') return new Date(date.getTime());
  return new Date(fromWall(ianaOf(zone), date.getTime()));
}

/** Every date of the data as an instant, in place. */
export function settleLocalTimes(data: ItemData, requestZone: string | undefined): void {
  const start = data.startTimeZone?.id ?? data.meetingTimeZone?.timeZoneName ?? requestZone;
  const end = data.endTimeZone?.id ?? start;
  for (const [member, value] of Object.entries(data)) {
    if (value instanceof Date) data[member] = instantOf(value, member === 'end' ? end : start);
  }
}
