/** GetReminders and PerformReminderAction: what reminds, and what becomes of it. Exchange 2013. */
import type { ReminderItemActionType, ReminderType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** All that are set, those that are over among them. */
export async function getReminders(session: Session, options: RequestOptions): Promise<readonly ReminderType[]> {
  const response = await call(session, 'GetReminders', { reminderType: 'All', maxItems: 0 }, options);
  return response.reminders ?? [];
}

export async function performReminderAction(
  session: Session,
  action: ReminderItemActionType,
  options: RequestOptions,
): Promise<void> {
  await call(session, 'PerformReminderAction', { reminderItemActions: [action] }, options);
}
