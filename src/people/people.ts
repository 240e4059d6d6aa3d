/** People: names resolved, lists expanded, the directory, photos, rooms. Must not know folders and the account. */
import type {
  EmailAddressType,
  ItemIdType,
  PersonaType,
  ResolutionType,
  ResolveNamesSearchScopeType,
  UserPhotoSizeType,
} from '../../generated/index.js';
import { type Photo, photoOf } from '../attachments/photo.js';
import {
  checkOptions,
  oneOf,
  type Rule,
  type Rules,
  rule,
  TRUE_OR_FALSE,
  ValidationError,
  violationsOf,
} from '../errors.js';
import { getPersona } from '../requests/get-persona.js';
import { getRoomLists } from '../requests/get-room-lists.js';
import { getRooms } from '../requests/get-rooms.js';
import { getUserPhoto } from '../requests/get-user-photo.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { isPlace, type Place } from '../requests/place.js';
import { resolveNames } from '../requests/resolve-names.js';
import { resolvePlace } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { expandList, type Member } from './expand.js';
import { PeopleQuery } from './people-query.js';

/** Where a name is looked for. */
export interface ResolveOptions extends RequestOptions {
  /** Default: `ActiveDirectoryContacts`, the directory before the contacts. */
  searchScope?: ResolveNamesSearchScopeType | undefined;
  /** A folder of contacts. Default: the owner's. */
  folder?: Place | undefined;
}

/** How a list is expanded. */
export interface ExpandOptions extends RequestOptions {
  /** The lists in it, too. Default: false. */
  deep?: boolean | undefined;
}

/** Which photo. */
export interface PhotoOptions extends RequestOptions {
  /** Default: `HR240x240`. A photo that is smaller comes as it is. */
  size?: UserPhotoSizeType | undefined;
}

/** A list of rooms. */
export interface RoomList extends EmailAddressType {
  /** The rooms in it. */
  rooms(options?: RequestOptions): Listing<EmailAddressType>;
}

const RESOLVE_RULES: Rules<ResolveOptions> = {
  ...REQUEST_RULES,
  searchScope: oneOf('ActiveDirectory', 'ActiveDirectoryContacts', 'Contacts', 'ContactsActiveDirectory'),
  folder: rule('a folder', isPlace),
};
const EXPAND_RULES: Rules<ExpandOptions> = { ...REQUEST_RULES, deep: TRUE_OR_FALSE };
const SIZES = ['HR48x48', 'HR64x64', 'HR96x96', 'HR120x120', 'HR240x240', 'HR360x360', 'HR432x432', 'HR504x504'];
const PHOTO_RULES: Rules<PhotoOptions> = {
  ...REQUEST_RULES,
  size: oneOf(...SIZES, 'HR648x648', 'HR1024xN', 'HR1920xN'),
};
const NAME = rule('a name or an address', (value) => typeof value === 'string' && value.trim() !== '');
const WHO = rule(
  'an address, or the id of a persona',
  (value) => NAME.holds(value) || NAME.holds((value as ItemIdType | undefined)?.id),
);
const LIST = rule('the address of a list, or what stands for one in an answer', (value) => {
  const { emailAddress, itemId } = (value ?? {}) as EmailAddressType;
  return NAME.holds(value) || NAME.holds(emailAddress) || NAME.holds(itemId?.id);
});

/** `account.people`. */
export class People {
  readonly #session: Session;

  /** Made by accounts. */
  constructor(session: Session) {
    this.#session = session;
  }

  /** Whom a name, or a part of one, or an address, may mean. Up to 100: Exchange has no more pages of it. */
  resolve(name: string, options: ResolveOptions = {}): Listing<ResolutionType, ResolveOptions> {
    demand('people.resolve()', name, NAME, 'name');
    const session = this.#session;
    async function* list({ searchScope, folder, ...asked }: ResolveOptions) {
      const target = folder && (await resolvePlace(session, folder, asked));
      yield* await resolveNames(session, name, { searchScope, folder: target }, asked);
    }
    return new Listing('people.resolve()', list, options, RESOLVE_RULES);
  }

  /**
   * The members of a list, by its address or as it stands in an answer; with `deep`, of the lists in it too, each member once. A list within,
   * which the server does not open, is told by its error when all others were given.
   */
  expand(list: string | EmailAddressType, options: ExpandOptions = {}): Listing<Member, ExpandOptions> {
    demand('people.expand()', list, LIST, 'list');
    const start = typeof list === 'string' ? { emailAddress: list } : list;
    const members = ({ deep = false, ...asked }: ExpandOptions) => expandList(this.#session, start, deep, asked);
    return new Listing('people.expand()', members, options, EXPAND_RULES);
  }

  /** The global address list, by `search()`. Exchange 2013. */
  directory(): PeopleQuery {
    const target = { distinguishedFolderId: { id: 'directory' as const } };
    return new PeopleQuery(this.#session, { label: 'the directory', isDirectory: true, resolve: async () => target });
  }

  /** One person with all that is known of him, by an address or by the id of a persona; undefined when there is none. Exchange 2013. */
  async persona(who: string | ItemIdType, options: RequestOptions = {}): Promise<PersonaType | undefined> {
    demand('people.persona()', who, WHO, 'who');
    checkOptions('people.persona()', options, REQUEST_RULES);
    return getPersona(this.#session, who, options);
  }

  /** The photo of a user of the directory; undefined when there is none. Exchange 2013. */
  async photo(email: string, options: PhotoOptions = {}): Promise<Photo | undefined> {
    demand('people.photo()', email, NAME, 'email');
    checkOptions('people.photo()', options, PHOTO_RULES);
    const { size = 'HR240x240', ...asked } = options;
    const bytes = await getUserPhoto(this.#session, email, size, asked);
    return bytes && photoOf(bytes);
  }

  /** The lists that rooms stand in. Exchange 2010. */
  roomLists(options: RequestOptions = {}): Listing<RoomList> {
    const session = this.#session;
    async function* list(asked: RequestOptions): AsyncGenerator<RoomList, void, undefined> {
      for (const one of await getRoomLists(session, asked)) {
        const rooms = (more?: RequestOptions) => roomsOf(session, one, more);
        // Beside its data, and not among them.
        yield Object.defineProperty({ ...one, rooms }, 'rooms', { enumerable: false });
      }
    }
    return new Listing('people.roomLists()', list, options);
  }

  /** The rooms of a list. Exchange 2010. */
  rooms(list: string, options: RequestOptions = {}): Listing<EmailAddressType> {
    demand('people.rooms()', list, NAME, 'list');
    return roomsOf(this.#session, { emailAddress: list }, options);
  }
}

function roomsOf(session: Session, list: EmailAddressType, options?: RequestOptions): Listing<EmailAddressType> {
  async function* rooms(asked: RequestOptions) {
    yield* await getRooms(session, list, asked);
  }
  return new Listing('people.rooms()', rooms, options);
}

function demand(method: string, value: unknown, expected: Rule, path: string): void {
  const wrong = violationsOf(value, expected, path);
  if (wrong.length > 0) throw new ValidationError(method, wrong);
}
