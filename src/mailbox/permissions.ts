/** Who may do what in a folder. Must not know what folders are beside that. */
import type {
  CalendarPermissionLevelType,
  CalendarPermissionReadAccessType,
  PermissionActionType,
  UserIdType,
} from '../../generated/index.js';
import { checkOptions, oneOf, optionViolations, type Rules, TRUE_OR_FALSE, ValidationError } from '../errors.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { getPermissions, type OnePermission, setPermissions } from '../requests/permission-set.js';
import type { FolderAccess } from '../requests/resolve-place.js';
import { isUser, userIdOf } from './user-id.js';

/** The rights that a level stands for, one by one. What is left out when they are given is not granted. */
export interface FolderRights {
  /** What he may read. The two that begin with Time are of calendars. */
  readItems?: CalendarPermissionReadAccessType | undefined;
  /** May make items. */
  canCreateItems?: boolean | undefined;
  /** Which he may change: none, his own, all. */
  editItems?: PermissionActionType | undefined;
  /** Which he may delete: none, his own, all. */
  deleteItems?: PermissionActionType | undefined;
  /** May make folders below. */
  canCreateSubFolders?: boolean | undefined;
  /** Owns the folder: may change it, and who may do what in it. */
  isFolderOwner?: boolean | undefined;
  /** Sees that the folder is there. */
  isFolderVisible?: boolean | undefined;
  /** Is whom one asks about the folder. */
  isFolderContact?: boolean | undefined;
}

/** What one user may do. */
export interface Permission {
  /** Who: an address, or `distinguishedUser`: `Default` for everybody else here, `Anonymous` for everybody else. */
  readonly user: UserIdType;
  /** Microsoft's name of the rights; `Custom` when they have none. */
  readonly level: CalendarPermissionLevelType;
  /** The rights, as far as the server says them. */
  readonly rights: Readonly<FolderRights>;
}

/** Levels that can be given by name. */
export type PermissionLevel = Exclude<CalendarPermissionLevelType, 'Custom'>;

const LEVELS: readonly PermissionLevel[] = [
  'None',
  'Owner',
  'PublishingEditor',
  'Editor',
  'PublishingAuthor',
  'Author',
  'NoneditingAuthor',
  'Reviewer',
  'Contributor',
  'FreeBusyTimeOnly',
  'FreeBusyTimeAndSubjectAndLocation',
];
const OF_CALENDARS: ReadonlySet<unknown> = new Set([
  'FreeBusyTimeOnly',
  'FreeBusyTimeAndSubjectAndLocation',
  'TimeOnly',
  'TimeAndSubjectAndLocation',
]);
const LEVEL = oneOf(...LEVELS);
const ACTION = oneOf('None', 'Owned', 'All');
const RIGHTS_RULES: Rules<FolderRights> = {
  readItems: oneOf('None', 'TimeOnly', 'TimeAndSubjectAndLocation', 'FullDetails'),
  canCreateItems: TRUE_OR_FALSE,
  editItems: ACTION,
  deleteItems: ACTION,
  canCreateSubFolders: TRUE_OR_FALSE,
  isFolderOwner: TRUE_OR_FALSE,
  isFolderVisible: TRUE_OR_FALSE,
  isFolderContact: TRUE_OR_FALSE,
};
const NO_RIGHTS: Required<FolderRights> = {
  readItems: 'None',
  canCreateItems: false,
  editItems: 'None',
  deleteItems: 'None',
  canCreateSubFolders: false,
  isFolderOwner: false,
  isFolderVisible: false,
  isFolderContact: false,
};

/** Everybody else of the organization, and everybody else: entries that every folder has. */
const EVERYBODY = ['Default', 'Anonymous'] as const;

/** `folder.permissions`. */
export class Permissions extends Listing<Permission> {
  readonly #folder: FolderAccess;

  /** Made by folders. */
  constructor(folder: FolderAccess) {
    super('folder.permissions', (options) => listPermissions(folder, options));
    this.#folder = folder;
  }

