/** A task as a calendar file (RFC 5545, 3.6.2): one VTODO. Of a task's own words, WaitingOnOthers and the regenerating patterns have none there. */
import { emitLines, escaped } from '../content-lines/emit.js';
import { offsetAt } from '../time/wall-time.js';
import type { CalendarTask } from './calendar-task.js';
import { compact } from './times.js';
import { ruleText } from './write-rule.js';
import { bodyLines, type WriteOptions, wordLines } from './write-words.js';

const STATUSES: Readonly<Record<string, string>> = {
  InProgress: 'IN-PROCESS',
  Completed: 'COMPLETED',
  Deferred: 'CANCELLED',
};

/** `timeZone`: IANA name of the zone in which the task's days are meant. */
export function writeTask(task: CalendarTask, options: WriteOptions & { timeZone: string }): Uint8Array {
  const { recurrence } = task;
  const day = (value: Date) => compact(value.getTime() + offsetAt(value.getTime(), options.timeZone)).slice(0, 8);
  const date = (name: string, value: Date | undefined) => (value ? [`${name};VALUE=DATE:${day(value)}`] : []);
  // What begins anew when it is done has no days that a rule could name.
  const recurs = recurrence && !recurrence.pattern.kind.endsWith('Regeneration') ? recurrence : undefined;
  const firstDay = recurs?.range.startDate.slice(0, 10).replaceAll('-', '');
  return emitLines([
    'BEGIN:VCALENDAR',
    `METHOD:${options.method}`,
    `PRODID:${options.productId}`,
    'VERSION:2.0',
    'BEGIN:VTODO',
    `UID:${escaped(task.uid ?? '')}`,
    `SUMMARY:${escaped(task.subject ?? '')}`,
    ...bodyLines(task.body, options),
    ...(task.startDate || firstDay === undefined
      ? date('DTSTART', task.startDate)
      : [`DTSTART;VALUE=DATE:${firstDay}`]),
    ...date('DUE', task.dueDate),
    ...(recurs ? [`RRULE:${ruleText(recurs, (last) => last.slice(0, 10).replaceAll('-', ''))}`] : []),
    `STATUS:${STATUSES[task.status ?? ''] ?? 'NEEDS-ACTION'}`,
    ...(task.percentComplete === undefined ? [] : [`PERCENT-COMPLETE:${Math.round(task.percentComplete)}`]),
    ...(task.completeDate ? [`COMPLETED:${compact(task.completeDate.getTime())}Z`] : []),
    ...wordLines(task),
    `DTSTAMP:${compact(options.stamp.getTime())}Z`,
    ...alarm(task),
    'END:VTODO',
    'END:VCALENDAR',
  ]);
}

function alarm({ reminderIsSet, reminderDueBy }: CalendarTask): string[] {
  if (!reminderIsSet || reminderDueBy === undefined) return [];
  const trigger = `TRIGGER;VALUE=DATE-TIME:${compact(reminderDueBy.getTime())}Z`;
  return ['BEGIN:VALARM', 'DESCRIPTION:REMINDER', trigger, 'ACTION:DISPLAY', 'END:VALARM'];
}
