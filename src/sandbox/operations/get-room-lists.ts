/** GetRoomLists: the lists of the directory that hold rooms. */
import type { GetRoomListsType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { addressOfList } from '../properties/addresses.js';
import type { Handler } from './handler.js';

export const getRoomLists: Handler<GetRoomListsType> = (_request, { store }) => ({
  ...SUCCESS,
  roomLists: store.lists
    .all()
    .filter(({ isRoomList }) => isRoomList)
    .map(addressOfList),
});
