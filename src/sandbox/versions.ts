/** The servers that the sandbox can play: what each says of itself. Data only. */

export interface ServerVersion {
  majorVersion: number;
  minorVersion: number;
  majorBuildNumber: number;
  minorBuildNumber: number;
  /** Name of the newest schema it knows, which is not a value for RequestServerVersion from 2016 on. */
  version: string;
}

export const SERVER_VERSIONS = {
  ExchangeSE: version(15, 2, 2562, 17, 'V2017_07_11'),
  Exchange2016: version(15, 1, 2507, 6, 'V2017_07_11'),
  Exchange2013_SP1: version(15, 0, 847, 32, 'V2_23'),
  Exchange2010_SP2: version(14, 3, 123, 3, 'Exchange2010_SP2'),
  Exchange2007_SP1: version(8, 3, 83, 0, 'Exchange2007_SP1'),
} as const satisfies Record<string, ServerVersion>;

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
