/** GetUserPhoto: the picture of a user of the directory. Since Exchange 2013. */
import type { GetUserPhotoType, UserPhotoSizeType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Undefined where there is none: Exchange calls that ErrorItemNotFound, or sends nothing. */
export async function getUserPhoto(
  session: Session,
  email: string,
  sizeRequested: UserPhotoSizeType,
  options: RequestOptions,
): Promise<Uint8Array | undefined> {
  const request: GetUserPhotoType = { email, sizeRequested };
  try {
    const { pictureData } = await call(session, 'GetUserPhoto', request, options);
    return pictureData?.length ? pictureData : undefined;
  } catch (error) {
    if (hasCode(error, 'ErrorItemNotFound')) return undefined;
    throw error;
  }
}
