/** What the dates of a flag must be for its status: the one rule between members that Exchange has and its schema does not. */

const DATES = ['startDate', 'dueDate', 'completeDate'] as const;

/** Why Exchange would refuse a flag with ErrorInvalidArgument ([MS-OXWSCORE] 2.2.4.23); undefined when it would not. */
export function flagRefusal(flag: unknown): string | undefined {
  if (typeof flag !== 'object' || flag === null) return undefined;
  const given = flag as Readonly<Record<string, unknown>>;
  const status = given['flagStatus'];
  const present = new Set<string>(DATES.filter((name) => given[name] !== undefined));
  const allowed = ALLOWED[status as string];
  const wrong = allowed && DATES.filter((name) => present.has(name) && !allowed.includes(name));
  if (wrong?.length) return `a flag that is ${status} takes no ${wrong.join(' and no ')}`;
  if (present.has('startDate') !== present.has('dueDate'))
    return 'Exchange takes startDate and dueDate together, or neither';
  return undefined;
}

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  NotFlagged: [],
  Flagged: ['startDate', 'dueDate'],
  Complete: ['completeDate'],
};
