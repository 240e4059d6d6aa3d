/**
 * Rules and dates of an event as what EWS has for them: a pattern that gives the same times and no other, proven by comparing them; a
 * series that ends, failing that, as days of which some are left out; or a refusal. Works on wall times; knows no zones.
 */
import { candidatesFor } from './candidates.js';
import { DAY, expand, midnight } from './expand.js';
import { type Pattern, type Recurrence, ruleOfPattern } from './pattern.js';
import { type Rule, unsayable } from './rule.js';

/** An occurrence that is not as the pattern has it; `moved` is where it is instead, undefined where it is left out. */
export interface Change {
  original: number;
  moved?: number | undefined;
}

export interface Series {
  recurrence: Recurrence;
  /** The first occurrence: where the event is to start. */
  start: number;
  changes: Change[];
}

/** What an event says of its recurrence; all times are wall times of its zone. */
export interface Given {
  start: number;
  /** Of RRULE, with the last time that counts. */
  rules: { rule: Rule; until: number | undefined; text: string }[];
  /** Of RDATE. */
  added: number[];
  /** Of EXDATE. */
  removed: number[];
  /** Whether days are left out by a rule. */
  excluding: { rule: Rule; until: number | undefined }[];
}

/** So many times are compared: more than the years after which a calendar comes round again. */
const COMPARED = 60;
/**
 * And so long, of rules with more than days of the week: `FREQ=DAILY;BYMONTH=1,2,3` is every day for 90 times. Nine years, so that a leap
 * year is among them.
 */
function comparedLength({ byMonth, byMonthDay, byYearDay, byWeekNo, bySetPos }: Rule): number {
  return byMonth || byMonthDay || byYearDay || byWeekNo || bySetPos ? 9 * 366 * DAY : 0;
}
/** Exchange keeps no more occurrences of a series that ends by their number. */
const MOST = 999;

/** Undefined where it does not recur after all. */
export function seriesOf(given: Given): Series | undefined {
  const { start, rules, added, excluding } = given;
  const [only] = rules;
  if (rules.length === 1 && only && excluding.length === 0) {
    const { rule, until, text } = only;
    const times = take(expand(rule, start, until), COMPARED);
    if (times.length === 0) return added.length > 0 ? finite(given) : undefined;
    const known = knownAmong(expand(rule, start, until), [...added, ...given.removed]);
    const own = [...new Set(added)].filter((time) => !known.has(time));
    if (own.length === 0 || own.length <= given.removed.length) {
      const pattern = sayable(rule, start, until, times) ?? byTemplate(rule, start, until, times);
      if (pattern) return withRange(given, pattern, only, times, own, known);
    }
    if (rule.count === undefined && until === undefined) throw unsayable(text);
  }
  return finite(given);
}

/** The pattern that says a rule, without its end, for what begins at a wall time; undefined where none does. */
export function patternFor(rule: Rule, start: number): Pattern | undefined {
  const endless = { ...rule, count: undefined, until: undefined };
  return sayable(endless, start, undefined, take(expand(endless, start, undefined), COMPARED));
}

// A pattern whose times are those of the rule, the first ones and those of some years.
function sayable(rule: Rule, start: number, until: number | undefined, times: readonly number[]): Pattern | undefined {
  const first = times[0];
  if (first === undefined) return undefined;
  const from = midnight(start) + (first - midnight(first));
  return candidatesFor(rule, times).find((pattern) => {
    const given = expand(ruleOfPattern(pattern), from, undefined);
    let compared = 0;
    const length = comparedLength(rule);
    for (const time of expand(rule, start, until)) {
      if (given.next().value !== time) return false;
      if (++compared >= COMPARED && time - first >= length) return true;
    }
    return true;
  });
}

// MS-OXCICAL 2.1.3.2.2.3 and .5: the 29th, 30th and 31st are days of every month there, and the last of a short one. The fifth Monday is the
// last (2.1.3.2.2.4). So is only what goes on without an end: else the times can be kept as they are.
function byTemplate(
  rule: Rule,
  start: number,
  until: number | undefined,
  times: readonly number[],
): Pattern | undefined {
  if (until !== undefined || rule.count !== undefined) return undefined;
  const { freq, byMonth = [0], byMonthDay = [0], byDay = [], bySetPos, byYearDay, byWeekNo } = rule;
  if (byYearDay || byWeekNo || byMonth.length > 1 || byMonthDay.length > 1) return undefined;
  const [monthDay = 0] = byMonthDay;
  const isDay = byDay.length === 0 && bySetPos === undefined && (monthDay || new Date(start).getUTCDate()) > 28;
  const isFifth = byDay.length === 1 && Math.max(byDay[0]?.place ?? 0, bySetPos?.[0] ?? 0) === 5;
  if (freq === 'DAILY' || freq === 'WEEKLY' || !(isDay || isFifth)) return undefined;
  const last = { ...rule, byDay: byDay.map((one) => ({ ...one, place: -1 })), bySetPos: undefined };
  const kind = isDay ? 'absolute' : 'relative';
  return candidatesFor(isFifth ? last : rule, times.slice(0, 1)).find((one) => one.kind.startsWith(kind));
}

