/** Patterns that may say a rule: from the most natural for its frequency on. Whether one does is for others to see. */
import { DAY_GROUPS, MONTHS, type Pattern, PLACES, WEEKDAYS } from './pattern.js';
import type { Rule } from './rule.js';

/** `times` are the first that the rule gives, at least one. */
export function candidatesFor(rule: Rule, times: readonly number[]): Pattern[] {
  const [first = 0] = times;
  const byMonths = [...absolute(rule, first, times), ...relative(rule, first, times)];
  const daily: Pattern = { kind: 'dailyRecurrence', interval: rule.freq === 'DAILY' ? rule.interval : gapOf(times) };
  const weekly = weeklyOf(rule, times);
  switch (rule.freq) {
    case 'DAILY':
      return [daily, weekly, ...byMonths];
    case 'WEEKLY':
      return [weekly, daily, ...byMonths];
    default:
      return [...byMonths, weekly, daily];
  }
}

function gapOf(times: readonly number[]): number {
  const [first = 0, second = first] = times;
  return Math.max(1, Math.round((second - first) / 86_400_000));
}

function weeklyOf(rule: Rule, times: readonly number[]): Pattern {
  const days = new Set((rule.byDay ?? []).map(({ weekday }) => weekday));
  if (days.size === 0) for (const time of times) days.add(new Date(time).getUTCDay());
  return {
    kind: 'weeklyRecurrence',
    interval: rule.freq === 'WEEKLY' ? rule.interval : 1,
    daysOfWeek: WEEKDAYS.filter((_, day) => days.has(day)),
    firstDayOfWeek: WEEKDAYS[rule.weekStart] as string,
  };
}

// MS-OXCICAL 2.1.3.2.2.5: every so many years is every twelve times as many months.
function spans(rule: Rule, first: number, times: readonly number[]): { kind: string; more: Record<string, unknown> }[] {
  const month = MONTHS[new Date(first).getUTCMonth()];
  const [a, b] = [new Date(first), new Date(times[1] ?? first)];
  const gap = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  const interval = rule.interval * (rule.freq === 'YEARLY' ? 12 : 1);
  const monthly = [...new Set([interval, Math.max(1, gap)])].map((one) => ({
    kind: 'Monthly',
    more: { interval: one },
  }));
  const yearly = { kind: 'Yearly', more: { month } };
  return (rule.freq === 'YEARLY' && rule.interval === 1) || gap === 12 ? [yearly, ...monthly] : [...monthly, yearly];
}

function absolute(rule: Rule, first: number, times: readonly number[]): Pattern[] {
  const own = Math.max(...times.slice(0, 12).map((time) => new Date(time).getUTCDate()));
  const days = rule.byMonthDay?.[0] === -1 ? [31] : [...new Set([own, 31])];
  return spans(rule, first, times).flatMap(({ kind, more }) =>
    days.map((dayOfMonth) => ({ kind: `absolute${kind}Recurrence`, ...more, dayOfMonth })),
  );
}

function relative(rule: Rule, first: number, times: readonly number[]): Pattern[] {
  const wanted = new Set((rule.byDay ?? []).map(({ weekday }) => weekday));
  const date = new Date(first);
  const groups = Object.entries(DAY_GROUPS).filter(
    ([, days]) => days.length === wanted.size && days.every((day) => wanted.has(day)),
  );
  const daysOfWeek = [WEEKDAYS[date.getUTCDay()] as string, ...groups.map(([name]) => name)];
  const placed = rule.bySetPos?.[0] ?? rule.byDay?.[0]?.place ?? 0;
  const named = Object.keys(PLACES).filter((name) => PLACES[name] === placed);
  const indexes = named.length > 0 ? named : Object.keys(PLACES);
  return spans(rule, first, times).flatMap(({ kind, more }) =>
    daysOfWeek.flatMap((day) =>
      indexes.map((dayOfWeekIndex) => ({
        kind: `relative${kind}Recurrence`,
        ...more,
        daysOfWeek: day,
        dayOfWeekIndex,
      })),
    ),
  );
}
