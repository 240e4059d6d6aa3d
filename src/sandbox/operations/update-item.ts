/** UpdateItem: field changes applied with the ChangeKey's rules; occurrences become exceptions; meetings are sent again. */
import type { Context } from '../access/context.js';
import { type ItemRef, itemIdOf, itemOf, targetOf } from '../access/resolve.js';
import type { UpdateItemType } from '../base/codec.js';
import { Failure, Fault } from '../base/failure.js';
import type { Body } from '../base/response-message.js';
import { isOccurrence, type OccurrenceItem } from '../calendar/occurrences.js';
import { addAttachments, noteAttachments } from '../items/incoming-attachments.js';
import { takeOccurrence, takesOccurrence } from '../items/recurring-task.js';
import { sizeOf } from '../items/size.js';
import { applyChanges, type FieldChange } from '../items/update.js';
import { writeOccurrence } from '../items/write-occurrence.js';
import { sendItem } from '../mail/send.js';
import { tellOfChange } from '../meetings/tell-of-change.js';
import { parseChangeKey } from '../store/ids.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const updateItem: Handler<UpdateItemType> = (request, context) =>
  eachPart(
    context,
    'updateItemResponseMessage',
    request.itemChanges,
    (change) => {
      const ref = refOf(change);
      const item = itemOf(context, ref, 'modify');
      if (item.kind === 'calendarItem' && request.sendMeetingInvitationsOrCancellations === undefined) {
        throw new Fault('ErrorSendMeetingInvitationsOrCancellationsRequired');
      }
      if (item.kind === 'message' && request.messageDisposition === undefined)
        throw new Fault('ErrorMessageDispositionRequired');
      demandKey(item, ref.changeKey, request.conflictResolution);
      const changes = change.updates as unknown as FieldChange[];
      const updated = isOccurrence(item) ? updateOccurrence(context, item, changes) : update(context, item, changes);
      return { items: finish(context, request, item, updated), conflictResults: { count: 0 } };
    },
    { items: [], conflictResults: { count: 0 } },
  );

function refOf(change: UpdateItemType['itemChanges'][number]): ItemRef {
  if (change.occurrenceItemId !== undefined) return { ...change.occurrenceItemId, kind: 'occurrenceItemId' } as ItemRef;
  if (change.recurringMasterItemId !== undefined)
    return { ...change.recurringMasterItemId, kind: 'recurringMasterItemId' } as ItemRef;
  return { ...change.itemId, kind: 'itemId' };
}

// AutoResolve takes every change whose key is old: the sandbox does not keep what others changed since.
function demandKey(item: Item, changeKey: string | undefined, resolution: string | undefined): void {
  if (resolution === 'AlwaysOverwrite') return;
  if (!changeKey) {
    if (isOccurrence(item)) return;
    throw new Failure('ErrorChangeKeyRequiredForWriteOperations');
  }
  if (resolution === 'NeverOverwrite' && parseChangeKey(changeKey) !== item.change)
    throw new Failure('ErrorIrresolvableConflict');
}

function update(context: Context, item: Item, changes: FieldChange[]): Item {
  const { data, attachments } = applyChanges(context, item.kind, item.data, changes);
  const isTaken = item.kind === 'task' && takesOccurrence(item.data, data);
  const occurrence = isTaken ? takeOccurrence(context, item, data) : undefined;
  if (occurrence !== undefined) return occurrence;
  const onlyRead = changes.every((change) => change.path.fieldURI === 'message:IsRead');
  data.size = sizeOf(data, attachmentBytes(context, item));
  const updated = context.store.items.update(item, data, onlyRead);
  if (attachments === undefined) return updated;
  context.store.attachments.removeAll(item.id);
  addAttachments(context, updated, attachments);
  const noted = noteAttachments(context, updated);
  return context.store.items.update(noted, { ...noted.data, mimeSource: data.mimeSource });
}

function attachmentBytes(context: Context, item: Item): number {
  return context.store.attachments.of(item.id).reduce((sum, one) => sum + (one.data.size ?? 0), 0);
}

function updateOccurrence(context: Context, occurrence: OccurrenceItem, changes: FieldChange[]): Item {
  if (changes.some((change) => change.path.fieldURI === 'calendar:Recurrence'))
    throw new Failure('ErrorInvalidPropertySet');
  const { data } = applyChanges(context, occurrence.kind, occurrence.data, changes);
  return writeOccurrence(context, occurrence, data);
}

function finish(context: Context, request: UpdateItemType, before: Item, updated: Item): Body[] {
  const view = (item: Item) => ({ kind: item.kind, itemId: itemIdOf(context, item) });
  if (updated.kind === 'calendarItem') return [view(sendMeeting(context, request, before, updated))];
  const disposition = request.messageDisposition;
  if (disposition === 'SendOnly' || disposition === 'SendAndSaveCopy') {
    if (!updated.data.isDraft) return [view(updated)];
    const sent = request.savedItemFolderId
      ? targetOf(context, request.savedItemFolderId)
      : context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
    sendItem(context, updated, disposition === 'SendAndSaveCopy' ? sent : undefined);
    return [];
  }
  return [view(updated)];
}

function sendMeeting(context: Context, request: UpdateItemType, before: Item, updated: Item): Item {
  const how = request.sendMeetingInvitationsOrCancellations ?? 'SendToNone';
  if (how === 'SendToNone' || updated.data.isOrganizer === false) return updated;
  return tellOfChange(context, before, updated, {
    saveCopy: how.endsWith('SaveCopy'),
    onlyChanged: how.startsWith('SendToChanged') || how === 'SendOnlyToChanged',
  });
}
