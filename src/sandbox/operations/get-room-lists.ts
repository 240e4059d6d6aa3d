/** GetRoomLists: the sandbox has no rooms. */
import type { GetRoomListsType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const getRoomLists: Handler<GetRoomListsType> = () => ({ ...SUCCESS, roomLists: [] });
