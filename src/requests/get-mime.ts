/** GetItem for an item as MIME, read while it arrives. */
import { responseMessages } from '../client/responses.js';
import { ProtocolError } from '../errors.js';
import type { TakeContent } from '../soap/stream.js';
import { receive } from './call.js';
import { type ItemRef, idsOf, itemOf } from './item-refs.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Hands on the MIME of an item: RFC 822 of mail, iCalendar of appointments, vCard of contacts. */
export async function receiveMime(
  session: Session,
  item: ItemRef,
  take: TakeContent,
  options: RequestOptions,
): Promise<void> {
  const itemShape = { baseShape: 'IdOnly', includeMimeContent: true } as const;
  const response = await receive(session, 'GetItem', { itemShape, itemIds: idsOf([item]) }, take, options);
  const [message] = responseMessages(response);
  const found = message && (itemOf(message) as { mimeContent?: object } | undefined);
  if (found?.mimeContent === undefined)
    throw new ProtocolError('ERR_UNANSWERED', 'GetItem: the server gave no MIME of this item.', response);
}
