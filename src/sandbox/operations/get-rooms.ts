/** GetRooms: the sandbox has no rooms. */
import type { GetRoomsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { errorMembers } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const getRooms: Handler<GetRoomsType> = () => errorMembers(new Failure('ErrorNameResolutionNoResults'));
