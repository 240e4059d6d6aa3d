/**
 * Subscribe: pull, push or streaming, to some folders or all. Streaming answers are in get-streaming-events.ts, posts in
 * notify/push.ts.
 */
import { type FolderRef, folderOf } from '../access/resolve.js';
import type { SubscribeType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { formatWatermark, parseWatermark, type Subscription } from '../store/subscriptions.js';
import { type Handler, onePart } from './handler.js';

interface SubscriptionRequest {
  kind: string;
  subscribeToAllFolders?: boolean;
  folderIds?: FolderRef[];
  eventTypes?: string[];
  watermark?: string;
  url?: string;
  timeout?: number;
  statusFrequency?: number;
  callerData?: string;
}

export const subscribe: Handler<SubscribeType> = (request, context) =>
  onePart(context, 'subscribeResponseMessage', () => {
    const wanted = request.subscription as unknown as SubscriptionRequest;
    const folders = (wanted.folderIds ?? []).map((id) => folderOf(context, id, 'read'));
    if (folders.length === 0 && !wanted.subscribeToAllFolders)
      throw new Failure('ErrorInvalidSubscriptionRequest', 'The subscription request is invalid.');
    const kind = /^(pull|push|streaming)/.exec(wanted.kind)?.[1] as Subscription['kind'];
    const made = {
      kind,
      mailbox: folders[0]?.mailbox ?? context.mailbox.id,
      asker: context.mailbox.id,
      ...(kind === 'pull' && { timeoutMinutes: wanted.timeout }),
      folders: wanted.subscribeToAllFolders ? undefined : new Set(folders.map((folder) => folder.id)),
      events: new Set(wanted.eventTypes ?? []),
      position: wanted.watermark ? parseWatermark(wanted.watermark) : context.store.changes.last(),
      ...(wanted.url !== undefined && {
        url: wanted.url,
        callerData: wanted.callerData,
        statusMinutes: wanted.statusFrequency ?? 30,
      }),
    };
    const subscription = context.subscriptions.add(made, context);
    const watermark = kind === 'streaming' ? {} : { watermark: formatWatermark(subscription.position) };
    return { subscriptionId: subscription.id, ...watermark };
  });
