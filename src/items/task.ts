/** Tasks. */
import { TaskType } from '../../generated/index.js';
import type { UpdateOptions } from './bulk.js';
import type { Changes } from './fields.js';
import { type WithItemMethods, withItemMethods } from './item.js';

const Base: WithItemMethods<typeof TaskType> = withItemMethods(TaskType);

/** A task. */
export class Task extends Base {
  declare kind: 'task';

  /** Marks the task as done; a recurring one makes its next. */
  complete(options?: UpdateOptions): Promise<void> {
    return this.update({ status: 'Completed' } as object as Changes<this>, options);
  }
}
