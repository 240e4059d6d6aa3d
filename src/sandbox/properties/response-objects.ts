/** What can be answered to an item: the ResponseObjects that Exchange offers for it. */
import type { Context } from '../access/context.js';
import { editionIndex } from '../base/codec.js';
import type { Item } from '../store/items.js';

export function responseObjectsOf(item: Item, context: Context): { kind: string }[] | undefined {
  const kinds = kindsOf(item, context);
  return kinds.length === 0 ? undefined : kinds.map((kind) => ({ kind }));
}

function kindsOf(item: Item, context: Context): string[] {
  const { data } = item;
  switch (item.kind) {
    case 'message':
      if (data.isDraft) return [];
      return ['replyToItem', 'replyAllToItem', 'forwardItem'];
    case 'meetingRequest':
      return [...answersTo(item, context), 'replyToItem', 'replyAllToItem', 'forwardItem'];
    case 'meetingCancellation':
      return ['removeItem', 'replyToItem', 'replyAllToItem', 'forwardItem'];
    case 'meetingResponse':
      return ['replyToItem', 'replyAllToItem', 'forwardItem'];
    case 'calendarItem':
      if (!data.isMeeting) return ['forwardItem'];
      if (data.isOrganizer ?? item.mailbox === context.mailbox.id) return ['cancelCalendarItem', 'forwardItem'];
      if (data.isCancelled) return ['removeItem', 'replyToItem', 'replyAllToItem', 'forwardItem'];
      return [...answersTo(item, context), 'replyToItem', 'replyAllToItem', 'forwardItem'];
    case 'postItem':
      return ['postReplyItem', 'replyToItem', 'forwardItem'];
    default:
      return [];
  }
}

/** Exchange 2013, recorded: ProposeNewTime stands after the answers. Where the organizer allows it (PidLidAppointmentNotAllowPropose). */
function answersTo({ data }: Item, { edition }: Context): string[] {
  const answers = ['acceptItem', 'tentativelyAcceptItem', 'declineItem'];
  const mayPropose = edition >= editionIndex('Exchange2013_SP1') && data['allowNewTimeProposal'] !== false;
  return mayPropose ? [...answers, 'proposeNewTime'] : answers;
}
