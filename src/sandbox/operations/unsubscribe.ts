/** Unsubscribe: nothing more is told to a subscription of the caller's. */
import type { UnsubscribeType } from '../base/codec.js';
import { type Handler, onePart } from './handler.js';

export const unsubscribe: Handler<UnsubscribeType> = (request, context) =>
  onePart(context, 'unsubscribeResponseMessage', () => {
    context.subscriptions.remove(context.subscriptions.get(request.subscriptionId, context.mailbox.id).id);
    return {};
  });
