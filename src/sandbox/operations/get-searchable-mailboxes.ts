/** GetSearchableMailboxes: only members of the role group for discovery may ask (Learn), and the sandbox has none. */
import type { GetSearchableMailboxesType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { errorMembers } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const getSearchableMailboxes: Handler<GetSearchableMailboxesType> = () => ({
  ...errorMembers(new Failure('ErrorAccessDenied')),
  searchableMailboxes: [],
});
