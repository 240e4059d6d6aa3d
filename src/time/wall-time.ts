/** Wall clock readings and instants, by the rules of IANA zones. Knows no Windows names and no XML. */
const DAY_MS = 86_400_000;

/** What is known of a zone: its clock, and how far it is ahead of UTC at the beginnings of days. */
interface Clock {
  readonly format: Intl.DateTimeFormat;
  readonly days: Map<number, number>;
}

const clocks = new Map<string, Clock>();
/** Of a zone, about a century. */
const MOST_DAYS = 40_000;

function clockOf(timeZone: string): Clock {
  const kept = clocks.get(timeZone);
  if (kept !== undefined) return kept;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    era: 'short',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const clock = { format, days: new Map<number, number>() };
  clocks.set(timeZone, clock);
  return clock;
}

/**
 * Milliseconds that the clocks of a zone are ahead of UTC at an instant. Between two midnights at which they are equally far, they are all
 * the time: no zone of today changes its clocks and takes it back within a day.
 */
export function offsetAt(instantMs: number, timeZone: string): number {
  const clock = clockOf(timeZone);
  const day = Math.floor(instantMs / DAY_MS);
  const before = atMidnight(clock, day);
  return before === atMidnight(clock, day + 1) ? before : shownBy(clock, instantMs);
}

function atMidnight(clock: Clock, day: number): number {
  const kept = clock.days.get(day);
  if (kept !== undefined) return kept;
  if (clock.days.size >= MOST_DAYS) clock.days.clear();
  const offset = shownBy(clock, day * DAY_MS);
  clock.days.set(day, offset);
  return offset;
}

function shownBy({ format }: Clock, instantMs: number): number {
  const second = Math.floor(instantMs / 1000) * 1000;
  const shown = format.format(second);
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, seconds = 0] = (shown.match(/\d+/g) ?? []).map(Number);
  const wall = new Date(0);
  wall.setUTCFullYear(shown.includes('B') ? 1 - year : year, month - 1, day);
  return wall.setUTCHours(hour, minute, seconds) - second;
}

/** What the clocks of a zone show at an instant, as if it were a time of UTC. */
export function wallTimeOf(instantMs: number, timeZone: string): number {
  return instantMs + offsetAt(instantMs, timeZone);
}

/**
 * The instant at which the clocks of a zone show a time, which is given as if it were one of UTC. When the clocks show it twice, the
 * earlier; when they skip it, as much later as they skipped: Temporal's `compatible`, and what iCalendar asks for (RFC 5545, 3.3.5).
 */
export function instantOfWallTime(wallMs: number, timeZone: string): number {
  return instantBy(wallMs, (instant) => offsetAt(instant, timeZone));
}

/** The same by whatever says how far the clocks are ahead. */
export function instantBy(wallMs: number, offset: (instantMs: number) => number): number {
  // No zone changes its clocks twice within two days.
  const [before, after] = [offset(wallMs - DAY_MS), offset(wallMs + DAY_MS)];
  if (before === after && offset(wallMs - before) === before) return wallMs - before;
  const shown = [wallMs - before, wallMs - after].filter((instant) => instant + offset(instant) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : wallMs - before;
}
