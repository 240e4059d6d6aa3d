/** The zone of a meeting as Exchange 2007 has it: one for start and end, by its name. Later servers have two, and do not take this one. */
import type { Session } from './session.js';

/** The item as the server knows it, as far as its version is known: its first answer says. */
export function withZoneOfServer<T extends object>({ client }: Session, item: T): T {
  const {
    startTimeZone,
    endTimeZone: _end,
    ...rest
  } = item as { startTimeZone?: { id?: string }; endTimeZone?: unknown };
  if (!client.requestVersion.startsWith('Exchange2007') || startTimeZone?.id === undefined) return item;
  return { ...rest, meetingTimeZone: { timeZoneName: startTimeZone.id } } as unknown as T;
}

/** Members that servers without them are not sent. */
export const ZONES_OF_LATER_SERVERS = ['startTimeZone', 'endTimeZone'];
