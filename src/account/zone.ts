/** The zone of an account: under its IANA name for arithmetic here, under that of Windows for the server. */
import { isIanaZone } from '../time/iana.js';
import { toIanaZone, toWindowsZone } from '../time/zone-names.js';

export interface AccountZone {
  /** IANA name. */
  readonly iana: string;
  /** Name for the server; undefined when this computer's own zone is none that Windows has: then nothing is said of it. */
  readonly windows?: string | undefined;
  /** Why a zone that was asked for cannot be had. */
  readonly violation?: string | undefined;
}

/** Finds the zone by the option, an IANA or a Windows name, or takes that of this computer. */
export function zoneOf(option: string | undefined): AccountZone {
  const name = option ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  const iana = isIanaZone(name) ? name : toIanaZone(String(name));
  const windows = toWindowsZone(String(name));
  if (option === undefined) return { iana: iana ?? 'UTC', windows };
  if (iana === undefined)
    return {
      iana: 'UTC',
      violation: `'${option}' is no IANA time zone, nor one of Windows; expected one such as Europe/Copenhagen, or Romance Standard Time`,
    };
  if (windows === undefined)
    return {
      iana,
      violation: `Windows has no zone for '${option}', so Exchange cannot be told of it; expected one with the same clock, or UTC`,
    };
  return { iana, windows };
}
