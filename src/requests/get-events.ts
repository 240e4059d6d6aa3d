/** GetEvents: what a pull subscription has to tell since a watermark. */
import type { NotificationType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

export async function getEvents(
  session: Session,
  subscriptionId: string,
  watermark: string,
  options: RequestOptions,
): Promise<NotificationType> {
  const response = await call(session, 'GetEvents', { subscriptionId, watermark }, options);
  return demand('GetEvents', 'what has happened', onlyMessage(response).notification, response);
}
