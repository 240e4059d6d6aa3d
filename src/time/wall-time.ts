/** Wall clock readings and instants, by the rules of IANA zones. Knows no Windows names and no XML. */
const DAY_MS = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const kept = clocks.get(timeZone);
  if (kept !== undefined) return kept;
  const clock = new Intl.DateTimeFormat('en-US', {
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
  clocks.set(timeZone, clock);
  return clock;
}

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant. */
export function offsetAt(instantMs: number, timeZone: string): number {
  const second = Math.floor(instantMs / 1000) * 1000;
  const shown = clockOf(timeZone).format(second);
  const [month = 0, day = 0, year = 0, hour = 0, minute = 0, seconds = 0] = (shown.match(/\d+/g) ?? []).map(Number);
  const wall = new Date(0);
  wall.setUTCFullYear(shown.includes('B') ? 1 - year : year, month - 1, day);
  return wall.setUTCHours(hour, minute, seconds) - second;
}

/**
 * The instant at which the clocks of a zone show a time, which is given as if it were one of UTC. When the clocks show it twice, the
 * earlier; when they skip it, as much later as they skipped: Temporal's `compatible`, and what iCalendar asks for (RFC 5545, 3.3.5).
 */
export function instantOfWallTime(wallMs: number, timeZone: string): number {
  // No zone changes its clocks twice within two days.
  const [before, after] = [offsetAt(wallMs - DAY_MS, timeZone), offsetAt(wallMs + DAY_MS, timeZone)];
  const shown = [wallMs - before, wallMs - after].filter((instant) => instant + offsetAt(instant, timeZone) === wallMs);
  return shown.length > 0 ? Math.min(...shown) : wallMs - before;
}
