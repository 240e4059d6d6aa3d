/** Zone names that stand in iCalendar: Windows ids, IANA names, and what is made of them. */
import { WINDOWS_ZONES } from '../calendar/zone-table.js';

export { fromWall, ianaOf, offsetAt } from '../calendar/zones.js';

/** IANA names, by which most calendars name zones, to the Windows ids that EWS wants. */
export const WINDOWS: ReadonlyMap<string, string> = new Map(
  WINDOWS_ZONES.flatMap(
    ([id, iana]) =>
      [
        [iana, id],
        ['Etc/GMT', 'UTC'],
      ] as [string, string][],
  ),
);
