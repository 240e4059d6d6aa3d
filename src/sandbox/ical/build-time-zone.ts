/** A Windows zone as a VTIMEZONE, with the yearly rules of the present. */
import { zoneRules } from '../calendar/zone-rules.js';
import { ianaOf } from '../calendar/zones.js';
import { compact, offsetText } from './times.js';

export function timeZoneLines(zoneId: string): string[] {
  if (zoneId === 'UTC') return [];
  const rules = zoneRules(ianaOf(zoneId));
  const part = (
    name: string,
    from: number,
    to: number,
    rule: { month: number; place: number; weekday: number; wall: number } | undefined,
  ) => [
    `BEGIN:${name}`,
    rule ? `DTSTART:16010101T${compact(rule.wall).slice(9)}` : 'DTSTART:16010101T000000',
    `TZOFFSETFROM:${offsetText(from)}`,
    `TZOFFSETTO:${offsetText(to)}`,
    ...(rule
      ? [
          `RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=${rule.place === 5 ? -1 : rule.place}${'SUMOTUWETHFRSA'.slice(rule.weekday * 2, rule.weekday * 2 + 2)};BYMONTH=${rule.month + 1}`,
        ]
      : []),
    `END:${name}`,
  ];
  const { standard, daylight } = rules;
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${zoneId}`,
    ...part('STANDARD', daylight?.offset ?? standard.offset, standard.offset, standard.rule),
    ...(daylight ? part('DAYLIGHT', standard.offset, daylight.offset, daylight.rule) : []),
    'END:VTIMEZONE',
  ];
}
