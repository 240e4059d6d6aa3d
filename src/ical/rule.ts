/** A recurrence rule (RFC 5545, 3.3.10) read and held to its ranges. Knows no days and no EWS. */
import { TextFormatError } from '../content-lines/format-error.js';

export interface Rule {
  freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  interval: number;
  count?: number | undefined;
  /** As written: `20270301T000000Z`. */
  until?: string | undefined;
  byMonth?: number[] | undefined;
  byWeekNo?: number[] | undefined;
  byYearDay?: number[] | undefined;
  byMonthDay?: number[] | undefined;
  /** Sunday is 0; `place` is the 2 of `2TU`. */
  byDay?: { place: number; weekday: number }[] | undefined;
  /** Milliseconds of a day; undefined is the time of the start. */
  byTime?: number[] | undefined;
  bySetPos?: number[] | undefined;
  /** Sunday is 0. */
  weekStart: number;
}

export const WEEKDAY_CODES = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'];

/** Throws for what is no rule, and for one that falls more than once a day by its frequency. */
export function parseRule(text: string, timeOfDay: number): Rule {
  const bare = text.toUpperCase().replace(/\s/g, '');
  const parts: Record<string, string> = {};
  for (const part of bare.split(';')) {
    if (part === '') continue;
    const [name = '', value] = part.split('=');
    if (value === undefined || !(KNOWN.has(name) || name.startsWith('X-'))) throw unsayable(bare);
    parts[name] = value;
  }
  const list = (name: string, least: number, most: number) => {
    if (parts[name] === undefined) return undefined;
    return parts[name].split(',').map((one) => whole(one, least, most, bare));
  };
  const one = (name: string, least: number, most: number) => list(name, least, most)?.[0];
  const freq = parts['FREQ'] ?? '';
  if (!/^(DAILY|WEEKLY|MONTHLY|YEARLY)$/.test(freq)) throw unsayable(bare);
  const weekStart = parts['WKST'] === undefined ? 1 : WEEKDAY_CODES.indexOf(parts['WKST']);
  const until = parts['UNTIL']?.replace(/[-:]/g, '');
  if (weekStart < 0 || (until !== undefined && !/^\d{8}(T\d{4,6}Z?)?$/.test(until))) throw unsayable(bare);
  const signed = (name: string, most: number) => {
    const values = list(name, -most, most);
    if (values?.includes(0)) throw unsayable(bare);
    return values;
  };
  return {
    freq: freq as Rule['freq'],
    interval: one('INTERVAL', 1, 9999) ?? 1,
    count: one('COUNT', 1, 99_999),
    until,
    byMonth: list('BYMONTH', 1, 12),
    byWeekNo: signed('BYWEEKNO', 53),
    byYearDay: signed('BYYEARDAY', 366),
    byMonthDay: signed('BYMONTHDAY', 31),
    byDay: parts['BYDAY']?.split(',').map((day) => parseDay(day, bare)),
    byTime: timesOf(timeOfDay, list('BYHOUR', 0, 23), list('BYMINUTE', 0, 59), list('BYSECOND', 0, 60)),
    bySetPos: signed('BYSETPOS', 366),
    weekStart,
  };
}

const KNOWN = new Set(
  'FREQ INTERVAL COUNT UNTIL BYMONTH BYWEEKNO BYYEARDAY BYMONTHDAY BYDAY BYHOUR BYMINUTE BYSECOND BYSETPOS WKST RSCALE SKIP'.split(
    ' ',
  ),
);

function whole(text: string, least: number, most: number, rule: string): number {
  const number = Number(text);
  if (!/^[+-]?\d{1,6}$/.test(text) || number < least || number > most) throw unsayable(rule);
  return number;
}

function parseDay(text: string, rule: string): { place: number; weekday: number } {
  const [, place = '', code = ''] = /^([+-]?\d{0,2})([A-Z]{2})$/.exec(text) ?? [];
  const weekday = WEEKDAY_CODES.indexOf(code);
  if (weekday < 0 || Math.abs(Number(place)) > 53) throw unsayable(rule);
  return { place: Number(place), weekday };
}

function timesOf(
  timeOfDay: number,
  hours: number[] | undefined,
  minutes: number[] | undefined,
  seconds: number[] | undefined,
): number[] | undefined {
  if (hours === undefined && minutes === undefined && seconds === undefined) return undefined;
  const own = [
    Math.floor(timeOfDay / 3_600_000),
    Math.floor(timeOfDay / 60_000) % 60,
    Math.floor(timeOfDay / 1000) % 60,
  ];
  const all = (hours ?? [own[0] ?? 0]).flatMap((hour) =>
    (minutes ?? [own[1] ?? 0]).flatMap((minute) =>
      (seconds ?? [own[2] ?? 0]).map((second) => ((hour * 60 + minute) * 60 + second) * 1000),
    ),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

export function unsayable(rule: string): TextFormatError {
  return new TextFormatError(`The recurrence rule cannot be kept: ${rule.slice(0, 80)}`);
}
