/**
 * Writes src/time/windows-zones.ts from the Unicode CLDR (cldr-core, cldr-bcp47): `node scripts/windows-zones.mjs`, when one of the two is
 * updated. `test/time/windows-zones.test.ts` holds the file to it.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const FILE = 'src/time/windows-zones.ts';
const WIDTH = 130;

const read = (file) => JSON.parse(readFileSync(`node_modules/${file}`, 'utf8'));

/** The text of the file. */
export function windowsZonesFile() {
  const { version } = read('cldr-core/package.json');
  return `/**
 * The time zones of Windows, which EWS names zones by, and the IANA names of each: first the one that stands for it, then all others, old
 * names too. Data only, two maps made of it on first use. Written by scripts/windows-zones.mjs.
 *
 * Derived from the Unicode CLDR ${version.replace(/\.0$/, '')} (windowsZones of cldr-core, aliases of cldr-bcp47), © 2004-2026 Unicode, Inc., used under the
 * Unicode License v3 (https://www.unicode.org/license.txt). \`test/time/zone-names.test.ts\` holds it against the zones of Node.
 */
export const WINDOWS_ZONES = \`
${lines().join('\n')}
\`;
`;
}

function lines() {
  const aliases = new Map();
  for (const { _alias, _iana } of Object.values(read('cldr-bcp47/bcp47/timezone.json').keyword.u.tz)) {
    if (_alias === undefined) continue;
    const names = [...new Set([..._alias.split(' '), ...(_iana ? [_iana] : [])])];
    for (const name of names) aliases.set(name, names);
  }
  const zones = new Map();
  for (const { mapZone } of read('cldr-core/supplemental/windowsZones.json').supplemental.windowsZones.mapTimezones) {
    const { first, others } = zones.get(mapZone._other) ?? { first: undefined, others: new Set() };
    const types = mapZone._type.trim().split(/\s+/);
    for (const type of types) for (const name of aliases.get(type) ?? [type]) others.add(name);
    zones.set(mapZone._other, { first: mapZone._territory === '001' ? types[0] : first, others });
  }
  return [...zones]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { first, others }]) =>
      wrapped(name, [first, ...[...others].filter((one) => one !== first).sort()]),
    );
}

function wrapped(name, names) {
  const rows = [`${name}:`];
  for (const one of names) {
    if (rows.at(-1).length + 1 + one.length > WIDTH) rows.push(' ');
    rows.push(`${rows.pop()} ${one}`);
  }
  return rows;
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) writeFileSync(FILE, windowsZonesFile());
