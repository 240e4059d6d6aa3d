/** Times and durations as iCalendar writes them (RFC 5545, 3.3). Knows no zones and no properties. */

export interface WrittenTime {
  /** What the clock shows, as if it were UTC. */
  wall: number;
  isUtc: boolean;
  /** No time of day is written. */
  isDay: boolean;
}

/** Undefined for what is no time: days and hours that are none, too. */
export function parseTime(text: string | undefined): WrittenTime | undefined {
  const bare = (text ?? '').trim();
  const [, year, month, day, hour, minute, second = '0', z] =
    /(?:^|:)(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d):?(\d\d)?(?:\.\d+)?(Z)?)?$/i.exec(bare) ?? [];
  if (year === undefined) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  if (date.getUTCMonth() !== Number(month) - 1 || Number(year) < 1) return undefined;
  const [h, m, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second)];
  if (h > 24 || m > 59 || s > 60) return undefined;
  return { wall: date.setUTCHours(h, m, s), isUtc: z !== undefined, isDay: hour === undefined };
}

/** Milliseconds; undefined for what is no duration, and for more than a century, which no item lasts. */
export function parseDuration(text: string | undefined): number | undefined {
  const [whole, sign, weeks, days, hours, minutes, seconds] =
    /^([+-])?P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/i.exec((text ?? '').trim()) ?? [];
  if (whole === undefined || /[PT]$/i.test(whole)) return undefined;
  const [w = 0, d = 0, h = 0, m = 0, s = 0] = [weeks, days, hours, minutes, seconds].map((one) => Number(one ?? 0));
  const length = ((((w * 7 + d) * 24 + h) * 60 + m) * 60 + s) * 1000;
  return length > 100 * 366 * 86_400_000 ? undefined : (sign === '-' ? -1 : 1) * length;
}

/** `20270301T093000`, of an instant or a wall time. */
export function compact(time: number): string {
  return new Date(time).toISOString().slice(0, 19).replace(/[-:]/g, '');
}

/** `-0530` */
export function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}${two(minutes % 60)}`;
}
