/** Subscribe and Unsubscribe: being told of what happens in folders. */
import {
  type NonEmptyArrayOfNotificationEventTypesType,
  Subscribe,
  type SubscribeType,
  type TargetFolderIdType,
  Unsubscribe,
} from '../../generated/index.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

export function streamingRequest(
  folders: readonly TargetFolderIdType[],
  eventTypes: NonEmptyArrayOfNotificationEventTypesType,
): SubscribeType {
  return { subscription: { kind: 'streamingSubscriptionRequest', folderIds: folders.map(folderIdOf), eventTypes } };
}

/** Subscribes, and says the subscription's id. */
export async function subscribe(session: Session, request: SubscribeType, options: RequestOptions): Promise<string> {
  const response = await call(session, Subscribe, request, options);
  return demand('Subscribe', 'what the subscription is called', onlyMessage(response).subscriptionId, response);
}

/** Ends a subscription. It would end by itself: a server that is gone, or has forgotten it, is no reason to fail. */
export async function unsubscribe(session: Session, subscriptionId: string): Promise<void> {
  await session.client.call(Unsubscribe, { subscriptionId }, { errors: 'return' }).catch(() => undefined);
}
