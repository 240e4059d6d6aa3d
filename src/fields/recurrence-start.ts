/** When a recurrence begins that does not say: with its item, on the day that the item's own clock shows then. */
import { wallTimeOf } from '../time/wall-time.js';
import { toIanaZone } from '../time/zone-names.js';

type Data = Readonly<Record<string, unknown>>;

interface Writing {
  /** IANA name of the account's zone. */
  readonly timeZone: string;
  /** The zone that the start was said in. */
  readonly said: string | undefined;
  /** What is known of an item that is changed. */
  readonly current?: Data | undefined;
}

/** The recurrence with its beginning; the very same where it has one, or is none. Undefined where nobody knows of any. */
export function withBeginning(recurrence: unknown, members: ReadonlyMap<string, unknown>, writing: Writing): unknown {
  const { range } = (recurrence ?? {}) as { range?: { startDate?: string } };
  if (typeof range !== 'object' || range === null || range.startDate !== undefined) return recurrence ?? null;
  const { current, said, timeZone } = writing;
  const start = ['start', 'startDate', 'dueDate']
    .map((name) => members.get(name) ?? current?.[name])
    .find((one) => one instanceof Date) as Date | undefined;
  if (start === undefined) return undefined;
  const { id } = (members.get('startTimeZone') ?? current?.['startTimeZone'] ?? {}) as { id?: string };
  const zone = said ?? (id === undefined ? undefined : toIanaZone(id)) ?? timeZone;
  const startDate = new Date(wallTimeOf(start.getTime(), zone)).toISOString().slice(0, 10);
  return { ...(recurrence as object), range: { ...range, startDate } };
}
