/** A zone as a VTIMEZONE (RFC 5545, 3.6.5) that is right for the years of an event, found by watching when Node changes its clocks. */

import { type ClockChange as Change, changesIn } from '../time/clock-changes.js';
import { offsetAt } from '../time/wall-time.js';
import { toIanaZone } from '../time/zone-names.js';
import { DAY } from './expand.js';
import { WEEKDAY_CODES } from './rule.js';
import { compact, offsetText } from './times.js';

/** Changes of as many years as they follow one rule: "last Sunday in March at two". */
interface Run {
  first: Change;
  last: Change;
  /** `-1SU`, `2SU`: what is true of all of them. */
  places: string[];
}

/** `from` and `to`: years. Nothing for UTC. */
export function zoneLines(id: string, from: number, to: number): string[] {
  if (id === 'UTC') return [];
  const iana = toIanaZone(id) ?? id;
  const changes: Change[] = [];
  for (let year = from - 1; year <= to; year++) changes.push(...changesIn(iana, year));
  const runs = runsOf(changes);
  const fixed = offsetAt(Date.UTC(from, 0, 1), iana);
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${id}`,
    ...(runs.length === 0 ? part(fixed, fixed, Date.UTC(1601, 0, 1)) : runs.flatMap((run) => runLines(run, to))),
    'END:VTIMEZONE',
  ];
}

function runLines({ first, last, places }: Run, to: number): string[] {
  const wall = first.instant + first.before;
  const lastYear = new Date(last.instant + last.before).getUTCFullYear();
  const until = lastYear < to ? `;UNTIL=${compact(last.instant)}Z` : '';
  const place = places.find((one) => one.startsWith('-')) ?? places[0];
  const isOnce = first === last && until !== '';
  const rule = `RRULE:FREQ=YEARLY;BYMONTH=${new Date(wall).getUTCMonth() + 1};BYDAY=${place}${until}`;
  return part(first.before, first.after, wall, isOnce ? undefined : rule);
}

function part(before: number, after: number, wall: number, rule?: string): string[] {
  const name = after > before ? 'DAYLIGHT' : 'STANDARD';
  return [
    `BEGIN:${name}`,
    `DTSTART:${compact(wall)}`,
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    ...(rule ? [rule] : []),
    `END:${name}`,
  ];
}

function runsOf(changes: readonly Change[]): Run[] {
  const runs: Run[] = [];
  for (const change of changes) {
    const run = runs.findLast((one) => goesOn(one, change));
    const places = placesOf(change).filter((one) => run?.places.includes(one));
    if (run === undefined || places.length === 0) runs.push({ first: change, last: change, places: placesOf(change) });
    else Object.assign(run, { last: change, places });
  }
  return runs;
}

function goesOn({ last }: Run, next: Change): boolean {
  const [a, b] = [new Date(last.instant + last.before), new Date(next.instant + next.before)];
  return (
    last.before === next.before &&
    last.after === next.after &&
    b.getUTCFullYear() === a.getUTCFullYear() + 1 &&
    b.getUTCMonth() === a.getUTCMonth() &&
    b.getTime() % DAY === a.getTime() % DAY
  );
}

function placesOf({ instant, before }: Change): string[] {
  const wall = new Date(instant + before);
  const day = WEEKDAY_CODES[wall.getUTCDay()] as string;
  const isLast = new Date(wall.getTime() + 7 * DAY).getUTCMonth() !== wall.getUTCMonth();
  return [`${Math.ceil(wall.getUTCDate() / 7)}${day}`, ...(isLast ? [`-1${day}`] : [])];
}
