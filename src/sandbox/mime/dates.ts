/** The date of a header (RFC 5322, 3.3 and 4.3), also in the forms that mailers really write. */

const ZONES: Record<string, number> = {
  EST: -300,
  EDT: -240,
  CST: -360,
  CDT: -300,
  MST: -420,
  MDT: -360,
  PST: -480,
  PDT: -420,
  CET: 60,
  CEST: 120,
  MEZ: 60,
  MESZ: 120,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Undefined for what is no date, and for one that EWS cannot write (years 1 to 9999). A zone that is unknown is UTC, as RFC 5322 says. */
export function parseDate(text: string | undefined): Date | undefined {
  // Comments may nest in theory; those of mail do not. No date is longer.
  const bare = (text ?? '')
    .slice(0, 200)
    .replace(/\([^()]*\)/g, ' ')
    .replace(/\s*:\s*/g, ':')
    .trim();
  const named = /^(?:[^\W\d]+\.?,?\s*)?(\d{1,2})[\s-]+([A-Za-z]{3})[a-z]*\.?[\s-]+(\d{2,4})\s+(.*)$/.exec(bare);
  const numbered = /^(\d{4})-(\d\d)-(\d\d)[T\s]+(.*)$/.exec(bare);
  const clock = /^(\d{1,2})[:.](\d\d)(?:[:.](\d\d))?(?:\.\d+)?\s*(.*)$/.exec((named ?? numbered)?.[4] ?? '');
  if (clock === null) return undefined;
  const [year, month, day] = named
    ? [yearOf(named[3] ?? ''), MONTHS.indexOf((named[2] ?? '').toLowerCase()), Number(named[1])]
    : [Number(numbered?.[1]), Number(numbered?.[2]) - 1, Number(numbered?.[3])];
  const [hour, minute, second] = [Number(clock[1]), Number(clock[2]), Number(clock[3] ?? 0)];
  if (month < 0 || month > 11 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(hour, minute - offsetOf(clock[4] ?? ''), second);
  return date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999 ? date : undefined;
}

// RFC 5322, 4.3: two digits below 50 are of this century, other two and three digits count from 1900.
function yearOf(text: string): number {
  const year = Number(text);
  if (text.length >= 4) return year;
  return text.length === 2 && year < 50 ? 2000 + year : 1900 + year;
}

function offsetOf(zone: string): number {
  const [, sign, hours, minutes] = /^(?:GMT|UTC?)?([+-])(\d\d):?(\d\d)/.exec(zone) ?? [];
  if (sign === undefined) return ZONES[/^[A-Za-z]+/.exec(zone)?.[0].toUpperCase() ?? ''] ?? 0;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
