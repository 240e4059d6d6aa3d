/**
 * The times that a rule gives (RFC 5545, 3.3.10), as wall times. Our own and not ical.js's, whose iterator never comes back from
 * `FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30` and reads BYWEEKNO and BYSETPOS otherwise than the RFC. Knows no zones and no EWS.
 */
import type { Rule } from './rule.js';

export const DAY = 86_400_000;

/** No calendar looks further ahead. */
const FURTHEST = 200 * 366 * DAY;

/** From `start` on, oldest first. `until` is the last wall time that counts; undefined where there is no end. */
export function* expand(rule: Rule, start: number, until: number | undefined): Generator<number> {
  const last = Math.min(until ?? Number.POSITIVE_INFINITY, start + FURTHEST);
  const times = rule.byTime ?? [start - midnight(start)];
  const matches = matcher(rule, midnight(start));
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (const [first, length] of periods(rule, midnight(start))) {
    if (first > last) return;
    const found: number[] = [];
    for (let place = 0; place < length; place++) {
      const day = first + place * DAY;
      if (matches(day)) for (const time of times) found.push(day + time);
    }
    for (const time of placed(found, rule.bySetPos)) {
      if (time < start) continue;
      if (time > last || left-- <= 0) return;
      yield time;
    }
  }
}

export function midnight(wall: number): number {
  return Math.floor(wall / DAY) * DAY;
}

// First day and number of days of each period that the interval does not pass over.
function* periods({ freq, interval, weekStart }: Rule, start: number): Generator<[number, number]> {
  const date = new Date(start);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  const week = start - ((date.getUTCDay() - weekStart + 7) % 7) * DAY;
  for (let step = 0; ; step += interval) {
    if (freq === 'DAILY') yield [start + step * DAY, 1];
    else if (freq === 'WEEKLY') yield [week + step * 7 * DAY, 7];
    else {
      const [first, next] =
        freq === 'MONTHLY'
          ? [utc(year, month + step), utc(year, month + step + 1)]
          : [utc(year + step, 0), utc(year + step + 1, 0)];
      yield [first, (next - first) / DAY];
    }
  }
}

// Date.UTC takes the years before 100 for others.
function utc(year: number, month: number): number {
  return new Date(0).setUTCFullYear(year, month, 1);
}

function placed(found: number[], positions: readonly number[] | undefined): number[] {
  if (positions === undefined) return found;
  const taken = positions.map((one) => found.at(one > 0 ? one - 1 : one));
  return [...new Set(taken.filter((one) => one !== undefined))].sort((a, b) => a - b);
}

function matcher(rule: Rule, start: number): (day: number) => boolean {
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = withDefaults(rule, start);
  const byMonths = freq === 'MONTHLY' || (freq === 'YEARLY' && rule.byMonth !== undefined);
  return (day) => {
    const date = new Date(day);
    const monthDay = date.getUTCDate();
    if (byMonth !== undefined && !byMonth.includes(date.getUTCMonth() + 1)) return false;
    if (byMonthDay !== undefined) {
      const left = monthLength(date) - monthDay + 1;
      if (!byMonthDay.includes(monthDay) && !byMonthDay.includes(-left)) return false;
    }
    if (byYearDay !== undefined) {
      const place = yearDay(date);
      if (!byYearDay.includes(place) && !byYearDay.includes(place - yearLength(date) - 1)) return false;
    }
    if (byWeekNo !== undefined && !isWeek(day, byWeekNo, rule.weekStart)) return false;
    if (byDay === undefined) return true;
    return byDay.some(({ place, weekday }) => {
      if (weekday !== date.getUTCDay()) return false;
      if (place === 0 || freq === 'DAILY' || freq === 'WEEKLY') return true;
      const [nth, length] = byMonths ? [monthDay, monthLength(date)] : [yearDay(date), yearLength(date)];
      return place > 0 ? Math.ceil(nth / 7) === place : Math.ceil((length - nth + 1) / 7) === -place;
    });
  };
}

// What a rule does not say is as in its start.
function withDefaults(rule: Rule, start: number): Rule {
  const date = new Date(start);
  const { freq, byMonth, byWeekNo, byYearDay, byMonthDay, byDay } = rule;
  const ownDay = [{ place: 0, weekday: date.getUTCDay() }];
  if (byDay !== undefined || byMonthDay !== undefined || byYearDay !== undefined) return rule;
  if (freq === 'WEEKLY' || byWeekNo !== undefined) return { ...rule, byDay: ownDay };
  if (freq === 'MONTHLY') return { ...rule, byMonthDay: [date.getUTCDate()] };
  if (freq === 'YEARLY')
    return { ...rule, byMonth: byMonth ?? [date.getUTCMonth() + 1], byMonthDay: [date.getUTCDate()] };
  return rule;
}

function monthLength(date: Date): number {
  return new Date(utc(date.getUTCFullYear(), date.getUTCMonth() + 1) - DAY).getUTCDate();
}

function yearDay(date: Date): number {
  return (date.getTime() - utc(date.getUTCFullYear(), 0)) / DAY + 1;
}

function yearLength(date: Date): number {
  return (utc(date.getUTCFullYear() + 1, 0) - utc(date.getUTCFullYear(), 0)) / DAY;
}

// Week 1 is the first with four days in the year; a year's first and last days may be of a week of the years beside it.
function isWeek(day: number, wanted: readonly number[], weekStart: number): boolean {
  const year = new Date(day).getUTCFullYear();
  const of = [year + 1, year, year - 1].find((one) => day >= firstWeek(one, weekStart)) ?? year;
  const first = firstWeek(of, weekStart);
  const weeks = Math.round((firstWeek(of + 1, weekStart) - first) / (7 * DAY));
  const number = Math.floor((day - first) / (7 * DAY)) + 1;
  return wanted.includes(number) || wanted.includes(number - weeks - 1);
}

function firstWeek(year: number, weekStart: number): number {
  const fourth = utc(year, 0) + 3 * DAY;
  return fourth - ((new Date(fourth).getUTCDay() - weekStart + 7) % 7) * DAY;
}
