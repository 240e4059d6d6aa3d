/** GetUserPhoto: the picture of a user. */
import type { GetUserPhotoType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { photoOf } from '../properties/photo.js';
import type { Handler } from './handler.js';

export const getUserPhoto: Handler<GetUserPhotoType> = (request, context) => ({
  ...SUCCESS,
  hasChanged: true,
  pictureData: photoOf(context, request.email, request.sizeRequested),
});
