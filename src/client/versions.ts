/**
 * Versions of Exchange: the schema version a request is written in, and the edition a server's build belongs to.
 */
import type { ExchangeVersionType, ServerVersionInfoType } from '../../generated/index.js';
import { EDITIONS, type Edition } from '../codec/registry.js';

/** Versions to ask for, newest first; each server accepts its own and all before. */
export const REQUEST_VERSIONS: readonly ExchangeVersionType[] = [
  'Exchange2016',
  'Exchange2013_SP1',
  'Exchange2013',
  'Exchange2010_SP2',
  'Exchange2010',
  'Exchange2007_SP1',
];

/** Response codes that mean: ask again in an older version. */
export const VERSION_ERRORS: ReadonlySet<string> = new Set([
  'ErrorInvalidServerVersion',
  'ErrorIncorrectSchemaVersion',
  'ErrorInvalidSchemaVersionForMailboxVersion',
]);

/** What a server says of itself in every answer. */
export interface ServerVersion {
  /** `15.2.2562.0` */
  build: string;
  /** The newest edition of the schema whose members the server can be expected to know. */
  edition: Edition;
  /** The version that requests are written in. */
  requestVersion: ExchangeVersionType;
}

/** Reads the version header of an answer. */
export function serverVersion(info: ServerVersionInfoType): ServerVersion | undefined {
  const { majorVersion, minorVersion = 0, majorBuildNumber = 0, minorBuildNumber = 0 } = info;
  if (majorVersion === undefined) return undefined;
  const edition = editionOf(majorVersion, minorVersion);
  return {
    build: [majorVersion, minorVersion, majorBuildNumber, minorBuildNumber].join('.'),
    edition,
    requestVersion: edition === 'ExchangeSE' ? 'Exchange2016' : edition,
  };
}

/** 8 is 2007, 14 is 2010, 15.0 is 2013, 15.1 is 2016, 15.2 is 2019 and SE. */
function editionOf(major: number, minor: number): Edition {
  if (major < 14) return EDITIONS[0];
  if (major < 15) return EDITIONS[1];
  return EDITIONS[Math.min(2 + minor, 4)] ?? 'ExchangeSE';
}