function withRange(
  given: Given,
  pattern: Pattern,
  { rule, until }: Given['rules'][number],
  times: readonly number[],
  added: readonly number[],
  known: ReadonlySet<number>,
): Series | undefined {
  const startDate = day(given.start);
  const range: Recurrence['range'] =
    rule.count !== undefined
      ? { kind: 'numberedRecurrence', startDate, numberOfOccurrences: rule.count }
      : until !== undefined
        ? { kind: 'endDateRecurrence', startDate, endDate: day(lastOf(until, times)) }
        : { kind: 'noEndRecurrence', startDate };
  // MS-OXCICAL 2.1.3.1.1.20.18: a date that is added is one that was left out, moved.
  const removed = given.removed.filter((time) => known.has(time));
  if (added.length > removed.length) return finite(given);
  const left = [...removed];
  const moved = added.map((time) => {
    const nearest = left.reduce((a, b) => (Math.abs(b - time) < Math.abs(a - time) ? b : a));
    left.splice(left.indexOf(nearest), 1);
    return { original: nearest, moved: time };
  });
  const changes = [...moved, ...left.map((original) => ({ original }))].sort((a, b) => a.original - b.original);
  const [first = given.start] = times;
  const timeOfDay = first - midnight(first);
  return { recurrence: { pattern, range }, start: midnight(given.start) + timeOfDay, changes };
}

// An end before the time of day of the series is the day before.
function lastOf(until: number, [first = 0]: readonly number[]): number {
  return until - midnight(until) < first - midnight(first) ? until - DAY : until;
}

// All times, as days from the first to the last of which the others are left out.
function finite({ start, rules, added, removed, excluding }: Given): Series | undefined {
  const text = rules[0]?.text ?? 'RDATE';
  const all = new Set<number>(rules.length === 0 ? [start] : []);
  for (const { rule, until, text } of rules) {
    if (rule.count === undefined && until === undefined) throw unsayable(text);
    for (const time of take(expand(rule, start, until), MOST + 1)) all.add(time);
  }
  for (const time of added) all.add(time);
  const last = [...all].reduce((a, b) => Math.max(a, b), start);
  for (const { rule, until } of excluding)
    for (const time of expand(rule, start, Math.min(until ?? last, last))) all.delete(time);
  for (const time of removed) all.delete(time);
  const times = [...all].sort((a, b) => a - b);
  const [first] = times;
  if (first === undefined) return undefined;
  const end = times.at(-1) ?? first;
  const days = Math.round((midnight(end) - midnight(first)) / DAY) + 1;
  const byDay = new Map(times.map((time) => [midnight(time), time]));
  if (byDay.size < times.length || times.length > MOST) throw unsayable(text);
  const interval = stepOf([...byDay.keys()]);
  if (days / interval > MOST) throw unsayable(text);
  const changes: Change[] = [];
  for (let at = midnight(first); at <= end; at += interval * DAY) {
    const original = at + (first - midnight(first));
    const time = byDay.get(at);
    if (time !== original) changes.push({ original, ...(time !== undefined && { moved: time }) });
  }
  const range = { kind: 'endDateRecurrence', startDate: day(first), endDate: day(end) };
  return { recurrence: { pattern: { kind: 'dailyRecurrence', interval }, range }, start: first, changes };
}

/** The greatest number of days of which all distances are multiples. */
function stepOf(days: readonly number[]): number {
  const [first = 0] = days;
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  return days.reduce((step, one) => divisor(step, Math.round((one - first) / DAY)), 0) || 1;
}

/** Which of the times are among those that a rule gives. One way through both, and not further than any series of sense. */
function knownAmong(given: Iterable<number>, times: readonly number[]): Set<number> {
  const wanted = new Set(times);
  const known = new Set<number>();
  const last = times.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let steps = 0;
  for (const time of wanted.size === 0 ? [] : given) {
    if (time > last || ++steps > 5000) break;
    if (wanted.has(time)) known.add(time);
  }
  return known;
}

function take(times: Iterable<number>, most: number): number[] {
  const taken: number[] = [];
  for (const time of times) {
    taken.push(time);
    if (taken.length === most) break;
  }
  return taken;
}

function day(wall: number): string {
  return new Date(wall).toISOString().slice(0, 10);
}
