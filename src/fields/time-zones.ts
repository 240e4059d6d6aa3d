/**
 * The zones of a calendar item's start and end: a new one has them always, so that its series keeps its hour whoever looks; of one that is
 * changed they stay as they are, unless a time is said in another. Knows no XML.
 */
import { toWindowsZone } from '../time/zone-names.js';

type Data = Readonly<Record<string, unknown>>;

/** Stands for the zone of a whole day, which is the account's. */
export const DAY = 'day';

/** A member that is sent along; or why it cannot be. */
export interface ZoneToSend {
  readonly member: string;
  readonly value?: { readonly id: string };
  readonly refusal?: string;
}

/** What is known of the item, and of who writes it. */
interface Writing {
  readonly ability: 'create' | 'update';
  readonly timeZone: string;
  readonly current?: Data | undefined;
}

/** `said`: by member, the zone that its time was said in, where one was. */
export function zonesToSend(said: ReadonlyMap<string, string>, given: Data, writing: Writing): ZoneToSend[] {
  return (['start', 'end'] as const).flatMap((name): ZoneToSend[] => {
    const member = `${name}TimeZone`;
    if (given[name] === undefined || given[name] === null) return [];
    if (given[member] !== undefined || given['meetingTimeZone'] !== undefined) return [];
    const zone = said.get(name);
    const isOwn = zone === undefined || zone === DAY;
    // A time without a zone leaves that of the item as it is; a day is one of the account's zone, and would be none in another.
    if (writing.ability === 'update' && isOwn && !(zone === DAY && isElsewhere(member, writing))) return [];
    const id = toWindowsZone(isOwn ? writing.timeZone : zone);
    if (id !== undefined) return [{ member, value: { id } }];
    // This computer's own zone is not the caller's word.
    return isOwn ? [] : [{ member: name, refusal: `Windows has no zone for '${zone}', so Exchange cannot keep it` }];
  });
}

function isElsewhere(member: string, { current, timeZone }: Writing): boolean {
  const { id } = (current?.[member] ?? {}) as { id?: string };
  return id !== undefined && toWindowsZone(id) !== toWindowsZone(timeZone);
}
