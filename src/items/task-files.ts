/** Tasks as calendar files (VTODO), made here, and such files as the tasks that are created of them. */
import type { TaskType } from '../../generated/index.js';
import { ValidationError } from '../errors.js';
import { wholeShape } from '../fields/shape.js';
import { type CalendarTask, loadCalendarFormat, TextFormatError } from '../ical/index.js';
import { getItem } from '../requests/get-item.js';
import { type ItemRef, idOf } from '../requests/item-refs.js';
import type { RequestOptions } from '../requests/options.js';
import { sessionOf } from './session-of.js';

export async function taskFileOf(item: ItemRef & object, options: RequestOptions): Promise<string> {
  const session = sessionOf(item);
  const { id } = idOf(item);
  // As text: what a DESCRIPTION is.
  const task = await getItem<TaskType>(session, item, wholeShape({ fields: {}, bodyType: 'Text' }), options);
  const { writeTask } = await loadCalendarFormat();
  // EWS gives tasks no UID.
  const bytes = writeTask({ ...task, uid: id } as CalendarTask, {
    productId: '-//ewskit//EN',
    method: 'PUBLISH',
    stamp: task.lastModifiedTime ?? task.dateTimeCreated ?? new Date(0),
    plainText: ({ value }) => value ?? '',
    timeZone: session.timeZone,
  });
  return Buffer.from(bytes).toString('utf8');
}

/** Throws {@link ValidationError} for what is no calendar with tasks, and for a rule that Exchange has no pattern for. */
export async function tasksToCreate(bytes: Uint8Array, timeZone: string): Promise<object[]> {
  const { readCalendarTasks } = await loadCalendarFormat();
  try {
    return readCalendarTasks(bytes, { timeZone }).map(({ uid: _uid, ...task }) => task);
  } catch (error) {
    if (!(error instanceof TextFormatError)) throw error;
    throw new ValidationError('import()', [{ path: 'source', message: error.message }]);
  }
}
