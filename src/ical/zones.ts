/**
 * The zone that a TZID means: the rules of its VTIMEZONE, whatever it is called, and the Windows zone that an item can have for them.
 * Where there is no VTIMEZONE, the name decides.
 */
import { type Component, lineOf } from '../content-lines/parse.js';
import { isIanaZone } from '../time/iana.js';
import { instantBy, instantOfWallTime, offsetAt } from '../time/wall-time.js';
import { allWindowsZones, toIanaZone, toWindowsZone } from '../time/zone-names.js';
import { type ZoneRules, zoneRulesOf } from './vtimezone.js';

export interface Zone {
  /** Milliseconds ahead of UTC. */
  offsetAt(instant: number): number;
  toInstant(wall: number): number;
  /** The Windows zone whose clocks show the same from one time to another; as far as there is one. */
  windows(from: number, to: number): string;
}

export class Zones {
  readonly #components: ReadonlyMap<string, Component>;
  readonly #made = new Map<string, Zone | undefined>();
  readonly #floating: string;

  /** `floating`: the zone, by either name, of times that name none. */
  constructor(components: readonly Component[], floating: string | undefined) {
    this.#components = new Map(components.map((one) => [keyOf(lineOf(one, 'TZID')?.value), one]));
    this.#floating = floating ?? 'UTC';
  }

  /** Of times without a zone, too. */
  of(tzid: string | undefined): Zone {
    const key = keyOf(tzid);
    if (!this.#made.has(key)) this.#made.set(key, tzid === undefined ? undefined : this.#make(key, tzid));
    return this.#made.get(key) ?? this.floating;
  }

  get floating(): Zone {
    return named(toWindowsZone(this.#floating) ?? 'UTC', this.#floating);
  }

  #make(key: string, tzid: string): Zone | undefined {
    const component = this.#components.get(key);
    const name = nameWithin(tzid) ?? nameWithin(component && lineOf(component, 'X-LIC-LOCATION')?.value);
    const rules = component && zoneRulesOf(component);
    if (rules !== undefined) return remembering(ruled(rules, name));
    if (name !== undefined) return named(name, tzid);
    const offset = offsetWithin(tzid);
    return offset === undefined ? undefined : fixed(offset);
  }
}

/** A series with many changes asks for the same times again and again. */
function remembering(zone: Zone): Zone {
  const known = new Map<number, number>();
  const toInstant = (wall: number) => {
    const instant = known.get(wall) ?? zone.toInstant(wall);
    known.set(wall, instant);
    return instant;
  };
  return { ...zone, toInstant };
}

function keyOf(tzid: string | undefined): string {
  return (tzid ?? '').replace(/\\(.)/g, '$1').trim().toLowerCase();
}

/** `/mozilla.org/20070129_1/Europe/Berlin` is Europe/Berlin: the Windows name of what a TZID ends with. */
function nameWithin(tzid: string | undefined): string | undefined {
  const parts = (tzid ?? '').trim().replace(/^"|"$/g, '').slice(0, 200).split('/');
  if (parts.length > 20) return undefined;
  for (let from = 0; from < parts.length; from++) {
    const found = toWindowsZone(parts.slice(from).join('/'));
    if (found !== undefined) return found;
  }
  return /^(GMT|Z|Etc\/Zulu|Greenwich Mean Time)$/i.test(parts.join('/')) ? 'UTC' : undefined;
}

/** Of `GMT+0100` and `(UTC+01:00) Amsterdam`. */
function offsetWithin(tzid: string): number | undefined {
  const [, sign, hours, minutes = '0'] = /^\(?(?:UTC|GMT)\s*([+-])(\d\d?):?(\d\d)?\b/i.exec(tzid.trim()) ?? [];
  if (sign === undefined) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

/** `id`: a Windows name; `own`: what it was called, the rules of which count where Node knows them. */
function named(id: string, own: string): Zone {
  const iana = isIanaZone(own) ? own : (toIanaZone(id) ?? 'UTC');
  const zone = (instant: number) => offsetAt(instant, iana);
  return {
    offsetAt: zone,
    toInstant: (wall) => instantOfWallTime(wall, iana),
    windows: (from, to) => windowsLike(zone, [], from, to, id),
  };
}

function ruled(rules: ZoneRules, name: string | undefined): Zone {
  const zone = (instant: number) => rules.offsetAt(instant);
  const changes = (from: number) => rules.onsetsIn(new Date(from).getUTCFullYear()).map(({ instant }) => instant);
  return {
    offsetAt: zone,
    toInstant: (wall) => instantBy(wall, zone),
    windows: (from, to) => windowsLike(zone, changes(from), from, to, name),
  };
}

function fixed(offset: number): Zone {
  const zone = () => offset;
  return {
    offsetAt: zone,
    toInstant: (wall) => wall - offset,
    windows: (from, to) => windowsLike(zone, [], from, to, undefined),
  };
}

const DAY = 86_400_000;
/** Those that most events are in, and of which the others are namesakes: looked at first. */
const USUAL = [
  'UTC',
  'W. Europe Standard Time',
  'GMT Standard Time',
  'Eastern Standard Time',
  'Central Standard Time',
  'Mountain Standard Time',
  'Pacific Standard Time',
  'FLE Standard Time',
  'India Standard Time',
  'China Standard Time',
  'Tokyo Standard Time',
  'AUS Eastern Standard Time',
  'Arab Standard Time',
];

/** The best there is: the same from first to last, in the first year, at the beginning. */
function windowsLike(
  offset: (instant: number) => number,
  changes: readonly number[],
  from: number,
  to: number,
  name: string | undefined,
): string {
  const year = samples(from, from + 366 * DAY, 24, changes);
  const span = to > from + 366 * DAY ? [...year, ...samples(from, to, 48, [])] : year;
  const fits = (id: string, instants: readonly number[]) => {
    const iana = toIanaZone(id) ?? 'UTC';
    return instants.every((instant) => offsetAt(instant, iana) === offset(instant));
  };
  for (const instants of [span, year, samples(from, Math.min(to, from + DAY), 2, [])]) {
    if (name !== undefined && fits(name, instants)) return name;
    const found = [...USUAL, ...allWindowsZones()].find((id) => fits(id, instants));
    if (found !== undefined) return found;
  }
  return name ?? 'UTC';
}

function samples(from: number, to: number, count: number, changes: readonly number[]): number[] {
  const even = Array.from({ length: count }, (_, place) => from + Math.round(((to - from) * place) / count));
  const near = changes.flatMap((instant) => [instant - 1000, instant]).filter((one) => one >= from && one <= to);
  return [...even, ...near];
}
