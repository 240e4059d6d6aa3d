/** The members of distribution lists, and of the lists in them, each once. */
import type { EmailAddressType } from '../../generated/index.js';
import { EwsError } from '../errors.js';
import { expandDl } from '../requests/expand-dl.js';
import type { RequestOptions } from '../requests/options.js';
import type { Session } from '../requests/session.js';

/** A member of a list. */
export interface Member extends EmailAddressType {
  /** 1: of the list itself; 2: of a list in it, and so on. */
  readonly depth: number;
}

const LISTS: ReadonlySet<unknown> = new Set(['PublicDL', 'PrivateDL', 'GroupMailbox']);

/**
 * What is nearer comes first; lists that contain each other end nothing. A list within, which the server does not open, is told when all
 * others were given.
 */
export async function* expandList(
  session: Session,
  list: EmailAddressType,
  deep: boolean,
  options: RequestOptions,
): AsyncGenerator<Member, void, undefined> {
  const met = new Set([nameOf(list)]);
  const waiting = [{ list, depth: 1 }];
  let failed: unknown;
  for (const { list: open, depth } of waiting) {
    let members: readonly EmailAddressType[] = [];
    try {
      members = await expandDl(session, open, options);
    } catch (error) {
      if (depth === 1 || !(error instanceof EwsError) || !('operation' in error)) throw error;
      failed ??= error;
    }
    for (const member of members) {
      const name = nameOf(member);
      if (met.has(name)) continue;
      met.add(name);
      yield { ...member, depth };
      if (deep && LISTS.has(member.mailboxType)) waiting.push({ list: member, depth: depth + 1 });
    }
  }
  if (failed) throw failed;
}

/** What has neither address nor id is itself. */
function nameOf(member: EmailAddressType): unknown {
  return member.emailAddress?.toLowerCase() ?? member.itemId?.id ?? member;
}
