/** Drafts go out, once. Must not know which class they are of. */
import { checkOptions, EwsError } from '../errors.js';
import type { ItemRef } from '../requests/item-refs.js';
import { SEND_RULES, type SendOptions } from '../requests/options.js';
import { sendItem } from './saving.js';

/** Sends what is a draft, with what was changed in it; refuses unsent what is known to be none. */
export async function sendDraft(
  item: ItemRef & { isDraft?: boolean | undefined },
  method: string,
  options: SendOptions,
): Promise<void> {
  checkOptions(method, options, SEND_RULES);
  if (item.isDraft === false)
    throw new EwsError('ERR_NO_DRAFT', 'This message is no draft: it would go out again, to all its recipients.', {
      remedy: 'Send it on by forward(), or make a new one with account.drafts.new().',
    });
  await sendItem(item, options);
}
