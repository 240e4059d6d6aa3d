/** A task as calendar files (VTODO) and EWS both have it, in the members of a task. Types only. */
import type { CalendarEvent } from './calendar-event.js';
import type { Recurrence } from './pattern.js';

export interface CalendarTask
  extends Pick<CalendarEvent, 'uid' | 'subject' | 'body' | 'categories' | 'sensitivity' | 'importance'> {
  /** The beginning of the day: tasks have days. */
  startDate?: Date | undefined;
  /** The beginning of the day. */
  dueDate?: Date | undefined;
  completeDate?: Date | undefined;
  status?: string | undefined;
  percentComplete?: number | undefined;
  reminderIsSet?: boolean | undefined;
  reminderDueBy?: Date | undefined;
  recurrence?: Recurrence | undefined;
}
