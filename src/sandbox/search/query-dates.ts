/** Days and spans of days as query strings name them: `today`, `last month`, `12/10/2013`. Knows nothing of items. */
import { DAY, dayOf, ianaOf, instantOfWallTime, type WallTime, wallTimeOf } from '../calendar/zones.js';

/** From its first instant to the first behind it, in the zone of the request; undefined for what names no days. */
export function periodOf(
  text: string,
  { clock, timeZone }: { clock: { now(): Date }; timeZone: string | undefined },
): readonly [from: number, to: number] | undefined {
  const iana = ianaOf(timeZone);
  const today = dayOf(wallTimeOf(clock.now().getTime(), iana));
  const wall = relative(text.toLowerCase(), today) ?? absolute(text);
  return wall && [instantOfWallTime(wall[0], iana), instantOfWallTime(wall[1], iana)];
}

type Span = readonly [from: WallTime, to: WallTime];

const DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tomorrow: 1 };
const STEPS: Readonly<Record<string, number>> = { last: -1, this: 0, next: 1 };

function relative(text: string, today: WallTime): Span | undefined {
  const days = DAYS[text];
  if (days !== undefined) return [today + days * DAY, today + (days + 1) * DAY];
  const [, word = '', unit] = /^(last|this|next) (week|month|year)$/.exec(text) ?? [];
  const step = STEPS[word];
  if (step === undefined) return undefined;
  const date = new Date(today);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  if (unit === 'year') return [Date.UTC(year + step, 0), Date.UTC(year + step + 1, 0)];
  if (unit === 'month') return [Date.UTC(year, month + step), Date.UTC(year, month + step + 1)];
  // Weeks begin on Sunday, as in the culture that a mailbox has without another.
  const sunday = today - date.getUTCDay() * DAY;
  return [sunday + step * 7 * DAY, sunday + (step + 1) * 7 * DAY];
}

/** Month, day and year in this order, or an ISO date. */
function absolute(text: string): Span | undefined {
  const [, month, day, year] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? [];
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  const numbers = [year ?? isoYear, month ?? isoMonth, day ?? isoDay].map(Number);
  const [y = Number.NaN, m = Number.NaN, d = Number.NaN] = numbers;
  const first = Date.UTC(y, m - 1, d);
  const isDay = new Date(first).getUTCMonth() === m - 1 && new Date(first).getUTCDate() === d;
  return isDay ? [first, first + DAY] : undefined;
}
