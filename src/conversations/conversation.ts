/**
 * A conversation: the messages of one thread. What is done to it is done to those in the folder that it was found in. Must not know the
 * classes of items: `Item` is what whoever made it reads.
 */
import {
  type ConversationActionType,
  ConversationType,
  type FlagType,
  type ItemIdType,
  type TargetFolderIdType,
} from '../../generated/index.js';
import {
  checkOptions,
  listOf,
  oneOf,
  type Rules,
  rule,
  TEXT,
  TRUE_OR_FALSE,
  ValidationError,
  violationsOf,
} from '../errors.js';
import { readOwnFields } from '../fields/own-fields.js';
import { formsOf, wholeShape } from '../fields/shape.js';
import { applyConversationAction } from '../requests/apply-conversation-action.js';
import { deleteTypeOf } from '../requests/disposal.js';
import { getConversationItems } from '../requests/get-conversation-items.js';
import { Listing } from '../requests/listing.js';
import {
  type Disposal,
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
} from '../requests/options.js';
import { demand } from '../requests/payload.js';
import { isPlace, type Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';

/** What can be changed of all messages of a thread at once. */
export interface ConversationChanges {
  /** Whether they are read. */
  isRead?: boolean | undefined;
  /** Their flag. Exchange 2013. */
  flag?: FlagType | undefined;
}

/** How a thread is changed. */
export interface ConversationUpdateOptions extends RequestOptions {
  /** False sends the receipts that senders asked for when `isRead` becomes true. Default: true. Exchange 2013; older servers always send them. */
  suppressReadReceipts?: boolean | undefined;
}

/** How a thread is deleted. */
export interface ConversationDeleteOptions extends RequestOptions {
  /** Default: `trash`. */
  disposal?: Disposal | undefined;
}

/** What is done to a thread in the whole mailbox, and to what will come: one of these. */
export type ConversationRule =
  | { readonly move: Place }
  | { readonly delete: true }
  | { readonly categories: readonly string[] };

const CHANGES: Rules<ConversationChanges> = {
  isRead: TRUE_OR_FALSE,
  flag: rule("a flag, such as { flagStatus: 'Flagged' }", (value) => typeof value === 'object' && value !== null),
};
const UPDATE: Rules<ConversationUpdateOptions> = { ...REQUEST_RULES, suppressReadReceipts: TRUE_OR_FALSE };
const DELETE: Rules<ConversationDeleteOptions> = { ...REQUEST_RULES, disposal: oneOf('trash', 'soft', 'hard') };
const RULE: Rules<{ move: Place; delete: true; categories: readonly string[] }> = {
  move: rule('a folder', isPlace),
  delete: rule('true', (value) => value === true),
  categories: listOf(TEXT),
};

/** A thread. `Item` is what it consists of. */
export class Conversation<Item> extends ConversationType {
  readonly #session: Session;
  readonly #folder: () => Promise<TargetFolderIdType>;

  /** Made by folders and items. */
  constructor(session: Session, folder: () => Promise<TargetFolderIdType>, data: ConversationType) {
    super(data);
    this.#session = session;
    this.#folder = folder;
  }

  get #id(): ItemIdType {
    return { id: demand('FindConversation', 'which conversation it is', this.conversationId?.id) };
  }

  /** The messages of it in the whole mailbox, what is answered before its answers. Exchange 2013. */
  items(options: ReadOptions = {}): Listing<Item, ReadOptions> {
    const session = this.#session;
    const { id } = this.#id;
    async function* list({ pageSize: _size, concurrency: _most, ...asked }: ReadOptions) {
      const shape = wholeShape({ fields: session.fields, ...formsOf(asked) });
      for (const { items = [] } of await getConversationItems(session, id, shape, asked))
        for (const item of items) {
          readOwnFields(session.fields, item);
          yield item as Item;
        }
    }
    return new Listing('conversation.items()', list, options, READ_RULES);
  }

  /** Marks all of it in the folder that it was found in. */
  async update(changes: ConversationChanges, options: ConversationUpdateOptions = {}): Promise<void> {
    checkOptions('conversation.update()', changes, CHANGES);
    checkOptions('conversation.update()', options, UPDATE);
    const { suppressReadReceipts = true, ...asked } = options;
    const { isRead, flag } = changes;
    const actions: Partial<ConversationActionType>[] = [
      ...(isRead === undefined ? [] : [{ action: 'SetReadState' as const, isRead, suppressReadReceipts }]),
      ...(flag === undefined ? [] : [{ action: 'Flag' as const, flag }]),
    ];
    if (actions.length > 0) await this.#inFolder(actions, asked);
  }

  /** Moves all of it in the folder that it was found in. */
  async move(to: Place, options: RequestOptions = {}): Promise<void> {
    checkOptions('conversation.move()', options, REQUEST_RULES);
    const destinationFolderId = await resolvePlace(this.#session, to, options);
    await this.#inFolder([{ action: 'Move', destinationFolderId }], options);
  }

  /** Copies all of it in the folder that it was found in. */
  async copy(to: Place, options: RequestOptions = {}): Promise<void> {
    checkOptions('conversation.copy()', options, REQUEST_RULES);
    const destinationFolderId = await resolvePlace(this.#session, to, options);
    await this.#inFolder([{ action: 'Copy', destinationFolderId }], options);
  }

  /** Deletes all of it in the folder that it was found in. */
  async delete(options: ConversationDeleteOptions = {}): Promise<void> {
    checkOptions('conversation.delete()', options, DELETE);
    const { disposal, ...asked } = options;
    await this.#inFolder([{ action: 'Delete', deleteType: deleteTypeOf(disposal) }], asked);
  }

  /**
   * In the whole mailbox, at once and for what will come, too: moves, deletes or categorizes it (Microsoft's AlwaysMove, AlwaysDelete,
   * AlwaysCategorize). `null` ends all three.
   */
  async always(what: ConversationRule | null, options: RequestOptions = {}): Promise<void> {
    checkOptions('conversation.always()', options, REQUEST_RULES);
    const actions = await alwaysActions(this.#session, what, options);
    const conversationId = this.#id;
    const request = actions.map((action) => ({ ...action, conversationId, processRightAway: true }));
    await applyConversationAction(this.#session, request as ConversationActionType[], options);
  }

  /** Without the folder, messages of the thread in all folders are meant, the sent ones too. */
  async #inFolder(actions: readonly Partial<ConversationActionType>[], options: RequestOptions): Promise<void> {
    const contextFolderId = await this.#folder();
    const conversationId = this.#id;
    const request = actions.map((action) => ({ ...action, conversationId, contextFolderId }));
    await applyConversationAction(this.#session, request as ConversationActionType[], options);
  }
}

async function alwaysActions(
  session: Session,
  what: ConversationRule | null,
  options: RequestOptions,
): Promise<Partial<ConversationActionType>[]> {
  // What is left out, ends: the folder, the categories.
  if (what === null)
    return [
      { action: 'AlwaysMove' },
      { action: 'AlwaysDelete', enableAlwaysDelete: false },
      { action: 'AlwaysCategorize' },
    ];
  const path = 'action';
  const given = rule(
    'one of { move }, { delete: true }, { categories }, or null',
    (value) => Object.keys(Object(value)).length === 1,
  );
  const wrong = violationsOf(what, given, path);
  if (wrong.length > 0) throw new ValidationError('conversation.always()', wrong);
  checkOptions('conversation.always()', what as { move: Place; delete: true; categories: readonly string[] }, RULE);
  if ('move' in what)
    return [{ action: 'AlwaysMove', destinationFolderId: await resolvePlace(session, what.move, options) }];
  if ('delete' in what) return [{ action: 'AlwaysDelete', enableAlwaysDelete: true }];
  return [{ action: 'AlwaysCategorize', categories: [...what.categories] }];
}
