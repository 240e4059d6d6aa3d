/** GetRooms: the members of a list of rooms. */
import type { GetRoomsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { inDirectory } from '../properties/addresses.js';
import { guarded, type Handler } from './handler.js';

export const getRooms: Handler<GetRoomsType> = (request, { store }) =>
  guarded(() => {
    const list = store.lists.byAddress(request.roomList.emailAddress);
    if (!list?.isRoomList) throw new Failure('ErrorNameResolutionNoResults');
    return { ...SUCCESS, rooms: list.members.map((address) => ({ id: inDirectory(store, address) })) };
  });
