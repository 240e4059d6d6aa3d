/** Series worked out and times converted, beside the libraries that people use for it. */
import { Temporal } from '@js-temporal/polyfill';
import { DateTime } from 'luxon';
import rrule from 'rrule';
import { RRuleTemporal } from 'rrule-temporal';
import { line } from './budgets.mjs';
import { race } from './measure.mjs';

const SERIES = 10_000;
/** The peers are given so many, and their time is multiplied. */
const PEER_SERIES = 200;
const CONVERSIONS = 1_000;
const ZONE = 'Europe/Copenhagen';
const YEAR = { start: '2025-01-01', end: '2025-12-31', timeZone: ZONE, time: '09:00' };

function seriesOf({ recur }) {
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'];
  return Array.from({ length: SERIES }, (_, index) => {
    const startDate = `2024-${String(1 + (index % 12)).padStart(2, '0')}-${String(1 + (index % 28)).padStart(2, '0')}`;
    const interval = 1 + (index % 3);
    switch (index % 5) {
      case 0:
        return recur.daily({ startDate, interval });
      case 1:
        return recur.weekly({ startDate, interval, daysOfWeek: [days[index % 5], days[(index + 2) % 5]] });
      case 2:
        return recur.monthly({ startDate, interval, dayOfMonth: 1 + (index % 28) });
      case 3:
        return recur.monthly({ startDate, interval, daysOfWeek: days[index % 5], dayOfWeekIndex: 'Last' });
      default:
        return recur.yearly({ startDate, month: 'May', dayOfMonth: 1 + (index % 28) });
    }
  });
}

function peerRules(recur, series) {
  const some = series.slice(0, PEER_SERIES);
  const text = (one) =>
    `DTSTART;TZID=${ZONE}:${one.range.startDate.replaceAll('-', '')}T090000\nRRULE:${recur.toRule(one)}`;
  const [from, to] = [new Date('2025-01-01T00:00:00Z'), new Date('2025-12-31T23:59:59Z')];
  const plain = some.map((one) => rrule.rrulestr(text(one)));
  return {
    rrule: () => plain.forEach((rule) => void rule.between(from, to)),
    'rrule-temporal': () => some.forEach((one) => void new RRuleTemporal({ rruleString: text(one) }).between(from, to)),
  };
}

export async function calendarLines({ ewskit, say }) {
  const { recur, zoned } = ewskit;
  say('series');
  const series = seriesOf(ewskit);
  let found = 0;
  const ours = () => {
    found = 0;
    for (const one of series) for (const _ of recur.expand(one, YEAR)) found++;
  };
  const expanded = await race({ ours }, { rounds: 5, warmUp: 1 });
  const peers = await race(peerRules(recur, series), { rounds: 3, warmUp: 1 });
  const scaled = Object.fromEntries(Object.entries(peers).map(([name, took]) => [name, (took * SERIES) / PEER_SERIES]));

  say('conversions');
  const walls = Array.from(
    { length: CONVERSIONS },
    (_, index) => new Date(Date.UTC(2025, 0, 1, 9) + index * 7_200_000),
  );
  const texts = walls.map((wall) => wall.toISOString().slice(0, 16));
  const converted = await race(
    {
      ours: () => texts.forEach((text) => void zoned(text, ZONE).toString()),
      luxon: () => texts.forEach((text) => void DateTime.fromISO(text, { zone: ZONE }).toISO()),
      polyfill: () => texts.forEach((text) => void Temporal.PlainDateTime.from(text).toZonedDateTime(ZONE).toString()),
    },
    { rounds: 10, warmUp: 3 },
  );

  return [
    ...Object.entries(scaled).map(([name, took]) =>
      line(`${SERIES} series over a year, of ${name}`, expanded.ours / took, {
        most: 1,
        detail: `${found} occurrences: ${(expanded.ours / 1000).toFixed(2)} s, ${name} ${(took / 1000).toFixed(1)} s (of ${PEER_SERIES}, multiplied)`,
      }),
    ),
    ...['luxon', 'polyfill'].map((name) =>
      line(
        `${CONVERSIONS} wall times of a zone, of ${name === 'polyfill' ? "Temporal's polyfill" : name}`,
        converted.ours / converted[name],
        {
          most: 1,
          detail: `${converted.ours.toFixed(1)} ms, ${name} ${converted[name].toFixed(1)} ms`,
        },
      ),
    ),
  ];
}
