/** GetPasswordExpirationDate: Active Directory's default, six weeks from now. */
import type { GetPasswordExpirationDateType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const getPasswordExpirationDate: Handler<GetPasswordExpirationDateType> = (_request, context) => ({
  ...SUCCESS,
  passwordExpirationDate: new Date(context.clock.now().getTime() + 42 * 86_400_000),
});
