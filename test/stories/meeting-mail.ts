/** What the stories of meetings have alike: three mailboxes, what has come to an inbox, and who has answered what. */
import type { Account, CalendarItem, MeetingCancellation, MeetingRequest, MeetingResponse } from '../../src/index.js';
import { story } from './mailbox.js';

export const [ALICE, BOB, CAROL] = ['alice@example.test', 'bob@example.test', 'carol@example.test'] as const;

/** A sandbox of the three, for a file of tests; `open` gives their accounts. */
export function threeMailboxes() {
  const s = story({ mailboxes: { [ALICE]: {}, [BOB]: {}, [CAROL]: {} } });
  const zone = { timeZone: 'Europe/Copenhagen' };
  return {
    s,
    open: () => Promise.all([s.connect('alice', zone), s.connect('bob', zone), s.connect('carol', zone)]),
  };
}

export type Mail = MeetingRequest | MeetingResponse | MeetingCancellation;

/** What of a meeting has come to an inbox, the newest last. */
export const heard = async (who: Account, subject: string): Promise<Mail[]> =>
  (await who.inbox.filter({ subject__contains: subject }).orderBy('dateTimeReceived').toArray()) as Mail[];

export async function newest<M extends Mail>(who: Account, subject: string, kind: M['kind']): Promise<M> {
  const all = (await heard(who, subject)).filter((one) => one.kind === kind);
  // Those of the same second come in any order: what is out of date is not the newest.
  const current = all.filter((one) => !one.isOutOfDate);
  return current.at(-1) as M;
}

/** By the name of each attendee. */
export const answers = ({ requiredAttendees = [], optionalAttendees = [] }: CalendarItem) =>
  Object.fromEntries(
    [...requiredAttendees, ...optionalAttendees].map(({ mailbox, responseType }) => [mailbox.name, responseType]),
  );
