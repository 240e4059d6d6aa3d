/** Delegates: who may act for the owner of the mailbox, and how far. Must not know the account. */
import type {
  DelegateFolderPermissionLevelType,
  DelegatePermissionsType,
  DelegateUserType,
  DeliverMeetingRequestsType,
  UserIdType,
} from '../../generated/index.js';
import { checkOptions, oneOf, type Rules, TRUE_OR_FALSE } from '../errors.js';
import { addDelegate } from '../requests/add-delegate.js';
import { getDelegates } from '../requests/get-delegate.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { removeDelegate } from '../requests/remove-delegate.js';
import type { Session } from '../requests/session.js';
import { updateDelegate } from '../requests/update-delegate.js';
import { isUser, userIdOf } from './user-id.js';

/** What a delegate may do in each folder; `Custom` is what other programs have made of it. */
export interface DelegateRights {
  /** In the calendar. */
  calendar?: DelegateFolderPermissionLevelType | undefined;
  /** In the tasks. */
  tasks?: DelegateFolderPermissionLevelType | undefined;
  /** In the inbox. */
  inbox?: DelegateFolderPermissionLevelType | undefined;
  /** In the contacts. */
  contacts?: DelegateFolderPermissionLevelType | undefined;
  /** In the notes. */
  notes?: DelegateFolderPermissionLevelType | undefined;
  /** In the journal. */
  journal?: DelegateFolderPermissionLevelType | undefined;
}

/** A delegate. */
export interface Delegate extends Omit<DelegateUserType, 'delegatePermissions'> {
  /** What he may do in each folder. */
  readonly permissions: DelegateRights;
}

/** What a delegate is given; what is left out stays as it is, and is nothing for a new one. */
export type DelegateSettings = { [F in keyof DelegateRights]: Exclude<DelegateRights[F], 'Custom'> } & Pick<
  Partial<DelegateUserType>,
  'viewPrivateItems' | 'receiveCopiesOfMeetingMessages'
>;

/** How a delegate is written. */
export interface DelegateOptions extends RequestOptions {
  /** Who gets the owner's invitations: one setting for all delegates of the mailbox. */
  deliverMeetingRequests?: DeliverMeetingRequestsType | undefined;
}

const MEMBERS = {
  calendar: 'calendarFolderPermissionLevel',
  tasks: 'tasksFolderPermissionLevel',
  inbox: 'inboxFolderPermissionLevel',
  contacts: 'contactsFolderPermissionLevel',
  notes: 'notesFolderPermissionLevel',
  journal: 'journalFolderPermissionLevel',
} as const satisfies Record<keyof DelegateRights, keyof DelegatePermissionsType>;
const FOLDERS = Object.entries(MEMBERS) as [keyof DelegateRights, (typeof MEMBERS)[keyof DelegateRights]][];

const LEVEL = oneOf('None', 'Reviewer', 'Author', 'Editor');
const SETTINGS_RULES: Rules<DelegateSettings> = {
  calendar: LEVEL,
  tasks: LEVEL,
  inbox: LEVEL,
  contacts: LEVEL,
  notes: LEVEL,
  journal: LEVEL,
  viewPrivateItems: TRUE_OR_FALSE,
  receiveCopiesOfMeetingMessages: TRUE_OR_FALSE,
};
const DELEGATE_RULES: Rules<DelegateOptions> = {
  ...REQUEST_RULES,
  deliverMeetingRequests: oneOf('DelegatesOnly', 'DelegatesAndMe', 'DelegatesAndSendInformationToMe', 'NoForward'),
};

/** `account.delegates`. */
export class Delegates extends Listing<Delegate> {
  readonly #session: Session;

  /** Made by accounts. */
  constructor(session: Session) {
    super('delegates', (options) => listDelegates(session, options));
    this.#session = session;
  }

  /** Who gets the owner's invitations; undefined when the server does not say. */
  async deliverMeetingRequests(options: RequestOptions = {}): Promise<DeliverMeetingRequestsType | undefined> {
    checkOptions('delegates.deliverMeetingRequests()', options, REQUEST_RULES);
    return (await getDelegates(this.#session, options)).deliverMeetingRequests;
  }

  /** Makes somebody a delegate, or changes what he may do. `who`: his primary address, or his SID. */
  async set(who: string, rights: DelegateSettings, options: DelegateOptions = {}): Promise<void> {
    const userId = userIdOf('delegates.set()', who);
    checkOptions('delegates.set()', rights, SETTINGS_RULES);
    checkOptions('delegates.set()', options, DELEGATE_RULES);
    const { deliverMeetingRequests, ...asked } = options;
    const old = (await getDelegates(this.#session, asked)).users.find((user) => isUser(user.userId, who));
    const user = userOf(userId, rights, old);
    const write = old ? updateDelegate : addDelegate;
    await write(this.#session, user, deliverMeetingRequests, asked);
  }

  /** He is a delegate no longer, and has no rights in the folders. */
  async remove(who: string, options: RequestOptions = {}): Promise<void> {
    const userId = userIdOf('delegates.remove()', who);
    checkOptions('delegates.remove()', options, REQUEST_RULES);
    await removeDelegate(this.#session, userId, options);
  }
}

/** Those whom the server can show, then the error of the first whom it cannot. */
async function* listDelegates(session: Session, options: RequestOptions): AsyncGenerator<Delegate, void, undefined> {
  const { users, errors } = await getDelegates(session, options);
  for (const { delegatePermissions, ...user } of users) yield { ...user, permissions: rightsOf(delegatePermissions) };
  if (errors[0]) throw errors[0];
}

function rightsOf(permissions: DelegatePermissionsType = {}): DelegateRights {
  return Object.fromEntries(FOLDERS.map(([folder, member]) => [folder, permissions[member]]));
}

/** No document says what becomes of levels that are left out of a change, so those that were there are written again. */
function userOf(userId: UserIdType, rights: DelegateSettings, old?: DelegateUserType): DelegateUserType {
  const { viewPrivateItems = old?.viewPrivateItems, receiveCopiesOfMeetingMessages: copies } = rights;
  const receiveCopiesOfMeetingMessages = copies ?? old?.receiveCopiesOfMeetingMessages;
  const levels = FOLDERS.flatMap(([folder, member]) => {
    const level = rights[folder] ?? old?.delegatePermissions?.[member];
    // What other programs have made cannot be written.
    return level === undefined || level === 'Custom' ? [] : [[member, level] as const];
  });
  return {
    userId,
    ...(levels.length > 0 && { delegatePermissions: Object.fromEntries(levels) }),
    ...(receiveCopiesOfMeetingMessages !== undefined && { receiveCopiesOfMeetingMessages }),
    ...(viewPrivateItems !== undefined && { viewPrivateItems }),
  };
}
