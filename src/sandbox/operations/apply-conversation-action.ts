/**
 * ApplyConversationAction: done to the messages of a conversation, in one folder or in all of the mailbox; what is always to be done, to
 * those that will come, too. https://learn.microsoft.com/exchange/client-developer/web-service-reference/applyconversationaction-operation
 */
import type { Context } from '../access/context.js';
import { targetOf } from '../access/resolve.js';
import type { ApplyConversationActionType, ConversationActionType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { disposeItem } from '../items/dispose.js';
import { applyStanding, itemsOfConversation, standingActions } from '../items/of-conversation.js';
import type { Item } from '../store/items.js';
import { eachPart, type Handler } from './handler.js';

export const applyConversationAction: Handler<ApplyConversationActionType> = (request, context) =>
  eachPart(context, 'applyConversationActionResponseMessage', request.conversationActions, (action) => {
    if (action.action.startsWith('Always')) always(context, action);
    else for (const item of chosen(context, action)) act(context, item, action);
    return {};
  });

function chosen(context: Context, { conversationId, contextFolderId }: ConversationActionType): Item[] {
  const folder = contextFolderId && targetOf(context, contextFolderId, 'read');
  return itemsOfConversation(context, conversationId.id).filter((item) => !folder || item.folder === folder.id);
}

function act(context: Context, item: Item, action: ConversationActionType): void {
  const { items } = context.store;
  switch (action.action) {
    case 'SetReadState':
      items.update(item, { ...item.data, isRead: required(action.isRead) }, true);
      return;
    case 'Flag':
      items.update(item, { ...item.data, flag: required(action.flag) });
      return;
    case 'Delete':
      disposeItem(context, item, required(action.deleteType));
      return;
    case 'Move':
      items.move(item, targetOf(context, required(action.destinationFolderId)));
      return;
    case 'Copy':
      items.copy(item, targetOf(context, required(action.destinationFolderId)));
      return;
    default:
      throw new Failure('ErrorInvalidOperation', `The sandbox does not do ${action.action}.`);
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new Failure('ErrorInvalidOperation', 'A member that the action needs is missing.');
  return value;
}

/** What is left out, ends. */
function always(context: Context, action: ConversationActionType): void {
  const { mailbox, store } = context;
  const all = standingActions(mailbox);
  const { id } = action.conversationId;
  const standing = { ...all[id] };
  if (action.action === 'AlwaysCategorize') standing.categories = action.categories;
  else if (action.action === 'AlwaysDelete') standing.delete = action.enableAlwaysDelete === true;
  else standing.move = action.destinationFolderId && targetOf(context, action.destinationFolderId).id;
  mailbox.data['conversationActions'] = { ...all, [id]: standing };
  store.mailboxes.save(mailbox);
  if (action.processRightAway) for (const item of itemsOfConversation(context, id)) applyStanding(context, item);
}
