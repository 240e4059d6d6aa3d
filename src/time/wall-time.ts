/** Wall clock readings and instants, by the rules of IANA zones. Knows no Windows names and no XML. */
import { getTimezoneOffset } from 'date-fns-tz';

const DAY_MS = 86_400_000;

/** Milliseconds that the clocks of a zone are ahead of UTC at an instant. */
function offsetAt(instantMs: number, timeZone: string): number {
  return getTimezoneOffset(timeZone, new Date(instantMs));
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
