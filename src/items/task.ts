/** Tasks. */
import { TaskType } from '../../generated/index.js';
import { checkOptions } from '../errors.js';
import type { Changes } from '../fields/given.js';
import { REQUEST_RULES, type RequestOptions, type UpdateOptions } from '../requests/options.js';
import type { Attachment } from './attachment.js';
import { type WithItemMethods, withItemMethods } from './item.js';
import type { Message } from './message.js';
import type { Mixed } from './mixin.js';
import { type ForwardMethods, withForwardMethods } from './reply.js';
import { taskFileOf } from './task-files.js';

const Base: Mixed<WithItemMethods<typeof TaskType>, ForwardMethods<Message>> = withForwardMethods(
  withItemMethods(TaskType),
);

/** A task. */
export class Task extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'task';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;

  /** Marks the task as done; a recurring one makes its next. */
  complete(options?: UpdateOptions): Promise<void> {
    return this.update({ status: 'Completed' } as object as Changes<this>, options);
  }

  /** As a calendar file (iCalendar, VTODO), made here: its days, how far it is, its recurrence and its reminder. Reads the task once. */
  async ical(options: RequestOptions = {}): Promise<string> {
    checkOptions('ical()', options, REQUEST_RULES);
    return taskFileOf(this, options);
  }
}
