/** Which Windows zones show what a zone shows that is known by its rules only. Knows no calls. */
import { clockChanges } from './clock-changes.js';
import { offsetAt } from './wall-time.js';
import { type OffsetAt, offsetsOf, type ZoneDefinition } from './zone-definition.js';
import { allWindowsZones, toIanaZone, toWindowsZone } from './zone-names.js';

const DAY_MS = 86_400_000;

/**
 * The Windows zones whose clocks go as those of a definition (`item.startTimeZone` of a zone that only its server knows) throughout a
 * year, the one first that it is named after. Empty where none does: then no name of a zone stands for it.
 */
export function windowsZonesLike(definition: ZoneDefinition, year: number = new Date().getUTCFullYear()): string[] {
  const offset = offsetsOf(definition);
  if (offset === undefined) return [];
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const own = changesOf(offset, from, to);
  const fitting = allWindowsZones().filter((name) => {
    const iana = toIanaZone(name);
    return iana !== undefined && offsetAt(from, iana) === offset(from) && isSame(clockChanges(iana, from, to), own);
  });
  const named = [definition.id, definition.name].map((name) => name && toWindowsZone(name));
  return fitting.sort((a, b) => Number(named.includes(b)) - Number(named.includes(a)));
}

type Change = readonly [instant: number, after: number];

/** Found by watching, as those of the engine's zones are: to the second, two of a day not told apart. */
function changesOf(offset: OffsetAt, from: number, to: number): Change[] {
  const changes: Change[] = [];
  for (let day = from; day < to; day += DAY_MS) {
    const [before, after] = [offset(day), offset(day + DAY_MS)];
    if (before === after) continue;
    let [low, high] = [day, day + DAY_MS];
    while (high - low > 1000) {
      const middle = low + Math.floor((high - low) / 2000) * 1000;
      if (offset(middle) === before) low = middle;
      else high = middle;
    }
    if (high < to) changes.push([high, after]);
  }
  return changes;
}

function isSame(theirs: readonly { instant: number; after: number }[], own: readonly Change[]): boolean {
  return (
    theirs.length === own.length &&
    theirs.every(({ instant, after }, index) => instant === own[index]?.[0] && after === own[index]?.[1])
  );
}
