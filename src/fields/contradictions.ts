/**
 * Members that are right each by itself and wrong beside one another, as they were given together: what Exchange would refuse, or quietly
 * put right. What is given in parts is the server's to judge, who has the whole.
 */
import type { Violation } from '../errors.js';

type Members = ReadonlyMap<string, unknown>;

/** Of a calendar item, or of a task; nothing where the type has no such members. */
export function contradictionsIn(
  type: string,
  members: Members,
  given: Readonly<Record<string, unknown>>,
): Violation[] {
  if (type === 'CalendarItemType') return inCalendar(members, given);
  return type === 'TaskType' ? inTask(members) : [];
}

/**
 * Start and end may be the same (ErrorCalendarEndDateIsEarlierThanStartDate is for less). A day that ends before it starts would be none:
 * it is written as the midnight after it.
 */
function inCalendar(members: Members, { start, end }: Readonly<Record<string, unknown>>): Violation[] {
  const areDays = [start, end].every((one) => typeof one === 'string' && /^\d{4}-\d\d-\d\d$/.test(one));
  const isWrong = isBefore(members, 'end', 'start') || (areDays && String(end) < String(start));
  return isWrong ? [{ path: 'end', message: 'is before start' }] : [];
}

function inTask(members: Members): Violation[] {
  const found: Violation[] = [];
  for (const later of ['dueDate', 'completeDate'])
    if (isBefore(members, later, 'startDate')) found.push({ path: later, message: 'is before startDate' });
  const [status, percent, done] = ['status', 'percentComplete', 'completeDate'].map((name) => members.get(name));
  if (status === 'Completed' && typeof percent === 'number' && percent < 100)
    found.push({
      path: 'percentComplete',
      message: `is ${percent} of a task that is Completed; leave it out, or give 100`,
    });
  if (status === 'NotStarted' && typeof percent === 'number' && percent > 0)
    found.push({
      path: 'percentComplete',
      message: `is ${percent} of a task that is NotStarted; leave one of them out`,
    });
  if (typeof status === 'string' && status !== 'Completed' && done instanceof Date)
    found.push({ path: 'completeDate', message: `stands beside status ${status}; a task that has one is Completed` });
  return found;
}

function isBefore(members: Members, later: string, earlier: string): boolean {
  const [a, b] = [members.get(earlier), members.get(later)];
  return a instanceof Date && b instanceof Date && b < a;
}
