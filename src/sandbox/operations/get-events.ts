/** GetEvents: what a pull subscription has not been told of since a watermark. */
import type { GetEventsType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { notificationOf, takeEvents } from '../notify/events.js';
import { parseWatermark } from '../store/subscriptions.js';
import { type Handler, onePart } from './handler.js';

export const getEvents: Handler<GetEventsType> = (request, context) =>
  onePart(context, 'getEventsResponseMessage', () => {
    const subscription = context.subscriptions.get(request.subscriptionId, context);
    if (subscription.kind !== 'pull')
      throw new Failure('ErrorInvalidPullSubscriptionId', 'The subscription is not a pull subscription.');
    const since = parseWatermark(request.watermark);
    const events = takeEvents(context, subscription, since);
    return { notification: notificationOf(subscription, events, since) };
  });
