/**
 * Zones by their own transitions: as ical.js reads the same rules from a VTIMEZONE. Random ones, seeded (`EWSKIT_ZONE_DEFINITIONS` says how
 * many), and those that servers have sent.
 */
import { describe, expect, test } from '@jest/globals';
import ICAL from 'ical.js';
import { ZonedDate } from '../../src/codec/index.js';
import { decodeEnvelope } from '../../src/soap/documents.js';
import { milliseconds, offsetsOf, type ZoneDefinition } from '../../src/time/zone-definition.js';
import { corpusDocument, corpusRows, testWith } from '../support/shared.js';

const DAY = 86_400_000;
const SEED = Number(process.env['EWSKIT_SEED'] ?? 13);
const COUNT = Number(process.env['EWSKIT_ZONE_DEFINITIONS'] ?? 40);
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const LAST_YEAR = 2035;

type Transition = NonNullable<ZoneDefinition['transitions']>['transition'][number];

/** Park and Miller's. */
function random(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % most;
  };
}

function durationText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : ''}PT${Math.floor(size / 60)}H${size % 60}M`;
}

/** One to three groups, with two changes a year or none. */
function randomDefinition(next: (most: number) => number, index: number): ZoneDefinition {
  const periods: { id: string; bias: string }[] = [];
  const groups: { id: string; transition: Transition[] }[] = [];
  // Within what ical.js takes for an offset.
  const standard = (next(77) - 36) * 15;
  for (let group = 0; group <= next(3); group++) {
    const bias = standard + (next(3) - 1) * 30;
    periods.push({ id: `s${group}`, bias: durationText(-bias) });
    const toStandard = { to: { value: `s${group}` } };
    if (next(4) === 0) {
      groups.push({ id: `${group}`, transition: [{ kind: 'transition', ...toStandard }] });
      continue;
    }
    periods.push({ id: `d${group}`, bias: durationText(-(bias + [30, 60, 120][next(3)]!)) });
    const yearly = (to: { to: { value: string } }, month: number): Transition => {
      const timeOffset = durationText(next(48) * 30);
      return next(3) === 0
        ? { kind: 'recurringDateTransition', ...to, timeOffset, month, day: 1 + next(28) }
        : {
            kind: 'recurringDayTransition',
            ...to,
            timeOffset,
            month,
            dayOfWeek: WEEKDAYS[next(7)] as string,
            occurrence: [1, 2, 3, 4, -1][next(5)] as number,
          };
    };
    const [first, second] = [2 + next(4), 8 + next(4)];
    const isNorth = next(2) === 0;
    const changes = [
      yearly({ to: { value: `d${group}` } }, isNorth ? first : second),
      yearly(toStandard, isNorth ? second : first),
    ];
    groups.push({ id: `${group}`, transition: isNorth ? changes : changes.reverse() });
  }
  const transition = groups.map(({ id }, place): Transition => {
    if (place === 0) return { kind: 'transition', to: { value: id } };
    const text = `${2004 + place * 6}-01-01T00:00:00`;
    return {
      kind: 'absoluteDateTransition',
      to: { value: id },
      dateTime: new ZonedDate(Date.parse(`${text}Z`), '', text),
    };
  });
  return { id: `Custom ${index}`, periods, transitionsGroups: groups, transitions: { transition } };
}

const compact = (wall: number): string => new Date(wall).toISOString().slice(0, 19).replace(/[-:]/g, '');

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / 60_000;
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}

/** Whether a change happens on a day, found by counting. */
function isDayOf(change: Transition, day: number): boolean {
  const date = new Date(day);
  if (date.getUTCMonth() + 1 !== change.month) return false;
  if (change.dayOfWeek === undefined) return date.getUTCDate() === change.day;
  if (WEEKDAYS[date.getUTCDay()] !== change.dayOfWeek) return false;
  const isLast = new Date(day + 7 * DAY).getUTCMonth() !== date.getUTCMonth();
  return change.occurrence === -1 ? isLast : Math.ceil(date.getUTCDate() / 7) === change.occurrence;
}

/** The same as a VTIMEZONE, and the wall times of all its changes with the offsets before and after. */
function judged(definition: ZoneDefinition): { zone: ICAL.Timezone; changes: [number, number, number][] } {
  const offsets = new Map(definition.periods?.map(({ id, bias }) => [id, -(milliseconds(bias) as number)]));
  const spans = definition.transitions?.transition ?? [];
  const changes: [number, number, number][] = [];
  const parts: string[] = [];
  const part = (wall: number, from: number, to: number, rule: string[]) => {
    const name = to > from ? 'DAYLIGHT' : 'STANDARD';
    const lines = [`DTSTART:${compact(wall)}`, `TZOFFSETFROM:${offsetText(from)}`, `TZOFFSETTO:${offsetText(to)}`];
    parts.push(`BEGIN:${name}`, ...lines, ...rule, `END:${name}`);
  };
  let now: number | undefined;
  for (const [place, span] of spans.entries()) {
    const group = definition.transitionsGroups?.find(({ id }) => id === span.to.value)?.transition ?? [];
    const yearly = group.filter(({ month }) => month !== undefined).sort((a, b) => (a.month ?? 0) - (b.month ?? 0));
    const to = (change: Transition) => offsets.get(change.to.value) as number;
    const from = span.dateTime?.getTime() ?? Date.UTC(1990, 0, 1);
    const until = spans[place + 1]?.dateTime?.getTime() ?? Date.UTC(LAST_YEAR + 1, 0, 1);
    // Windows marks a year of its own with a change at its first midnight.
    const marker = yearly.find((one) => isDayOf(one, from) && milliseconds(one.timeOffset) === 0);
    const begin = to((marker ?? yearly.at(-1) ?? group[0]) as Transition);
    part(from, now ?? begin, begin, []);
    if (now !== undefined && now !== begin) changes.push([from, now, begin]);
    now = begin;
    for (const change of yearly) {
      const before = to(yearly.at(yearly.indexOf(change) - 1) as Transition);
      const days = Array.from({ length: Math.round((until - from) / DAY) }, (_, day) => from + day * DAY);
      const all = days.filter((day) => isDayOf(change, day)).map((day) => day + (milliseconds(change.timeOffset) ?? 0));
      const walls = all.filter((wall) => change !== marker || wall !== from);
      for (const wall of walls) changes.push([wall, before, to(change)]);
      const by =
        change.dayOfWeek === undefined
          ? `BYMONTHDAY=${change.day}`
          : `BYDAY=${change.occurrence}${change.dayOfWeek.slice(0, 2).toUpperCase()}`;
      const [first] = walls;
      const rule = `RRULE:FREQ=YEARLY;BYMONTH=${change.month};${by};COUNT=${walls.length}`;
      if (first !== undefined) part(first, before, to(change), [rule]);
    }
  }
  const text = ['BEGIN:VTIMEZONE', 'TZID:judged', ...parts, 'END:VTIMEZONE'].join('\r\n');
  const component = new ICAL.Component(ICAL.parse(text) as unknown[]);
  return { zone: new ICAL.Timezone({ component, tzid: 'judged' }), changes: changes.sort((a, b) => a[0] - b[0]) };
}

/** What differs, at the times that the clocks show once: a second before and after each change, and between. */
function differences(definition: ZoneDefinition): string[] {
  const offset = offsetsOf(definition);
  if (offset === undefined) return [`${definition.id}: not read`];
  const { zone, changes } = judged(definition);
  const instants = changes.flatMap(([wall, before, after]) => {
    const at = wall - before;
    const twice = Math.max(0, before - after);
    return [at - twice - 1000, at + twice + 1000, at + 40 * DAY];
  });
  return [...instants, Date.UTC(2011, 0, 15), Date.UTC(2030, 6, 15)].flatMap((instant) => {
    const wall = new Date(instant + offset(instant)).toISOString().slice(0, 19);
    const theirs = zone.utcOffset(ICAL.Time.fromDateTimeString(wall)) * 1000;
    return theirs === offset(instant) ? [] : [`${definition.id} at ${instant}: ${offset(instant)}, not ${theirs}`];
  });
}

test(`${COUNT} random definitions`, () => {
  const next = random(SEED);
  const wrong: string[] = [];
  let changes = 0;
  for (let index = 0; index < COUNT; index++) {
    const definition = randomDefinition(next, index);
    changes += judged(definition).changes.length;
    wrong.push(...differences(definition).slice(0, 2));
  }
  expect(wrong).toEqual([]);
  expect(changes).toBeGreaterThan(COUNT * 10);
});

/** What of a decoded document is a definition with transitions. */
function definitionsIn(value: unknown): ZoneDefinition[] {
  if (typeof value !== 'object' || value === null || value instanceof Date) return [];
  const own = 'transitionsGroups' in value && value.transitionsGroups ? [value as ZoneDefinition] : [];
  return [...own, ...Object.values(value).flatMap(definitionsIn)];
}

const documents = corpusRows()?.filter((row) => row['kind']?.startsWith('soap') && row['well-formed'] === 'yes');
const withRules = documents?.map(corpusDocument).filter((bytes) => Buffer.from(bytes).includes('TransitionsGroup'));

testWith(withRules?.length ? withRules : undefined, '../shared/corpus', 'definitions that servers have sent', (all) => {
  const definitions = all.flatMap((bytes) => definitionsIn(decodeEnvelope(bytes)));
  // What begins at an instant of UTC begins at no midnight of its own clocks, which a VTIMEZONE cannot say.
  const sayable = definitions.filter(({ transitions }) =>
    transitions?.transition.every(({ dateTime }) => dateTime === undefined || (dateTime as ZonedDate).zone === ''),
  );
  expect(sayable.length).toBeGreaterThan(80);
  expect(sayable.flatMap((one) => differences(one).slice(0, 1))).toEqual([]);
});

describe('what cannot be followed is not guessed at', () => {
  test.each<[string, ZoneDefinition]>([
    ['a name alone', { id: 'Romanische Normalzeit', name: 'Paris' }],
    ['no id', { id: '' }],
    ['a bias that is none', { periods: [{ id: 'a', bias: '1 hour' }] }],
    [
      'a period that is not there',
      {
        periods: [{ id: 'a', bias: 'PT0S' }],
        transitionsGroups: [{ id: '0', transition: [{ kind: 'transition', to: { value: 'b' } }] }],
        transitions: { transition: [{ kind: 'transition', to: { value: '0' } }] },
      },
    ],
  ])('%s', (_, definition) => {
    const offset = offsetsOf(definition);
    expect(offset?.(0)).toBe(definition.transitionsGroups ? 0 : undefined);
  });
});
