/** The servers that the sandbox can play: what each says of itself, and the versions it takes requests in. */

export interface ServerVersion {
  majorVersion: number;
  minorVersion: number;
  majorBuildNumber: number;
  minorBuildNumber: number;
  /** Name of the newest schema it knows, which is not a value for RequestServerVersion from 2016 on. */
  version: string;
}

/** The servers that a sandbox can play, by name, with the build each says it is. */
export const SERVER_VERSIONS = {
  ExchangeSE: version(15, 2, 2562, 17, 'V2017_07_11'),
  Exchange2016: version(15, 1, 2507, 6, 'V2017_07_11'),
  Exchange2013_SP1: version(15, 0, 847, 32, 'V2_23'),
  Exchange2010_SP2: version(14, 3, 123, 3, 'Exchange2010_SP2'),
  Exchange2007_SP1: version(8, 3, 83, 0, 'Exchange2007_SP1'),
} as const satisfies Record<string, ServerVersion>;

/** A server that a sandbox can play: `ExchangeSE`, the newest, down to `Exchange2007_SP1`. */
export type ServerVersionName = keyof typeof SERVER_VERSIONS;

function version(
  majorVersion: number,
  minorVersion: number,
  majorBuildNumber: number,
  minorBuildNumber: number,
  name: string,
): ServerVersion {
  return { majorVersion, minorVersion, majorBuildNumber, minorBuildNumber, version: name };
}

/** What a server says of itself; `build` is that of an edition of its own: `15.2.3000`. */
export function versionOf(server: ServerVersionName, build: string | undefined): ServerVersion {
  const known = SERVER_VERSIONS[server];
  if (build === undefined) return known;
  const [major = 15, minor = 0, one = 0, two = 0] = build.split('.').map(Number);
  return version(major, minor, one, two, known.version);
}

/** Whether a server refuses whatever its schema does not allow; 2013 and later read with less care (otris/ews-cpp#129, #153). */
export function validates(server: ServerVersionName): boolean {
  return SERVER_VERSIONS[server].majorVersion < 15;
}

/** Values of RequestServerVersion that were ever in use, oldest first. */
const REQUEST_VERSIONS: readonly string[] = [
  'Exchange2007',
  'Exchange2007_SP1',
  'Exchange2010',
  'Exchange2010_SP1',
  'Exchange2010_SP2',
  'Exchange2013',
  'Exchange2013_SP1',
  'Exchange2016',
];

/** Whether a server takes requests written in that version: its own and all before. The newest take whatever they are asked in. */
export function takesVersion(server: ServerVersionName, asked: string): boolean {
  const own = REQUEST_VERSIONS.indexOf(server);
  const place = REQUEST_VERSIONS.indexOf(asked);
  return server === 'ExchangeSE' || server === 'Exchange2016' || (place >= 0 && place <= own);
}
