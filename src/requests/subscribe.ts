/** Subscribe and Unsubscribe: being told of what happens in folders. */
import type {
  NonEmptyArrayOfNotificationEventTypesType,
  SubscribeType,
  TargetFolderIdType,
} from '../../generated/index.js';
import type { Affinity } from '../client/request-headers.js';
import { failFast } from '../client/retry-policy.js';
import { call, operationNamed } from './call.js';
import { folderIdOf } from './folder-ids.js';
import type { RequestOptions } from './options.js';
import { demand, onlyMessage } from './payload.js';
import type { Session } from './session.js';

/** For how long whoever closes a stream is held up by a server that does not answer. */
const LAST_WORD_MS = 5000;

/** The folders of a subscription; `all` of the mailbox that is asked. */
export type Targets = readonly TargetFolderIdType[] | 'all';

/** What is told, and of where. */
export interface Wanted {
  readonly targets: Targets;
  readonly eventTypes: NonEmptyArrayOfNotificationEventTypesType;
  /** Where it begins; absent, with what happens from now on. */
  readonly watermark?: string | undefined;
}

/** A subscription that was made. */
export interface Subscribed {
  readonly subscriptionId: string;
  /** Where its events begin, of a pull and a push. */
  readonly watermark: string | undefined;
}

export function streamingRequest(wanted: Wanted): SubscribeType {
  return { subscription: { kind: 'streamingSubscriptionRequest', ...common(wanted) } };
}

export function pullRequest(wanted: Wanted, timeout: number): SubscribeType {
  return { subscription: { kind: 'pullSubscriptionRequest', ...common(wanted), timeout } };
}

export function pushRequest(wanted: Wanted, url: string, statusFrequency: number, callerData?: string): SubscribeType {
  const more = callerData === undefined ? {} : { callerData };
  return { subscription: { kind: 'pushSubscriptionRequest', ...common(wanted), statusFrequency, url, ...more } };
}

function common({ targets, eventTypes, watermark }: Wanted) {
  return {
    ...(targets === 'all' ? { subscribeToAllFolders: true } : { folderIds: targets.map(folderIdOf) }),
    eventTypes,
    ...(watermark !== undefined && { watermark }),
  };
}

/** Subscribes, and says what the subscription is called. */
export async function subscribe(
  session: Session,
  request: SubscribeType,
  options: RequestOptions,
  affinity?: Affinity,
): Promise<Subscribed> {
  const response = await call(session, 'Subscribe', request, options, { affinity });
  const { subscriptionId, watermark } = onlyMessage(response);
  return {
    subscriptionId: demand('Subscribe', 'what the subscription is called', subscriptionId, response),
    watermark,
  };
}

/** Ends a subscription. It would end by itself: a server that is gone, or has forgotten it, is no reason to fail, nor to wait for long. */
export async function unsubscribe(session: Session, subscriptionId: string, affinity?: Affinity): Promise<void> {
  const options = { errors: 'return', retry: failFast(), deadlineMs: LAST_WORD_MS, affinity } as const;
  await session.client
    .call(operationNamed(session.registry, 'Unsubscribe'), { subscriptionId }, options)
    .catch(() => undefined);
}
