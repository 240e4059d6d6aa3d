/**
 * An esbuild plugin: date-fns-tz without the date that it formats while it loads, to learn whether Intl.DateTimeFormat knows `hourCycle`.
 * Every Node does; the first use of Intl costs 15 ms, a quarter of the whole import.
 */
import { readFileSync } from 'node:fs';

const PROBE = /const testDateFormatted = [\s\S]*?\nconst hourCycleSupported = [\s\S]*?;\n/;

export const skipZoneProbe = {
  name: 'skip-zone-probe',
  setup(build) {
    build.onLoad({ filter: /[\\/]date-fns-tz[\\/].*[\\/]tzTokenizeDate[\\/]index\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const contents = code.replace(PROBE, 'const hourCycleSupported = true;\n');
      if (contents === code) return { errors: [{ text: 'date-fns-tz is not written as this plugin expects.' }] };
      return { contents, loader: 'js' };
    });
  },
};
