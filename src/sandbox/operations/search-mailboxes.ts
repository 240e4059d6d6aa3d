/** SearchMailboxes: only members of the role group for discovery may search (Learn), and the sandbox has none. */
import type { SearchMailboxesType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { errorMembers } from '../base/response-message.js';
import type { Handler } from './handler.js';

export const searchMailboxes: Handler<SearchMailboxesType> = () => ({
  responseMessages: [{ kind: 'searchMailboxesResponseMessage', ...errorMembers(new Failure('ErrorAccessDenied')) }],
});