  /**
   * Gives somebody one of Microsoft's levels, or rights one by one; those of others stay. `who`: a primary address, a SID, or `Default` or
   * `Anonymous`. Levels and rights of reading that say free, busy or time are of calendars.
   */
  async set(who: string, level: PermissionLevel | FolderRights, options: RequestOptions = {}): Promise<void> {
    const user = userOf('permissions.set()', who);
    checkLevel(level);
    checkOptions('permissions.set()', options, REQUEST_RULES);
    const { session } = this.#folder;
    const found = await getPermissions(session, await this.#folder.resolve(options), options);
    checkKind(level, found.isCalendar);
    const others = found.permissions.filter(({ userId }) => !isMeant(userId, who));
    const old = found.permissions.find(({ userId }) => isMeant(userId, who));
    const granted =
      typeof level === 'string' ? { level } : { level: 'Custom' as const, ...NO_RIGHTS, ...givenOf(level) };
    const one = written({ user: old?.userId ?? user, ...granted }, found.isCalendar);
    const permissions = [...others.map((other) => rewritten(other, found.isCalendar)), one];
    await setPermissions(session, { ...found, permissions }, options);
  }

  /** Takes somebody off the list, so that he may do what `Default` may. One who is not on it is no error. */
  async remove(who: string, options: RequestOptions = {}): Promise<void> {
    userOf('permissions.remove()', who);
    if (isEverybody(who))
      throw new ValidationError('permissions.remove()', [
        { path: 'who', message: `every folder has an entry of ${who}; set it to 'None'` },
      ]);
    checkOptions('permissions.remove()', options, REQUEST_RULES);
    const { session } = this.#folder;
    const found = await getPermissions(session, await this.#folder.resolve(options), options);
    const others = found.permissions.filter(({ userId }) => !isMeant(userId, who));
    if (others.length === found.permissions.length) return;
    const permissions = others.map((other) => rewritten(other, found.isCalendar));
    await setPermissions(session, { ...found, permissions }, options);
  }
}

async function* listPermissions(
  folder: FolderAccess,
  options: RequestOptions,
): AsyncGenerator<Permission, void, undefined> {
  const { permissions } = await getPermissions(folder.session, await folder.resolve(options), options);
  for (const one of permissions) yield { user: one.userId, level: levelOf(one), rights: givenOf(one) };
}

function levelOf(one: OnePermission): CalendarPermissionLevelType {
  return 'calendarPermissionLevel' in one ? one.calendarPermissionLevel : one.permissionLevel;
}

/** The rights among members, those that are there. */
function givenOf(members: FolderRights): FolderRights {
  const rights = (Object.keys(NO_RIGHTS) as (keyof FolderRights)[]).map((name) => [name, members[name]] as const);
  return Object.fromEntries(rights.filter(([, value]) => value !== undefined));
}

/** Beside the name of a level Exchange takes no rights: Learn, PermissionLevel, says that they are of Custom alone. */
function written(
  { user: userId, level, ...rights }: { user: UserIdType; level: CalendarPermissionLevelType } & FolderRights,
  isCalendar: boolean,
): OnePermission {
  const name = isCalendar ? 'calendarPermissionLevel' : 'permissionLevel';
  return { userId, ...(level === 'Custom' ? rights : {}), [name]: level } as unknown as OnePermission;
}

function rewritten(one: OnePermission, isCalendar: boolean): OnePermission {
  return written({ user: one.userId, level: levelOf(one), ...givenOf(one) }, isCalendar);
}

function isEverybody(who: string): who is (typeof EVERYBODY)[number] {
  return (EVERYBODY as readonly string[]).includes(who);
}

function userOf(method: string, who: string): UserIdType {
  return isEverybody(who) ? { distinguishedUser: who } : userIdOf(method, who);
}

function isMeant(user: UserIdType, who: string): boolean {
  return isEverybody(who) ? user.distinguishedUser === who : isUser(user, who);
}

function checkLevel(level: unknown): void {
  if (typeof level === 'object' && level !== null) {
    const violations = optionViolations(level as FolderRights, RIGHTS_RULES);
    if (violations.length > 0) throw new ValidationError('permissions.set()', violations);
    return;
  }
  checkOptions('permissions.set()', { level }, { level: LEVEL });
  if (level === undefined)
    throw new ValidationError('permissions.set()', [{ path: 'level', message: `expected ${LEVEL.expected}` }]);
}

/** What is of calendars alone, is refused as soon as it is known that the folder is none. */
function checkKind(level: PermissionLevel | FolderRights, isCalendar: boolean): void {
  const [path, value] = typeof level === 'string' ? ['level', level] : ['level.readItems', level.readItems];
  if (!isCalendar && OF_CALENDARS.has(value))
    throw new ValidationError('permissions.set()', [{ path, message: `${value} is of calendars, and this is none` }]);
}
