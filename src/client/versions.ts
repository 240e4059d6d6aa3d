/**
 * Versions of Exchange: the schema version a request is written in, and the edition a server's build belongs to.
 */
import type { ExchangeVersionType, ServerVersionInfoType } from '../../generated/index.js';
import { EDITIONS, type Edition, type Registry } from '../codec/index.js';

/** Versions to ask for, newest first; each server accepts its own and all before. */
export const REQUEST_VERSIONS: readonly ExchangeVersionType[] = [
  'Exchange2016',
  'Exchange2013_SP1',
  'Exchange2013',
  'Exchange2010_SP2',
  'Exchange2010_SP1',
  'Exchange2010',
  'Exchange2007_SP1',
  'Exchange2007',
];

/** It is the mailbox that lives on an older server than the one that answers. */
export const MAILBOX_VERSION_ERROR = 'ErrorInvalidSchemaVersionForMailboxVersion';

/** Response codes that mean: ask again in an older version. */
export const VERSION_ERRORS: ReadonlySet<string> = new Set([
  'ErrorInvalidServerVersion',
  'ErrorIncorrectSchemaVersion',
  MAILBOX_VERSION_ERROR,
]);

/**
 * Index of the edition all of whose members a request of a version may have. There are schemas of some versions only, so the others have
 * what came before them. The newest version bounds nothing: what is newer yet has no version of its own.
 */
export function editionOfVersion(version: ExchangeVersionType): number {
  if (version.startsWith('Exchange2007') || version === 'Exchange2010' || version === 'Exchange2010_SP1') return 0;
  if (version === 'Exchange2010_SP2' || version === 'Exchange2013') return 1;
  return version === 'Exchange2013_SP1' ? 2 : Number.POSITIVE_INFINITY;
}

/** What a server says of itself in every answer. */
export interface ServerVersion {
  /** `15.2.2562.0` */
  build: string;
  /** The newest edition of the schema whose members the server can be expected to know. */
  edition: Edition;
  /** The version that requests are written in. */
  requestVersion: ExchangeVersionType;
}

/**
 * Reads the version header of an answer, by its build alone: what the header says in `Version` (V2017_07_11) is a name that Exchange
 * itself does not take in requests. Undefined without a major version.
 */
export function serverVersion(info: ServerVersionInfoType): ServerVersion | undefined {
  const { majorVersion, minorVersion = 0, majorBuildNumber = 0, minorBuildNumber = 0 } = info;
  if (majorVersion === undefined) return undefined;
  return {
    build: [majorVersion, minorVersion, majorBuildNumber, minorBuildNumber].join('.'),
    edition: editionOf(majorVersion, minorVersion),
    requestVersion: requestVersionOf(majorVersion, minorVersion, majorBuildNumber),
  };
}

/** 8 is 2007, 14 is 2010, 15.0 is 2013, 15.1 is 2016, 15.2 is 2019 and SE; what is newer is at least that. */
function editionOf(major: number, minor: number): Edition {
  if (major < 14) return EDITIONS[0];
  if (major < 15) return EDITIONS[1];
  const place = major > 15 ? 4 : Math.min(2 + minor, 4);
  return EDITIONS[place] as Edition;
}

/**
 * The newest version that the build takes in requests. 14.2 is 2010 SP2 and 14.3 is SP3, which brought no schema of its own; 2013 SP1 is
 * build 15.0.847; 2016, 2019 and SE all take Exchange2016.
 * https://learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates
 */
function requestVersionOf(major: number, minor: number, build: number): ExchangeVersionType {
  if (major < 14) return major === 8 && minor > 0 ? 'Exchange2007_SP1' : 'Exchange2007';
  if (major === 14) return (['Exchange2010', 'Exchange2010_SP1'] as const)[minor] ?? 'Exchange2010_SP2';
  if (major === 15 && minor === 0) return build < 847 ? 'Exchange2013' : 'Exchange2013_SP1';
  return 'Exchange2016';
}

/**
 * Place of a server's edition among those of a registry. The registry's own is that of the servers from its build on; where it does not say
 * its build, of all that know the edition which it comes after.
 */
export function editionOfServer({ build, edition }: ServerVersion, registry: Registry): number {
  const known = registry.editionIndex(edition);
  if (registry.after === undefined) return known;
  const fits =
    registry.build === undefined
      ? known >= registry.editionIndex(registry.after)
      : compareBuilds(build, registry.build) >= 0;
  return Math.max(known, fits ? registry.editionIndex(registry.edition) : 0);
}

/** By their numbers; those that one of them does not have count for nothing. */
function compareBuilds(a: string, b: string): number {
  const [ours, theirs] = [a, b].map((build) => build.split('.').map(Number)) as [number[], number[]];
  for (let i = 0; i < Math.min(ours.length, theirs.length); i++) {
    const difference = (ours[i] ?? 0) - (theirs[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
