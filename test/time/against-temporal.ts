/**
 * A program: the clocks of zones around every change of theirs from 1996 to 2040, by ours and by the Temporal polyfill. Started by
 * transitions.test.ts on computers of several zones. Prints JSON: `changes`, `checks`, and what differs.
 */
import { Temporal } from '@js-temporal/polyfill';
import { clockChanges } from '../../src/time/clock-changes.js';
import { instantOfWallTime, offsetAt } from '../../src/time/wall-time.js';

const FROM = Date.UTC(1996, 0, 1);
const TO = Date.UTC(2041, 0, 1);
const SECOND = 1000;

const differ: string[] = [];
let changes = 0;
let checks = 0;

function check(what: string, ours: number | undefined, theirs: number): void {
  checks++;
  if (ours !== theirs) differ.push(`${what}: ${ours}, not ${theirs}`);
}

function theirOffset(instant: number, zone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
}

function theirChanges(zone: string): number[] {
  const found: number[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(FROM).toZonedDateTimeISO(zone);
  while (at !== null && at.epochMilliseconds < TO) {
    at = at.getTimeZoneTransition('next');
    if (at !== null && at.epochMilliseconds < TO) found.push(at.epochMilliseconds);
  }
  return found;
}

function theirInstant(wall: number, zone: string): number {
  const plain = Temporal.PlainDateTime.from(new Date(wall).toISOString().slice(0, 23));
  return plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
}

for (const zone of process.argv.slice(2)) {
  const ours = clockChanges(zone, FROM, TO).map(({ instant }) => instant);
  const theirs = theirChanges(zone);
  for (const instant of theirs) if (!ours.includes(instant)) differ.push(`${zone} at ${instant}: a change is missing`);
  // The polyfill passes over a summer time of less than two weeks when it looks for the next change; its offsets know of it.
  for (const instant of ours) {
    changes++;
    check(`change of ${zone} at ${instant}`, 1, Number(theirOffset(instant - 1, zone) !== theirOffset(instant, zone)));
    for (const near of [instant - SECOND, instant, instant + SECOND]) {
      check(`${zone} at ${near}`, offsetAt(near, zone), theirOffset(near, zone));
    }
    // What the clocks show then, and in the middle of what they skip or show twice.
    const walls = [instant - SECOND, instant, instant + SECOND].flatMap((near) => [
      near + offsetAt(instant - SECOND, zone),
      near + offsetAt(instant, zone),
    ]);
    for (const wall of [...walls, ((walls[2] ?? 0) + (walls[3] ?? 0)) / 2])
      check(`${zone} showing ${wall}`, instantOfWallTime(wall, zone), theirInstant(wall, zone));
  }
}
console.log(JSON.stringify({ changes, checks, differ: differ.slice(0, 20) }));
