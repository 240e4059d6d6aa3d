/** From IANA names of zones to those of Windows, and back. It carries a table, which is read on first use. Knows no arithmetic. */
import { WINDOWS_ZONES } from './windows-zones.js';

interface Names {
  /** The Windows name of each zone by each of its names, its own included; keys in lower case. */
  readonly windows: Map<string, string>;
  /** The IANA name by the Windows one; keys in lower case. */
  readonly iana: Map<string, string>;
}

let made: Names | undefined;

function names(): Names {
  if (made) return made;
  made = { windows: new Map(), iana: new Map() };
  let current = '';
  // A line begins a zone, `Windows name: IANA names`, or goes on with more of them.
  for (const line of WINDOWS_ZONES.trim().split('\n')) {
    const [, name, rest = ''] = /^(?:(\S.*): )?\s*(.*)$/.exec(line) ?? [];
    const all = rest.split(' ');
    if (name !== undefined) {
      current = name;
      made.windows.set(name.toLowerCase(), name);
      made.iana.set(name.toLowerCase(), all[0] as string);
    }
    for (const one of all) made.windows.set(one.toLowerCase(), current);
  }
  return made;
}

/**
 * The Windows name (`Romance Standard Time`) of a zone by its IANA name (`Europe/Copenhagen`) or by its Windows name in any spelling.
 * Undefined for what is no zone, and for the few that Windows does not have.
 */
export function toWindowsZone(name: string): string | undefined {
  const { windows } = names();
  return windows.get(name.toLowerCase()) ?? windows.get(nameInNode(name).toLowerCase());
}

/** The name that this Node has for a zone: a newer one than the table's may be an alias of one that is there. */
function nameInNode(name: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return name;
  }
}

/**
 * The IANA name that stands for a Windows zone: `Romance Standard Time` is `Europe/Paris`. Undefined for what is no Windows name. Going
 * there and back does not lead back to the same name: Windows has one zone where IANA has many.
 */
export function toIanaZone(windowsName: string): string | undefined {
  return names().iana.get(windowsName.toLowerCase());
}

/** The Windows names of all zones. */
export function allWindowsZones(): string[] {
  return [...new Set(names().windows.values())];
}
