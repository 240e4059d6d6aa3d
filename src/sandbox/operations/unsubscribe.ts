/** Unsubscribe: nothing more is told to a subscription of the caller's. */
import type { UnsubscribeType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { type Handler, onePart } from './handler.js';

export const unsubscribe: Handler<UnsubscribeType> = (request, context) =>
  onePart(context, 'unsubscribeResponseMessage', () => {
    const subscription = context.subscriptions.get(request.subscriptionId, context);
    // Learn, Unsubscribe operation: pull and streaming only; a push subscription ends by the answer to its notifications.
    if (subscription.kind === 'push') throw new Failure('ErrorInvalidSubscription');
    context.subscriptions.remove(subscription.id);
    return {};
  });
