/** GetServerTimeZones: the Windows zones, with or without their periods and yearly rules. */
import type { GetServerTimeZonesType } from '../base/codec.js';
import { WEEKDAYS } from '../base/codec.js';
import type { Body } from '../base/response-message.js';
import { type YearlyRule, zoneRules } from '../calendar/zone-rules.js';
import { WINDOWS_ZONES } from '../calendar/zone-table.js';
import { ianaOf, MINUTE } from '../calendar/zones.js';
import { type Handler, onePart } from './handler.js';

export const getServerTimeZones: Handler<GetServerTimeZonesType> = (request, context) =>
  onePart(context, 'getServerTimeZonesResponseMessage', () => {
    const wanted = request.ids && new Set(request.ids.map((id) => id.toLowerCase()));
    const zones = WINDOWS_ZONES.filter(([id]) => wanted?.has(id.toLowerCase()) ?? true);
    const isFull = request.returnFullTimeZoneData !== false;
    const timeZoneDefinitions = zones.map(([id, name]) => ({ id, name, ...(isFull ? fullData(id, ianaOf(id)) : {}) }));
    return { timeZoneDefinitions };
  });

function fullData(id: string, iana: string): Body {
  const { standard, daylight } = zoneRules(iana);
  const periodId = (name: string) => `trule:Microsoft/Registry/${id}/1-${name}`;
  const to = (name: string) => ({ kind: 'Period', value: periodId(name) });
  const period = (name: string, offset: number) => ({ bias: durationText(-offset / MINUTE), name, id: periodId(name) });
  if (daylight === undefined || standard.rule === undefined) {
    return {
      periods: [period('Standard', standard.offset)],
      transitionsGroups: [{ id: '0', transition: [{ kind: 'transition', to: to('Standard') }] }],
      transitions: { transition: [{ kind: 'transition', to: { kind: 'Group', value: '0' } }] },
    };
  }
  const transition = [recurring(daylight.rule, to('Daylight')), recurring(standard.rule, to('Standard'))];
  return {
    periods: [period('Standard', standard.offset), period('Daylight', daylight.offset)],
    transitionsGroups: [{ id: '0', transition: transition.sort((a, b) => a.month - b.month) }],
    transitions: { transition: [{ kind: 'transition', to: { kind: 'Group', value: '0' } }] },
  };
}

function recurring(rule: YearlyRule, to: Body) {
  return {
    kind: 'recurringDayTransition',
    to,
    timeOffset: durationText(rule.wall / MINUTE),
    month: rule.month + 1,
    dayOfWeek: WEEKDAYS[rule.weekday],
    occurrence: rule.place === 5 ? -1 : rule.place,
  };
}

/** `-PT1H`, `PT3H30M`, `PT0S`. */
function durationText(minutes: number): string {
  const size = Math.abs(Math.round(minutes));
  const [hours, rest] = [Math.floor(size / 60), size % 60];
  return `${minutes < 0 ? '-' : ''}PT${hours ? `${hours}H` : ''}${rest ? `${rest}M` : ''}${size === 0 ? '0S' : ''}`;
}
