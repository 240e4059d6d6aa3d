/** The zone in which this machine means wall times, which is the default for appointments. Sends nothing. */
import { isIanaZone } from '../../time/iana.js';
import { type Finding, ok, warning } from '../finding.js';
import type { Visit } from '../visit.js';

export async function checkTimeZone(visit: Visit): Promise<Finding[]> {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const wanted = visit.world.env['TZ'];
  if (wanted && !isIanaZone(wanted.replace(/^:/, ''))) {
    return [
      warning(
        'time-zone',
        `TZ is "${wanted}", which is no IANA time zone: wall times are meant in ${zone}.`,
        'Set TZ to a name such as Europe/Copenhagen, or pass `timeZone` to Account.connect.',
        { zone },
      ),
    ];
  }
  const now = new Date(visit.world.now());
  const offset = offsetOf(zone, now);
  return [ok('time-zone', `Wall times are meant in ${zone} (now ${offset}).`, { zone, offset })];
}

/** `UTC+02:00` */
function offsetOf(zone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(now);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
  return name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC');
}
