/** Subscribe and Unsubscribe: being told of what happens in folders. */
import {
  type NonEmptyArrayOfNotificationEventTypesType,
  Subscribe,
  type SubscribeType,
  type TargetFolderIdType,
  Unsubscribe,
} from '../../generated/index.js';
import { failFast } from '../client/retry-policy.js';
import { call } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** For how long whoever closes a stream is held up by a server that does not answer. */
const LAST_WORD_MS = 5000;

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

/** Ends a subscription. It would end by itself: a server that is gone, or has forgotten it, is no reason to fail, nor to wait for long. */
export async function unsubscribe(session: Session, subscriptionId: string): Promise<void> {
  const options = { errors: 'return', retry: failFast(), deadlineMs: LAST_WORD_MS } as const;
  await session.client.call(Unsubscribe, { subscriptionId }, options).catch(() => undefined);
}
