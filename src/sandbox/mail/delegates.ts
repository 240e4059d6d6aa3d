/** Delegates: who may act for the owner of a mailbox, kept with the mailbox, and what that allows in its folders. */
import type { Context } from '../access/context.js';
import type { Permission, UserId } from '../access/rights.js';
import { Failure } from '../base/failure.js';
import { type Body, errorMembers, SUCCESS } from '../base/response-message.js';
import { type Mailbox, sidOf } from '../store/mailboxes.js';

export interface Delegate {
  userId: UserId;
  delegatePermissions?: Record<string, string | undefined>;
  receiveCopiesOfMeetingMessages?: boolean;
  viewPrivateItems?: boolean;
}

const FOLDERS: Record<string, string> = {
  calendarFolderPermissionLevel: 'calendar',
  tasksFolderPermissionLevel: 'tasks',
  inboxFolderPermissionLevel: 'inbox',
  contactsFolderPermissionLevel: 'contacts',
  notesFolderPermissionLevel: 'notes',
  journalFolderPermissionLevel: 'journal',
};

export function delegatesOf(mailbox: Mailbox): Delegate[] {
  return (mailbox.data['delegates'] as Delegate[] | undefined) ?? [];
}

/** Who is named; refuses a SID that is none, and whoever has no mailbox (Learn, ResponseCode). */
export function userOf(context: Context, { sid, primarySmtpAddress }: UserId): Mailbox {
  if (sid && !/^S-\d+(-\d+)+$/i.test(sid)) throw new Failure('ErrorInvalidUserSid');
  const { mailboxes } = context.store;
  const found =
    mailboxes.byAddress(primarySmtpAddress) ?? (sid ? mailboxes.all().find((one) => sidOf(one) === sid) : undefined);
  if (found === undefined) throw new Failure('ErrorDelegateNoUser');
  return found;
}

export function delegateFor(context: Context, mailbox: Mailbox, user: UserId): Delegate {
  userOf(context, user);
  const delegate = delegatesOf(mailbox).find((one) => isUser(one, user));
  if (delegate === undefined) throw new Failure('ErrorNotDelegate', 'The user is not a delegate.');
  return delegate;
}

export function isUser(delegate: Delegate, user: UserId): boolean {
  if (user.sid !== undefined && user.sid === delegate.userId.sid) return true;
  return user.primarySmtpAddress?.toLowerCase() === delegate.userId.primarySmtpAddress?.toLowerCase();
}

/** A delegate's levels are permissions of the folders. */
export function grant(context: Context, mailbox: Mailbox, delegate: Delegate): void {
  for (const [member, level] of Object.entries(delegate.delegatePermissions ?? {})) {
    const folder = context.store.folders.wellKnown(mailbox.id, FOLDERS[member] ?? 'inbox');
    const isCalendar = folder.kind === 'calendarFolder';
    const name = isCalendar ? 'calendarPermissions' : 'permissions';
    const levelOf = (text: string | undefined) =>
      isCalendar ? { calendarPermissionLevel: text } : { permissionLevel: text };
    const set = folder.data['permissionSet'] as Record<string, Permission[]> | undefined;
    const everybody = [
      { userId: { distinguishedUser: 'Default' }, ...levelOf(isCalendar ? 'FreeBusyTimeOnly' : 'None') },
    ];
    const others = (set?.[name] ?? everybody).filter((one) => !isUser(delegate, { ...one.userId, sid: undefined }));
    const own = { userId: delegate.userId, ...levelOf(level) };
    context.store.folders.update(folder, { data: { ...folder.data, permissionSet: { [name]: [...others, own] } } });
  }
}

/** Nothing is allowed any more in any of the folders. */
export function revoke(context: Context, mailbox: Mailbox, delegate: Delegate): void {
  const none = Object.fromEntries(Object.keys(FOLDERS).map((level) => [level, 'None']));
  grant(context, mailbox, { ...delegate, delegatePermissions: none });
}

/** The answer for one delegate; what `work` throws is the answer too. */
export function delegatePart(withPermissions: boolean, work: () => Delegate | undefined): Body {
  try {
    const delegate = work();
    return { ...SUCCESS, ...(delegate && { delegateUser: viewOf(delegate, withPermissions) }) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return errorMembers(error);
  }
}

function viewOf(delegate: Delegate, withPermissions: boolean): Body {
  const levels = Object.fromEntries(
    Object.keys(FOLDERS).map((level) => [level, delegate.delegatePermissions?.[level] ?? 'None']),
  );
  return {
    userId: delegate.userId,
    ...(withPermissions && { delegatePermissions: levels }),
    receiveCopiesOfMeetingMessages: delegate.receiveCopiesOfMeetingMessages ?? false,
    viewPrivateItems: delegate.viewPrivateItems ?? false,
  };
}
