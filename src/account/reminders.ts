/** What a mailbox reminds its owner of. */
import type { ItemIdType, ReminderType } from '../../generated/index.js';
import { checkOptions, ValidationError } from '../errors.js';
import { getReminders, performReminderAction } from '../requests/get-reminders.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';
import { MOMENT_FORMS, type Moment, readMoment } from '../time/moment.js';

/** A reminder of an event or a task. */
export interface Reminder extends Readonly<ReminderType> {
  /** Takes it off; of a series, that of this occurrence. */
  dismiss(options?: RequestOptions): Promise<void>;
  /** Reminds again at another time. */
  snooze(until: Moment, options?: RequestOptions): Promise<void>;
}

export async function* remindersOf(
  session: Session,
  options: RequestOptions,
): AsyncGenerator<Reminder, void, undefined> {
  for (const reminder of await getReminders(session, options)) yield withActions(session, reminder);
}

/** What can be done stands on the prototype: the data stay plain. */
function withActions(session: Session, reminder: ReminderType): Reminder {
  const actions = Object.create(Object.getPrototypeOf(reminder) as object, {
    dismiss: {
      async value(this: { itemId: ItemIdType }, more: RequestOptions = {}) {
        checkOptions('dismiss()', more, REQUEST_RULES);
        await performReminderAction(session, { actionType: 'Dismiss', itemId: this.itemId }, more);
      },
    },
    snooze: {
      async value(this: { itemId: ItemIdType }, until: Moment, more: RequestOptions = {}) {
        checkOptions('snooze()', more, REQUEST_RULES);
        const read = readMoment(until, session.timeZone);
        if (read === undefined || !('at' in read))
          throw new ValidationError('snooze()', [{ path: 'until', message: `expected ${MOMENT_FORMS}` }]);
        const newReminderTime = read.at.toISOString();
        await performReminderAction(session, { actionType: 'Snooze', itemId: this.itemId, newReminderTime }, more);
      },
    },
  }) as object;
  return Object.setPrototypeOf(reminder, actions) as Reminder;
}
