/** Delegates: who may act for the owner of a mailbox, and in which folders. */
import type {
  AddDelegateType,
  GetDelegateType,
  RemoveDelegateType,
  UpdateDelegateType,
} from '../../../generated/index.js';
import type { Context } from '../access/context.js';
import type { Permission, UserId } from '../access/rights.js';
import { Failure } from '../base/failure.js';
import { type Body, errorMembers, type Handler } from '../operations/handler.js';
import { copyValue } from '../store/json.js';
import { type Mailbox, sidOf } from '../store/mailboxes.js';

interface Delegate {
  userId: UserId;
  delegatePermissions?: Record<string, string | undefined>;
  receiveCopiesOfMeetingMessages?: boolean;
  viewPrivateItems?: boolean;
}

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };
const FOLDERS: Record<string, string> = {
  calendarFolderPermissionLevel: 'calendar',
  tasksFolderPermissionLevel: 'tasks',
  inboxFolderPermissionLevel: 'inbox',
  contactsFolderPermissionLevel: 'contacts',
  notesFolderPermissionLevel: 'notes',
  journalFolderPermissionLevel: 'journal',
};

export const getDelegate: Handler<GetDelegateType> = (request, context) => {
  const mailbox = ownerOf(context, request.mailbox.emailAddress);
  const all = delegatesOf(mailbox);
  const wanted = request.userIds as UserId[] | undefined;
  const parts = wanted
    ? wanted.map((user) => part(() => viewOf(found(all, user), request.includePermissions)))
    : all.map((one) => part(() => viewOf(one, request.includePermissions)));
  return {
    ...SUCCESS,
    ...(parts.length > 0 && { responseMessages: parts }),
    deliverMeetingRequests: deliverOf(mailbox),
  };
};

export const addDelegate: Handler<AddDelegateType> = (request, context) =>
  change(
    context,
    request.mailbox.emailAddress,
    request.deliverMeetingRequests,
    request.delegateUsers as Delegate[],
    (mailbox, incoming) => {
      const user = context.store.mailboxes.byAddress(incoming.userId.primarySmtpAddress);
      if (user === undefined) throw new Failure('ErrorDelegateNoUser', 'The user could not be found.');
      if (user.id === mailbox.id)
        throw new Failure('ErrorDelegateCannotAddOwner', 'The owner cannot be added as a delegate.');
      if (delegatesOf(mailbox).some((one) => isUser(one, incoming.userId))) {
        throw new Failure('ErrorDelegateAlreadyExists', 'The delegate exists already.');
      }
      const delegate: Delegate = {
        ...copyValue(incoming),
        userId: { sid: sidOf(user), primarySmtpAddress: user.address, displayName: user.name },
      };
      mailbox.data['delegates'] = [...delegatesOf(mailbox), delegate];
      grant(context, mailbox, delegate);
      return delegate;
    },
  );

export const updateDelegate: Handler<UpdateDelegateType> = (request, context) =>
  change(
    context,
    request.mailbox.emailAddress,
    request.deliverMeetingRequests,
    (request.delegateUsers ?? []) as Delegate[],
    (mailbox, incoming) => {
      const old = found(delegatesOf(mailbox), incoming.userId);
      const updated = { ...old, ...copyValue(incoming), userId: old.userId };
      mailbox.data['delegates'] = delegatesOf(mailbox).map((one) => (one === old ? updated : one));
      grant(context, mailbox, updated);
      return updated;
    },
  );

export const removeDelegate: Handler<RemoveDelegateType> = (request, context) => {
  const mailbox = ownerOf(context, request.mailbox.emailAddress);
  const responseMessages = (request.userIds as UserId[]).map((user) =>
    part(() => {
      const old = found(delegatesOf(mailbox), user);
      mailbox.data['delegates'] = delegatesOf(mailbox).filter((one) => one !== old);
      grant(context, mailbox, {
        ...old,
        delegatePermissions: Object.fromEntries(Object.keys(FOLDERS).map((level) => [level, 'None'])),
      });
      return undefined;
    }),
  );
  context.store.mailboxes.save(mailbox);
  return { ...SUCCESS, responseMessages };
};

function change(
  context: Context,
  address: string | undefined,
  deliver: string | undefined,
  delegates: Delegate[],
  work: (mailbox: Mailbox, delegate: Delegate) => Delegate,
): Body {
  const mailbox = ownerOf(context, address);
  const responseMessages = delegates.map((one) => part(() => viewOf(work(mailbox, one), true)));
  if (deliver !== undefined) mailbox.data['deliverMeetingRequests'] = deliver;
  context.store.mailboxes.save(mailbox);
  return { ...SUCCESS, responseMessages };
}

function part(work: () => Body | undefined): Body {
  try {
    const delegateUser = work();
    return { ...SUCCESS, ...(delegateUser && { delegateUser }) };
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

// A delegate's levels are permissions of the folders.
function grant(context: Context, mailbox: Mailbox, delegate: Delegate): void {
  for (const [member, level] of Object.entries(delegate.delegatePermissions ?? {})) {
    const folder = context.store.folders.wellKnown(mailbox.id, FOLDERS[member] ?? 'inbox');
    const isCalendar = folder.kind === 'calendarFolder';
    const name = isCalendar ? 'calendarPermissions' : 'permissions';
    const set = folder.data['permissionSet'] as Record<string, Permission[]> | undefined;
    const others = (
      set?.[name] ?? [
        {
          userId: { distinguishedUser: 'Default' },
          ...(isCalendar ? { calendarPermissionLevel: 'FreeBusyTimeOnly' } : { permissionLevel: 'None' }),
        },
      ]
    ).filter(
      (one) => one.userId?.primarySmtpAddress?.toLowerCase() !== delegate.userId.primarySmtpAddress?.toLowerCase(),
    );
    const own = {
      userId: delegate.userId,
      ...(isCalendar ? { calendarPermissionLevel: level } : { permissionLevel: level }),
    };
    context.store.folders.update(folder, { data: { ...folder.data, permissionSet: { [name]: [...others, own] } } });
  }
}

function ownerOf(context: Context, address: string | undefined): Mailbox {
  const mailbox = context.store.mailboxes.byAddress(address);
  if (mailbox === undefined) throw new Failure('ErrorNonExistentMailbox');
  if (mailbox.id !== context.mailbox.id) throw new Failure('ErrorAccessDenied');
  return mailbox;
}

function delegatesOf(mailbox: Mailbox): Delegate[] {
  return (mailbox.data['delegates'] as Delegate[] | undefined) ?? [];
}

function deliverOf(mailbox: Mailbox): string {
  return String(mailbox.data['deliverMeetingRequests'] ?? 'DelegatesAndSendInformationToMe');
}

function found(delegates: Delegate[], user: UserId): Delegate {
  const delegate = delegates.find((one) => isUser(one, user));
  if (delegate === undefined) throw new Failure('ErrorNotDelegate', 'The user is not a delegate.');
  return delegate;
}

function isUser(delegate: Delegate, user: UserId): boolean {
  if (user.sid !== undefined && user.sid === delegate.userId.sid) return true;
  return user.primarySmtpAddress?.toLowerCase() === delegate.userId.primarySmtpAddress?.toLowerCase();
}
