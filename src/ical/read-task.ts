/** The tasks of a calendar file (VTODO) into the members of tasks. EWS keeps the days of a task, not its times. */
import { TextFormatError } from '../content-lines/format-error.js';
import { type Component, componentsOf, lineOf, parseComponents } from '../content-lines/parse.js';
import type { CalendarTask } from './calendar-task.js';
import { DAY, midnight } from './expand.js';
import type { ReadOptions } from './read.js';
import { readSeries } from './read-recurrence.js';
import { zoneOf } from './read-time.js';
import { bodyOf, categoriesOf, importanceOf, present, sensitivityOf, textOf, wordOf } from './read-words.js';
import { parseDuration, parseTime } from './times.js';
import { Zones } from './zones.js';

/** Throws a TextFormatError for what is no calendar, and for a rule that no recurrence says. */
export function readCalendarTasks(bytes: Uint8Array, options: ReadOptions = {}): CalendarTask[] {
  const file = parseComponents(bytes);
  const zones = new Zones(componentsOf(file, 'VTIMEZONE'), options.timeZone);
  const tasks = componentsOf(file, 'VTODO');
  if (tasks.length === 0) throw new TextFormatError('The file has no task.');
  // EWS has no word for an occurrence of a task that is otherwise than the rest.
  const odd = tasks.find((task) => lineOf(task, 'RECURRENCE-ID') !== undefined);
  if (odd !== undefined) throw new TextFormatError('A single occurrence of a task cannot be kept (RECURRENCE-ID).');
  return tasks.map((task) => taskOf(task, zones));
}

function taskOf(task: Component, zones: Zones): CalendarTask {
  const [started, due] = daysOf(task, zones);
  const recurs = recurrenceOf(task, started ?? due, zones);
  const first = recurs?.start ?? started;
  // The days between stay where the first occurrence is not the beginning.
  const last = due === undefined || first === undefined ? due : due + first - (started ?? due);
  const dayOf = (wall: number | undefined) =>
    wall === undefined ? undefined : new Date(zones.floating.toInstant(wall));
  return present<CalendarTask>({
    uid: textOf(task, 'UID')?.trim(),
    subject: textOf(task, 'SUMMARY'),
    body: bodyOf(task),
    categories: categoriesOf(task),
    sensitivity: sensitivityOf(task),
    importance: importanceOf(task),
    startDate: dayOf(first),
    dueDate: dayOf(last),
    ...progressOf(task, zones),
    ...reminderOf(task, zones),
    recurrence: recurs?.recurrence,
  });
}

/** The midnights of the days on which it is to begin and to be done, by the clock. */
function daysOf(task: Component, zones: Zones): [number | undefined, number | undefined] {
  const start = instantOf(task, 'DTSTART', zones);
  const duration = parseDuration(lineOf(task, 'DURATION')?.value);
  const due = instantOf(task, 'DUE', zones);
  // RFC 5545, 3.6.2: DUE, or else DURATION from DTSTART on; of whole days the last is one before.
  const isDay = parseTime(lineOf(task, 'DTSTART')?.value)?.isDay;
  const after = start === undefined || duration === undefined ? undefined : start + duration - (isDay ? DAY : 0);
  const end = due ?? (after === undefined || start === undefined ? undefined : Math.max(start, after));
  return [start, end].map((wall) => wall && midnight(wall)) as [number | undefined, number | undefined];
}

/** What the clock of the reader's zone shows then; of a time with a zone of its own, the clock there. */
function instantOf(task: Component, name: string, zones: Zones): number | undefined {
  const line = lineOf(task, name);
  const written = parseTime(line?.value);
  if (line === undefined || written === undefined) return undefined;
  return written.isUtc ? written.wall + zones.floating.offsetAt(written.wall) : written.wall;
}

function recurrenceOf(task: Component, from: number | undefined, zones: Zones): ReturnType<typeof readSeries> {
  if (from === undefined) {
    if (lineOf(task, 'RRULE') === undefined) return undefined;
    throw new TextFormatError('A task that recurs has neither DTSTART nor DUE.');
  }
  const times = { start: from, end: from + DAY, isAllDay: true, zone: zones.floating, endZone: undefined };
  const series = readSeries(task, times, zones);
  if (series !== undefined && series.changes.length > 0)
    throw new TextFormatError('The recurrence of a task cannot leave out or move single days.');
  return series;
}

const STATUSES: Readonly<Record<string, string>> = {
  'NEEDS-ACTION': 'NotStarted',
  'IN-PROCESS': 'InProgress',
  COMPLETED: 'Completed',
  CANCELLED: 'Deferred',
};

function progressOf(task: Component, zones: Zones): Partial<CalendarTask> {
  const percent = Number.parseInt(wordOf(task, 'PERCENT-COMPLETE'), 10);
  const completed = instantOfLine(task, 'COMPLETED', zones);
  const said = STATUSES[wordOf(task, 'STATUS')];
  const isDone = said === 'Completed' || (said === undefined && (completed !== undefined || percent >= 100));
  if (isDone) return { status: 'Completed', percentComplete: 100, completeDate: completed };
  const done = Number.isNaN(percent) ? undefined : Math.min(99, Math.max(0, percent));
  return { status: said ?? (done ? 'InProgress' : 'NotStarted'), percentComplete: done };
}

function instantOfLine(component: Component, name: string, zones: Zones): Date | undefined {
  const line = lineOf(component, name);
  const written = parseTime(line?.value);
  return line && written && new Date(zoneOf(line, zones).toInstant(written.wall));
}

// RFC 5545, 3.8.6.3: from DTSTART, or from DUE; a time of its own is what EWS keeps of either.
function reminderOf(task: Component, zones: Zones): Partial<CalendarTask> {
  for (const alarm of task.parts.filter(({ name }) => name === 'VALARM')) {
    const trigger = lineOf(alarm, 'TRIGGER');
    const duration = parseDuration(trigger?.value);
    const isToEnd = /^END$/i.test(trigger?.parameters['RELATED']?.[0] ?? '');
    const from = instantOfLine(task, isToEnd ? 'DUE' : 'DTSTART', zones) ?? instantOfLine(task, 'DUE', zones);
    const at =
      duration === undefined ? instantOfLine(alarm, 'TRIGGER', zones) : from && new Date(from.getTime() + duration);
    if (at !== undefined) return { reminderIsSet: true, reminderDueBy: at };
  }
  return { reminderIsSet: false };
}
