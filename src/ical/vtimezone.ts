/** A VTIMEZONE's own rules (RFC 5545, 3.6.5): how far its clocks are ahead of UTC. Knows no names of zones. */
import { type Component, lineOf, linesOf } from '../content-lines/parse.js';
import { expand, midnight } from './expand.js';
import { parseRule, type Rule } from './rule.js';
import { parseTime } from './times.js';

interface Observance {
  /** Milliseconds ahead of UTC, before and from its onset on. */
  from: number;
  to: number;
  /** Wall times, by the clocks of before. */
  onsets: number[];
  start: number;
  rule?: { rule: Rule; lastYear: number } | undefined;
}

export class ZoneRules {
  readonly #observances: Observance[];
  readonly #years = new Map<number, { instant: number; to: number; from: number }[]>();

  constructor(observances: Observance[]) {
    this.#observances = observances;
  }

  /** Milliseconds that the clocks are ahead of UTC. */
  offsetAt(instant: number): number {
    const year = new Date(instant).getUTCFullYear();
    const onsets = this.onsetsIn(year);
    const last = onsets.findLast((one) => one.instant <= instant);
    return (last ? last.to : onsets[0]?.from) ?? 0;
  }

  /** The changes that count in a year: its own and the last ones before it. */
  onsetsIn(year: number): { instant: number; to: number; from: number }[] {
    const kept = this.#years.get(year);
    if (kept !== undefined) return kept;
    const end = Date.UTC(year + 1, 0, 2);
    const found = this.#observances
      .flatMap((one) => onsetsOf(one, year).map((wall) => ({ instant: wall - one.from, to: one.to, from: one.from })))
      .sort((a, b) => a.instant - b.instant);
    const counting = found.filter(({ instant }) => instant < end);
    const onsets = counting.length > 0 ? counting : found.slice(0, 1);
    if (this.#years.size > 500) this.#years.clear();
    this.#years.set(year, onsets);
    return onsets;
  }
}

/** Undefined for one without a part that can be read. */
export function zoneRulesOf(zone: Component): ZoneRules | undefined {
  const parts = zone.parts.filter(({ name }) => name === 'STANDARD' || name === 'DAYLIGHT');
  const observances = parts.slice(0, 500).flatMap((part) => observanceOf(part) ?? []);
  return observances.length > 0 ? new ZoneRules(observances) : undefined;
}

function observanceOf(part: Component): Observance | undefined {
  const to = offsetOf(lineOf(part, 'TZOFFSETTO')?.value);
  if (to === undefined) return undefined;
  const from = offsetOf(lineOf(part, 'TZOFFSETFROM')?.value) ?? to;
  const start = parseTime(lineOf(part, 'DTSTART')?.value)?.wall ?? Date.UTC(1970, 0, 1);
  const dates = linesOf(part, 'RDATE').flatMap((line) => line.value.split(','));
  const onsets = [start, ...dates.flatMap((text) => parseTime(text)?.wall ?? [])];
  return { from, to, start, onsets, rule: yearlyRule(lineOf(part, 'RRULE')?.value, start) };
}

// Zones change their clocks by yearly rules; another rule is read over.
function yearlyRule(text: string | undefined, start: number): Observance['rule'] {
  if (text === undefined) return undefined;
  try {
    const rule = parseRule(text, start - midnight(start));
    if (rule.freq !== 'YEARLY') return undefined;
    const until = parseTime(rule.until)?.wall;
    const lastYear =
      until !== undefined
        ? new Date(until).getUTCFullYear()
        : rule.count !== undefined
          ? new Date(start).getUTCFullYear() + (rule.count - 1) * rule.interval
          : 9999;
    return { rule: { ...rule, count: undefined, until: undefined, interval: 1 }, lastYear };
  } catch {
    return undefined;
  }
}

// The wall times of the onsets in the year and the one before it, and the last before those.
function onsetsOf({ onsets, start, rule }: Observance, year: number): number[] {
  if (rule === undefined) return onsets;
  const last = Math.min(year, rule.lastYear);
  const first = Math.max(new Date(start).getUTCFullYear(), last - 1);
  if (first > last) return onsets;
  const from = new Date(start);
  from.setUTCFullYear(first);
  const begin = Math.max(start, Date.UTC(first, 0, 1) + (start - midnight(start)));
  const end = Date.UTC(last + 1, 0, 1);
  const given: number[] = [];
  for (const wall of expand(withDay(rule.rule, start), begin, end)) if (given.push(wall) > 20) break;
  return [...onsets, ...given];
}

// A rule without a day means the one of its start.
function withDay(rule: Rule, start: number): Rule {
  const date = new Date(start);
  const hasDay = rule.byDay ?? rule.byMonthDay ?? rule.byYearDay ?? rule.byWeekNo;
  const byMonth = rule.byMonth ?? (hasDay ? undefined : [date.getUTCMonth() + 1]);
  return hasDay ? rule : { ...rule, byMonth, byMonthDay: [date.getUTCDate()] };
}

/** `-0530`, also with seconds. */
function offsetOf(text: string | undefined): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^\s*([+-]?)(\d\d):?(\d\d):?(\d\d)?/.exec(text ?? '') ?? [];
  if (hours === undefined) return undefined;
  const size = (Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds);
  return (sign === '-' ? -1 : 1) * size * 1000;
}
