/** Answers to messages and meetings: response objects, which the server fills from the item they refer to. */

import type { ItemType } from '../../generated/index.js';
import { CreateItem, type NonEmptyArrayOfAllItemsType } from '../../generated/index.js';
import { callOptions, distinguishedFolder, type RequestOptions } from '../client/session.js';
import { expandShorthands, type RecipientShorthands, type Shorthands } from './fields.js';
import { idOf } from './item.js';
import type { ItemClass, Mixed } from './mixin.js';
import { sessionOf } from './session-of.js';

/** What an answer says. `body` is plain text in short. */
export interface ReplyContent extends Shorthands, RecipientShorthands {
  subject?: string | undefined;
  body?: string | undefined;
}

/** What a message can be answered with. */
export interface MailMethods {
  /** Answers the sender. The original is quoted below the text. */
  reply(content: ReplyContent, options?: RequestOptions): Promise<void>;
  /** Answers the sender and all recipients. */
  replyAll(content: ReplyContent, options?: RequestOptions): Promise<void>;
  /** Sends the message on to others. */
  forward(content: ReplyContent, options?: RequestOptions): Promise<void>;
}

/** What a meeting request can be answered with. */
export interface ResponseMethods {
  accept(content?: ReplyContent, options?: RequestOptions): Promise<void>;
  tentativelyAccept(content?: ReplyContent, options?: RequestOptions): Promise<void>;
  decline(content?: ReplyContent, options?: RequestOptions): Promise<void>;
}

type ResponseKind =
  | 'replyToItem'
  | 'replyAllToItem'
  | 'forwardItem'
  | 'acceptItem'
  | 'tentativelyAcceptItem'
  | 'declineItem'
  | 'cancelCalendarItem';

/** Replies and forwards quote the original below a new body; the others have a body of their own. */
const QUOTING: ReadonlySet<ResponseKind> = new Set([
  'replyToItem',
  'replyAllToItem',
  'forwardItem',
  'cancelCalendarItem',
]);

/** Creates and sends a response object. */
export async function respond(
  item: ItemType,
  kind: ResponseKind,
  content: ReplyContent = {},
  options: RequestOptions = {},
): Promise<void> {
  const session = sessionOf(item);
  const { body: text, ...rest } = content;
  const { body, ...members } = expandShorthands({ ...(text === undefined ? {} : { text }), ...rest });
  const own = body === undefined ? {} : QUOTING.has(kind) ? { newBodyContent: body } : { body };
  const response = { kind, ...members, referenceItemId: idOf(item), ...own } as NonEmptyArrayOfAllItemsType[number];
  await session.client.call(
    CreateItem,
    {
      items: [response],
      messageDisposition: 'SendAndSaveCopy',
      savedItemFolderId: { distinguishedFolderId: distinguishedFolder(session, 'sentitems') },
    },
    callOptions(session, options),
  );
}

/** Adds reply, replyAll and forward. */
export function withMailMethods<C extends ItemClass>(Base: C): Mixed<C, MailMethods> {
  abstract class Methods extends (Base as ItemClass) implements MailMethods {
    reply(content: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'replyToItem', content, options);
    }

    replyAll(content: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'replyAllToItem', content, options);
    }

    forward(content: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'forwardItem', content, options);
    }
  }
  return Methods as unknown as Mixed<C, MailMethods>;
}

/** Adds accept, tentativelyAccept and decline. */
export function withResponseMethods<C extends ItemClass>(Base: C): Mixed<C, ResponseMethods> {
  abstract class Methods extends (Base as ItemClass) implements ResponseMethods {
    accept(content?: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'acceptItem', content, options);
    }

    tentativelyAccept(content?: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'tentativelyAcceptItem', content, options);
    }

    decline(content?: ReplyContent, options?: RequestOptions): Promise<void> {
      return respond(this, 'declineItem', content, options);
    }
  }
  return Methods as unknown as Mixed<C, ResponseMethods>;
}
