/**
 * A zone by its own periods and transitions, as Exchange writes it (TimeZoneDefinitionType, [MS-OXWSGTZ] 2.2.4): for zones that nobody but
 * the server knows. Must not know names of zones.
 */
import { instantBy } from './wall-time.js';

const DAY_MS = 86_400_000;
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** What begins with a transition: a period, or a group of them. */
interface Target {
  readonly value: string;
}

interface ZoneTransition {
  readonly kind: string;
  readonly to: Target;
  /** Of one that happens once; a wall time where it is written without a zone. */
  readonly dateTime?: Date | undefined;
  /** Of one that happens every year: after midnight. */
  readonly timeOffset?: string | undefined;
  readonly month?: number | undefined;
  readonly day?: number | undefined;
  readonly dayOfWeek?: string | undefined;
  readonly occurrence?: number | undefined;
}

interface ZoneTransitions {
  readonly id?: string | undefined;
  readonly transition: readonly ZoneTransition[];
}

/** The parts of a TimeZoneDefinitionType that say what its clocks show. */
export interface ZoneDefinition {
  /** The name that requests have for it. */
  readonly id?: string | undefined;
  /** What people see. */
  readonly name?: string | undefined;
  /** How far its clocks are behind UTC: standard time, summer time. */
  readonly periods?: readonly { readonly id?: string | undefined; readonly bias?: string | undefined }[] | undefined;
  /** Changes of the clocks that are made every year. */
  readonly transitionsGroups?: readonly ZoneTransitions[] | undefined;
  /** From when on which of those groups counts. */
  readonly transitions?: ZoneTransitions | undefined;
}

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant. */
export type OffsetAt = (instantMs: number) => number;

/** A group of yearly changes, and when it begins to count. */
interface Span {
  readonly from: number;
  /** What the clocks showed then, by those of before. */
  readonly wall: number;
  readonly group: Group;
}

interface Group {
  /** Before the first change, and of a group without any. */
  readonly initial: number;
  readonly yearly: readonly Yearly[];
}

interface Yearly {
  readonly change: ZoneTransition;
  readonly before: number;
  readonly after: number;
}

/** The clocks of a definition; undefined where it has no transitions of its own, or some that cannot be followed. */
export function offsetsOf(definition: ZoneDefinition): OffsetAt | undefined {
  const periods = new Map(definition.periods?.map(({ id, bias }) => [id, 0 - (milliseconds(bias) ?? Number.NaN)]));
  if (periods.size === 0 || [...periods.values()].some(Number.isNaN)) return undefined;
  const groups = new Map(definition.transitionsGroups?.map((one) => [one.id, groupOf(one, periods)]));
  const [first, ...later] = definition.transitions?.transition ?? [];
  // The first transition has no date: what it names counts from the beginning.
  const start = first && targetOf(first, groups, periods);
  if (start === undefined) return periods.size === 1 ? fixed([...periods.values()][0] as number) : undefined;
  const spans: Span[] = [{ from: Number.NEGATIVE_INFINITY, wall: Number.NEGATIVE_INFINITY, group: start }];
  const offset: OffsetAt = (instant) => {
    const span = spans.findLast(({ from }) => from <= instant) ?? (spans[0] as Span);
    return offsetIn(span, instant);
  };
  for (const change of later) {
    const group = targetOf(change, groups, periods);
    if (group === undefined || change.dateTime === undefined) return undefined;
    // By the clocks of what counted until then.
    const written = change.dateTime.getTime();
    const isWall = (change.dateTime as { zone?: string }).zone === '';
    const from = isWall ? instantBy(written, offset) : written;
    spans.push({ from, wall: isWall ? written : from + offset(from), group });
  }
  return offset;
}

function fixed(offset: number): OffsetAt {
  return () => offset;
}

function targetOf(
  { to }: ZoneTransition,
  groups: ReadonlyMap<string | undefined, Group | undefined>,
  periods: ReadonlyMap<string | undefined, number>,
): Group | undefined {
  const offset = periods.get(to.value);
  return groups.get(to.value) ?? (offset === undefined ? undefined : { initial: offset, yearly: [] });
}

function groupOf({ transition }: ZoneTransitions, periods: ReadonlyMap<string | undefined, number>): Group | undefined {
  const offsets = transition.map(({ to }) => periods.get(to.value));
  if (offsets.length === 0 || offsets.includes(undefined)) return undefined;
  const yearly = transition
    .map((change, place) => ({ change, after: offsets[place] as number }))
    .filter(({ change }) => change.month !== undefined)
    .sort((a, b) => onsetIn(a.change, 2000) - onsetIn(b.change, 2000));
  return {
    initial: offsets[transition.findIndex(({ month }) => month === undefined)] ?? yearly.at(-1)?.after ?? 0,
    yearly: yearly.map((one, place) => ({ ...one, before: yearly.at(place - 1)?.after as number })),
  };
}

function offsetIn({ group, from, wall }: Span, instant: number): number {
  if (group.yearly.length === 0) return group.initial;
  const year = new Date(instant).getUTCFullYear();
  let found: { at: number; after: number } | undefined;
  for (const one of [year - 1, year, year + 1])
    for (const { change, before, after } of group.yearly) {
      const onset = onsetIn(change, one);
      // Windows marks a year of its own with a change at its first midnight, whatever counted until then.
      const at = onset === wall ? from : onset - before;
      if (at <= instant && (found === undefined || at >= found.at)) found = { at, after };
    }
  return found?.after ?? group.initial;
}

/** The wall time at which a yearly change happens, by the clocks of before. */
function onsetIn({ month = 1, day, dayOfWeek, occurrence = 1, timeOffset }: ZoneTransition, year: number): number {
  const time = milliseconds(timeOffset) ?? 0;
  const first = Date.UTC(year, month - 1, 1);
  const length = Math.round((Date.UTC(year, month, 1) - first) / DAY_MS);
  if (dayOfWeek === undefined) return first + (Math.min(day ?? 1, length) - 1) * DAY_MS + time;
  const weekday = WEEKDAYS.indexOf(dayOfWeek);
  const begins = (weekday - new Date(first).getUTCDay() + 7) % 7;
  const places = Math.floor((length - 1 - begins) / 7);
  // -1 is the last, and so is the fifth of a month that has four.
  const place = occurrence < 0 ? places : Math.min(occurrence - 1, places);
  return first + (begins + place * 7) * DAY_MS + time;
}

/** Of an xs:duration without years and months: `-PT1H30M`. */
export function milliseconds(text: string | undefined): number | undefined {
  const [whole, sign, days, hours, minutes, seconds] =
    /^(-)?P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text?.trim() ?? '') ?? [];
  if (whole === undefined) return undefined;
  const [d = 0, h = 0, m = 0, s = 0] = [days, hours, minutes, seconds].map((one) => Number(one ?? 0));
  const size = ((d * 24 + h) * 60 + m) * 60_000 + Math.round(s * 1000);
  return sign && size > 0 ? -size : size;
}
