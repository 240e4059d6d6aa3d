/** Times at which a meeting could be (MS-OXWAVLS 2.2.4.21 and on): every half hour of the working day, judged by who is busy then. */
import type { SuggestionsViewOptionsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Body, errorMembers } from '../base/response-message.js';
import { type BiasZone, toInstant, toZone } from '../calendar/bias.js';
import { DAY, MINUTE } from '../calendar/zones.js';

/** One who is invited, as far as the search goes. */
export interface AttendeeTimes {
  isKnown: boolean;
  isOptional: boolean;
  /** No time is suggested at which he is busy. */
  excludes: boolean;
  busyIn(from: number, to: number): string[];
}

const QUALITIES = ['Excellent', 'Good', 'Fair', 'Poor'];
/** Per cent of those who have to come that may be busy, by default (Learn, GoodThreshold). */
const GOOD = 25;
const FAIR = 50;
const STEP = 30 * MINUTE;
const WORKDAY = { from: 8 * 60 * MINUTE, to: 17 * 60 * MINUTE };
const BUSYNESS = ['Free', 'WorkingElsewhere', 'Tentative', 'Busy', 'OOF'];

export function suggestionsFor(
  options: SuggestionsViewOptionsType,
  zone: BiasZone | undefined,
  all: AttendeeTimes[],
): Body {
  try {
    return {
      responseMessage: { responseClass: 'Success', responseCode: 'NoError' },
      suggestionDayResultArray: days(options, zone, all),
    };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { responseMessage: errorMembers(error) };
  }
}

function days(options: SuggestionsViewOptionsType, zone: BiasZone | undefined, all: AttendeeTimes[]): Body[] {
  const { detailedSuggestionsWindow: window, meetingDurationInMinutes = 60, maximumResultsByDay = 10 } = options;
  const [first, last] = [window.startTime, window.endTime].map((time) => time.getTime()) as [number, number];
  if (meetingDurationInMinutes < 30 || meetingDurationInMinutes > 1440)
    throw new Failure('ErrorInvalidParameter', 'The meeting duration has to be between 30 and 1440 minutes.');
  if (first % DAY !== 0 || last % DAY !== 0)
    throw new Failure('ErrorInvalidTimeInterval', 'The suggestions window has to begin and end at midnight.');
  const least = QUALITIES.indexOf(options.minimumSuggestionQuality ?? 'Fair');
  const found: Body[] = [];
  for (let day = first; day < last; day += DAY) {
    const slots: Body[] = [];
    const isWorkday = new Date(day).getUTCDay() % 6 !== 0;
    for (
      let wall = day + WORKDAY.from;
      isWorkday && wall + meetingDurationInMinutes * MINUTE <= day + WORKDAY.to;
      wall += STEP
    ) {
      const slot = slotAt(wall, meetingDurationInMinutes, zone, all, options.goodThreshold ?? GOOD);
      if (slot && QUALITIES.indexOf(String(slot['suggestionQuality'])) <= least) slots.push(slot);
    }
    const rank = (slot: Body) => QUALITIES.indexOf(String(slot['suggestionQuality']));
    const best = slots.sort((a, b) => rank(a) - rank(b)).slice(0, maximumResultsByDay);
    const dayQuality = best[0]?.['suggestionQuality'] ?? 'Poor';
    found.push({ date: toZone(toInstant(new Date(day), zone), undefined), dayQuality, suggestionArray: best });
  }
  return found;
}

function slotAt(
  wall: number,
  minutes: number,
  zone: BiasZone | undefined,
  all: AttendeeTimes[],
  good: number,
): Body | undefined {
  const from = wall + (zone?.bias ?? 0) * MINUTE;
  const to = from + minutes * MINUTE;
  const states = all.map((one) => (one.isKnown ? busiest(one.busyIn(from, to)) : 'NoData'));
  const isBusy = (state: string) => state === 'Busy' || state === 'OOF';
  if (all.some(({ excludes }, index) => excludes && isBusy(states[index] as string))) return undefined;
  const required = states.filter((_, index) => !all[index]?.isOptional);
  const share = (100 * required.filter(isBusy).length) / Math.max(1, required.length);
  const quality = share === 0 ? 0 : share <= good ? 1 : share <= FAIR ? 2 : 3;
  return {
    meetingTime: toZone(from, zone),
    isWorkTime: true,
    suggestionQuality: QUALITIES[quality],
    attendeeConflictDataArray: states.map((state) =>
      state === 'NoData'
        ? { kind: 'unknownAttendeeConflictData' }
        : { kind: 'individualAttendeeConflictData', busyType: state },
    ),
  };
}

function busiest(states: string[]): string {
  return states.reduce((most, state) => (BUSYNESS.indexOf(state) > BUSYNESS.indexOf(most) ? state : most), 'Free');
}
