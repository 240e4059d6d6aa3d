/** Operations over what an organisation has beside mailboxes - rooms, discovery, rules: the sandbox has none of it. */
import type {
  GetPasswordExpirationDateType,
  GetRoomListsType,
  GetRoomsType,
  GetSearchableMailboxesType,
} from '../../../generated/index.js';
import { Failure } from '../base/failure.js';
import { errorMembers, type Handler } from './handler.js';

const SUCCESS = { responseClass: 'Success', responseCode: 'NoError' };

export const getRoomLists: Handler<GetRoomListsType> = () => ({ ...SUCCESS, roomLists: [] });

export const getRooms: Handler<GetRoomsType> = () => errorMembers(new Failure('ErrorNameResolutionNoResults'));

/** Only members of the role group for discovery may ask (Learn, GetSearchableMailboxes operation). */
export const getSearchableMailboxes: Handler<GetSearchableMailboxesType> = () => ({
  ...errorMembers(new Failure('ErrorAccessDenied')),
  searchableMailboxes: [],
});

export const getPasswordExpirationDate: Handler<GetPasswordExpirationDateType> = (_request, context) => ({
  ...SUCCESS,
  passwordExpirationDate: new Date(context.clock.now().getTime() + 42 * 86_400_000),
});
