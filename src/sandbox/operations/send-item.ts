/** SendItem: drafts on their way, the copy kept in a folder or not at all. */
import { demandCurrent, type ItemRef, itemOf, targetOf } from '../access/resolve.js';
import type { SendItemType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { sendItem } from '../mail/send.js';
import { isMeetingMail, sendMeetingMail } from '../meetings/send-message.js';
import { eachPart, type Handler } from './handler.js';

export const sendItemOperation: Handler<SendItemType> = (request, context) => {
  if (!request.saveItemToFolder && request.savedItemFolderId !== undefined)
    throw new Failure('ErrorInvalidSendItemSaveSettings');
  return eachPart(context, 'sendItemResponseMessage', request.itemIds as ItemRef[], (id) => {
    const item = itemOf(context, id, 'modify');
    demandCurrent(item, id.changeKey);
    const sent = request.savedItemFolderId
      ? targetOf(context, request.savedItemFolderId)
      : context.store.folders.wellKnown(context.mailbox.id, 'sentitems');
    const send = isMeetingMail(item) && item.data.isDraft ? sendMeetingMail : sendItem;
    send(context, item, request.saveItemToFolder ? sent : undefined);
    return {};
  });
};
