/** Changes as the events of a notification. Used by pull, push and streaming alike. */
import type { Context } from '../access/context.js';
import type { Body } from '../base/response-message.js';
import type { Change } from '../store/changes.js';
import { formatChangeKey, formatId } from '../store/ids.js';
import { concerns, formatWatermark, type Subscription } from '../store/subscriptions.js';

/** The changes that the subscription has not been told of; it counts them as told. */
export function takeEvents(
  context: Pick<Context, 'store'>,
  subscription: Subscription,
  since = subscription.position,
): Body[] {
  const changes = context.store.changes.after(subscription.mailbox, since);
  subscription.position = Math.max(changes.at(-1)?.seq ?? since, since);
  return changes.filter((change) => concerns(subscription, change)).map((change) => eventOf(context, change));
}

/** An event says what happened, to what, and where; GetStreamingEvents takes the watermark away. */
function eventOf(context: Pick<Context, 'store'>, change: Change): Body {
  const guid = context.store.mailboxes.byId(change.mailbox).guid;
  const changeKey = formatChangeKey('message', change.seq);
  const idOf = (object: number, folder: number) =>
    change.scope === 'item'
      ? { itemId: { id: formatId({ guid, folder, item: object }), changeKey } }
      : { folderId: { id: formatId({ guid, folder: object }), changeKey } };
  const folderId = (folder: number) => ({ id: formatId({ guid, folder }), changeKey: 'AQAAAA==' });
  const body: Body = {
    kind: `${change.event}Event`,
    watermark: formatWatermark(change.seq),
    timeStamp: new Date(change.at),
    ...idOf(change.object, change.folder),
    parentFolderId: folderId(change.folder),
  };
  if (change.oldObject !== undefined && change.oldFolder !== undefined) {
    const old = idOf(change.oldObject, change.oldFolder);
    if ('itemId' in old) body['oldItemId'] = old.itemId;
    else body['oldFolderId'] = { id: formatId({ guid, folder: change.oldObject }), changeKey };
    body['oldParentFolderId'] = folderId(change.oldFolder);
  }
  return body;
}

/** A Notification with these events, or with a StatusEvent when there is none. */
export function notificationOf(subscription: Subscription, events: Body[], previous: number): Body {
  const status = { kind: 'statusEvent', watermark: formatWatermark(subscription.position) };
  return {
    subscriptionId: subscription.id,
    previousWatermark: formatWatermark(previous),
    moreEvents: false,
    events: events.length > 0 ? events : [status],
  };
}
