/** GetRooms: the rooms of a list. */
import type { EmailAddressType, GetRoomsType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export async function getRooms(
  session: Session,
  list: EmailAddressType,
  options: RequestOptions,
): Promise<readonly EmailAddressType[]> {
  const request: GetRoomsType = { roomList: { emailAddress: list.emailAddress } };
  const { rooms = [] } = await call(session, 'GetRooms', request, options);
  return rooms.flatMap(({ id }) => (id ? [id] : []));
}
