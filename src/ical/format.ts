/** What is loaded when calendars are read or written: one module, since some test runners trip over two that share a third. */
export { readCalendar, readCalendarEvents } from './read.js';
export { readCalendarTasks } from './read-task.js';
export { writeCalendar } from './write.js';
export { writeTask } from './write-task.js';
