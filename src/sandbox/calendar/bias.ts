/** The zone of a free/busy request: a bias and two yearly rules, as Windows writes it. Times without a zone are in it. */
import type { GetUserAvailabilityRequestType } from '../base/codec.js';
import { WEEKDAYS } from '../base/codec.js';
import { isWithoutZone, withoutZone } from './local-times.js';
import { MINUTE } from './zones.js';

export type BiasZone = NonNullable<GetUserAvailabilityRequestType['timeZone']>;

/** Milliseconds. */
export function toInstant(date: Date, zone: BiasZone | undefined): number {
  return date.getTime() + (isWithoutZone(date) ? biasAt(date.getTime(), zone) * MINUTE : 0);
}

export function toZone(instant: number, zone: BiasZone | undefined): Date {
  return withoutZone(new Date(instant - biasAt(instant, zone) * MINUTE));
}

/** Minutes behind UTC. */
function biasAt(instant: number, zone: BiasZone | undefined): number {
  if (zone === undefined) return 0;
  const { bias, standardTime, daylightTime } = zone;
  if (!standardTime?.month || !daylightTime?.month) return bias + (standardTime?.bias ?? 0);
  const year = new Date(instant).getUTCFullYear();
  const toDaylight = changeOf(daylightTime, year) + (bias + standardTime.bias) * MINUTE;
  const toStandard = changeOf(standardTime, year) + (bias + daylightTime.bias) * MINUTE;
  const isDaylight =
    toDaylight < toStandard
      ? instant >= toDaylight && instant < toStandard
      : instant >= toDaylight || instant < toStandard;
  return bias + (isDaylight ? daylightTime.bias : standardTime.bias);
}

function changeOf(rule: BiasZone['standardTime'], year: number): number {
  const weekday = WEEKDAYS.indexOf(rule.dayOfWeek);
  const first = new Date(Date.UTC(year, rule.month - 1, 1)).getUTCDay();
  let day = 1 + ((weekday - first + 7) % 7) + (rule.dayOrder - 1) * 7;
  const length = new Date(Date.UTC(year, rule.month, 0)).getUTCDate();
  while (day > length) day -= 7;
  const [hours = 0, minutes = 0] = rule.time.split(':').map(Number);
  return Date.UTC(year, rule.month - 1, day, hours, minutes);
}
