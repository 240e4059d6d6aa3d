/**
 * xs:dateTime: a `Date`, which remembers how the wire wrote it where that says more than an instant.
 */

/**
 * A Date whose text on the wire was not plain UTC: it had another zone, or none, or a finer fraction than milliseconds. It is
 * written back as it came, unless it has been changed since.
 */
export class ZonedDate extends Date {
  /** `+02:00`, `Z`, or '' when the text had no zone; then the time is taken as UTC. */
  readonly zone: string;
  readonly #text: string;
  readonly #time: number;

  constructor(time: number, zone: string, text: string) {
    super(time);
    this.zone = zone;
    this.#text = text;
    this.#time = time;
  }

  /** The text for the wire. */
  get text(): string {
    return this.getTime() === this.#time ? this.#text : formatDateTime(this.getTime(), this.zone);
  }
}

const DATE_TIME = /^(-?\d{4,})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/;

/** The date of a text, or undefined. */
export function parseDateTime(text: string): Date | undefined {
  const match = DATE_TIME.exec(text);
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', zone = ''] = match;
  const local = utc(Number(year), Number(month), Number(day), Number(hour), Number(minute), Number(second));
  if (Number.isNaN(local)) return undefined;
  const time = local + Math.floor(Number(`0${fraction}`) * 1000) - offsetOf(zone);
  const plain = zone === 'Z' && hour !== '24' && (fraction === '' || (fraction.length === 4 && fraction !== '.000'));
  return plain ? new Date(time) : new ZonedDate(time, zone, text);
}

/** Days of a year before each of its months. */
const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

/**
 * Milliseconds of a UTC date; NaN when the calendar does not have it. As `Date.UTC`, which takes three times as long, takes the year
 * 1 for 1901, and the 30th of February for the 1st of March.
 */
export function utc(year: number, month: number, day: number, hour: number, minute: number, second: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 1 : 0;
  const before = DAYS_BEFORE[month - 1]! + (month > 2 ? leap : 0);
  const length = DAYS_BEFORE[month]! - DAYS_BEFORE[month - 1]! + (month === 2 ? leap : 0);
  // Not `day > length`, which a NaN would pass.
  if (!(day >= 1 && day <= length && hour <= 24 && minute <= 59 && second <= 59)) return Number.NaN;
  if (hour === 24 && minute + second > 0) return Number.NaN;
  const past = year - 1;
  const leaps = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  // 719162 days from the 1st of January of the year 1 to that of 1970.
  const days = past * 365 + leaps + before + day - 1 - 719162;
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1000;
}

function offsetOf(zone: string): number {
  if (zone === '' || zone === 'Z') return 0;
  return (zone[0] === '-' ? -60000 : 60000) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6)));
}

/** The canonical text: no fraction when there are no milliseconds. */
export function formatDateTime(time: number, zone = 'Z'): string {
  const local = time + offsetOf(zone);
  if (time % 1000 === 0 && local >= YEAR_1000 && local < YEAR_10000) return wholeSeconds(local / 1000) + zone;
  const iso = new Date(local).toISOString();
  const plain = iso.length === 24 ? iso : iso.replace(/^\+/, '');
  return plain.slice(0, time % 1000 === 0 ? -5 : -1) + zone;
}

const YEAR_1000 = utc(1000, 1, 1, 0, 0, 0);
const YEAR_10000 = utc(10_000, 1, 1, 0, 0, 0);

/**
 * Seconds since 1970 without a zone, of years with four digits. A quarter of the time of `toISOString`; an item has several. The calendar as
 * in https://howardhinnant.github.io/date_algorithms.html#civil_from_days: years begin in March, eras of 400 of them are alike.
 */
function wholeSeconds(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const past = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - past) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const second = seconds - days * 86_400;
  const [hour, minute] = [second / 3600, (second / 60) % 60];
  return String.fromCharCode(
    tens(year / 100),
    ones(year / 100),
    tens(year),
    ones(year),
    DASH,
    tens(month),
    ones(month),
    DASH,
    tens(day),
    ones(day),
    T,
    tens(hour),
    ones(hour),
    COLON,
    tens(minute),
    ones(minute),
    COLON,
    tens(second % 60),
    ones(second % 60),
  );
}

const [ZERO, DASH, COLON, T] = [0x30, 0x2d, 0x3a, 0x54];
/** The last two digits of a number, as characters. */
const tens = (number: number): number => ZERO + (Math.floor(number / 10) % 10);
const ones = (number: number): number => ZERO + (Math.floor(number) % 10);
