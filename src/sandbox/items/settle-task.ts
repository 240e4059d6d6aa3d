/** Status, PercentComplete and CompleteDate of a task, which follow one another ([MS-OXOTASK] 3.1.4.2). */
import type { Context } from '../access/context.js';
import type { ItemData } from '../store/item-data.js';

const STATUS_TEXTS: Record<string, string> = {
  NotStarted: 'Not Started',
  InProgress: 'In Progress',
  Completed: 'Completed',
  WaitingOnOthers: 'Waiting on someone else',
  Deferred: 'Deferred',
};

/** In place. */
export function settleTask(context: Context, data: ItemData): void {
  const wasComplete = data.isComplete === true;
  if (data.completeDate !== undefined && !wasComplete) data.status = 'Completed';
  if (data.status === 'Completed') data.percentComplete = 100;
  else if (data.percentComplete === 100) data.status = wasComplete ? 'InProgress' : 'Completed';
  else if ((data.percentComplete ?? 0) > 0 && data.status === 'NotStarted') data.status = 'InProgress';
  data.isComplete = data.status === 'Completed';
  if (data.isComplete) data.completeDate ??= context.clock.now();
  else data.completeDate = undefined;
  data['statusDescription'] = STATUS_TEXTS[data.status ?? 'NotStarted'];
}
