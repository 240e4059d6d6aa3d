/**
 * What every item can do: change, move, copy, delete itself. Added to the generated classes, whose data stays plain: methods are on
 * the prototype, the session too.
 */
import {
  type BodyType,
  type ItemIdType,
  type ItemResponseShapeType,
  ItemType,
  type NonEmptyArrayOfAllItemsType,
} from '../../generated/index.js';
import { Conversation } from '../conversations/conversation.js';
import { checkOptions, EwsError, FUNCTION, type Rules } from '../errors.js';
import type { Appended, Changes } from '../fields/given.js';
import type { NewAttachment } from '../fields/new-attachment.js';
import { wholeShape } from '../fields/shape.js';
import { archiveOne } from '../requests/archive-item.js';
import { single } from '../requests/chunks.js';
import { copying } from '../requests/copy-item.js';
import { deletion } from '../requests/delete-item.js';
import { getItem } from '../requests/get-item.js';
import { receiveMime } from '../requests/get-mime.js';
import { idOf } from '../requests/item-refs.js';
import { moving } from '../requests/move-item.js';
import {
  DELETE_RULES,
  type DeleteOptions,
  READ_RULES,
  REQUEST_RULES,
  type ReadOptions,
  type RequestOptions,
  UPDATE_RULES,
  type UpdateOptions,
} from '../requests/options.js';
import type { Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import { type AttachOptions, attach, detach } from './attaching.js';
import { type Attachment, type Contents, contentsOf, endingOf, type Fetch, type SaveOptions } from './attachment.js';
import type { ItemClass, Mixed } from './mixin.js';
import { appendToItem, saveItem, updateItem } from './saving.js';
import { sessionOf } from './session-of.js';
import { forgetWritten } from './written.js';

/** What every item can do. */
export interface ItemMethods {
  /** Throws when there is none: not saved, sent, deleted, or moved to where the server does not say. Changes when the item is moved. */
  readonly id: string;
  /** The version of the item; changes with every update. */
  readonly changeKey: string | undefined;
  /** The body, if it came as text; undefined of an HTML one unless `bodyType: 'Text'` was asked for. Assigning makes the body text. */
  text: string | undefined;
  /** The body, if it came as HTML. Assigning makes the body HTML. */
  html: string | undefined;
  /**
   * Creates the item, or sends what was changed in it since it was read, deep inside members too, and nothing else. A member that was set
   * to undefined is removed; one that was deleted (`delete item.subject`) is left alone, for it looks like one that was not asked for.
   * Throws {@link ConflictError} when the item has changed on the server meanwhile, unless `conflict: 'AlwaysOverwrite'`.
   */
  save(options?: UpdateOptions): Promise<void>;
  /**
   * Changes the item on the server, and here: one UpdateItem with what it is told, without reading before. `null` removes a member,
   * `undefined` leaves it alone. What was assigned to other members stays to be saved.
   */
  update(changes: Changes<this>, options?: UpdateOptions): Promise<void>;
  /** Reads every member again. What was assigned and not saved is lost. */
  refresh(options?: ReadOptions): Promise<void>;
  /**
   * Appends to a body, or adds recipients or members to those that there are, without reading them: `append({ text: 'PS', cc: [address] })`.
   * (`update()` puts something in their place.)
   */
  append(values: Appended<this>, options?: UpdateOptions): Promise<void>;
  /** Deletes the item. Default: moves it to the deleted items. */
  delete(options?: DeleteOptions): Promise<void>;
  /** Moves it, and `id` with it; into another mailbox, and on Exchange 2007, it has none afterwards: the server does not say. */
  move(to: Place, options?: RequestOptions): Promise<void>;
  /** The copy's id; undefined in another mailbox, whose server does not say. */
  copy(to: Place, options?: RequestOptions): Promise<ItemIdType | undefined>;
  /** Moves it into the archive mailbox, and `id` with it. Exchange 2013. */
  archive(options?: RequestOptions): Promise<void>;
  /**
   * Attaches files, items or links: at once to an item that is saved, to a new one when it is saved or sent. Large contents are read while
   * they are sent. Of several, each is settled by itself: throws {@link BulkError} if any failed.
   */
  attach(attachments: NewAttachment | readonly NewAttachment[], options?: AttachOptions): Promise<Attachment[]>;
  /** Takes attachments off the item, for good. Those of another item are refused unsent. */
  detach(attachments: Attachment | readonly Attachment[], options?: RequestOptions): Promise<void>;
  /** The item as MIME, as Exchange writes it: RFC 822 of mail, iCalendar of appointments, vCard of contacts. */
  mime(options?: RequestOptions): Promise<Uint8Array>;
  /**
   * Writes the item as MIME to a file, or into a folder under its subject, made safe. Returns the path. A file that is there is never
   * replaced unless `overwrite` says so.
   */
  saveTo(path: string, options?: SaveOptions): Promise<string>;
  /** The thread that it is of, in the item's folder. */
  conversation(options?: RequestOptions): Promise<Conversation<ThreadItem>>;
}

/** An item of a thread: a message, or whatever else may be in one. */
export type ThreadItem = NonEmptyArrayOfAllItemsType[number] & ItemMethods;

/** A class with the methods of an item added. */
export type WithItemMethods<C> = Mixed<C, ItemMethods>;

/** Adds the methods to a generated class. */
export function withItemMethods<C extends ItemClass>(Base: C): WithItemMethods<C> {
  abstract class Methods extends (Base as ItemClass) {
    get id(): string {
      return idOf(this).id;
    }

    get changeKey(): string | undefined {
      return this.itemId?.changeKey;
    }

    get text(): string | undefined {
      return bodyOf(this, 'Text');
    }

    set text(value: string | undefined) {
      this.body = value === undefined ? undefined : { bodyType: 'Text', value };
    }

    get html(): string | undefined {
      return bodyOf(this, 'HTML');
    }

    set html(value: string | undefined) {
      this.body = value === undefined ? undefined : { bodyType: 'HTML', value };
    }

    async save(options: UpdateOptions = {}): Promise<void> {
      checkOptions('item.save()', options, UPDATE_RULES, 'members are assigned, or given to update()');
      await saveItem(this, options);
    }

    async update(changes: object, options: UpdateOptions = {}): Promise<void> {
      checkOptions('item.update()', options, UPDATE_RULES);
      await updateItem(this, changes, options);
    }

    async refresh(options: ReadOptions = {}): Promise<void> {
      checkOptions('item.refresh()', options, READ_RULES);
      const session = sessionOf(this);
      const fresh = await getItem<object>(session, this, wholeShape({ fields: session.fields, ...options }), options);
      for (const key of Object.keys(this)) delete (this as Record<string, unknown>)[key];
      Object.assign(this, fresh);
      // What a query cut short is whole now, and of the class of what is whole.
      Object.setPrototypeOf(this, Object.getPrototypeOf(fresh) as object);
      forgetWritten(this);
    }

    async append(values: object, options: UpdateOptions = {}): Promise<void> {
      checkOptions('item.append()', options, UPDATE_RULES);
      await appendToItem(this, values, options);
    }

    async delete(options: DeleteOptions = {}): Promise<void> {
      checkOptions('item.delete()', options, DELETE_RULES);
      await single(sessionOf(this), this, options, deletion(options));
    }

    async move(to: Place, options: RequestOptions = {}): Promise<void> {
      checkOptions('item.move()', options, REQUEST_RULES);
      const session = sessionOf(this);
      await single(session, this, options, moving(await resolvePlace(session, to, options)));
    }

    async copy(to: Place, options: RequestOptions = {}): Promise<ItemIdType | undefined> {
      checkOptions('item.copy()', options, REQUEST_RULES);
      const session = sessionOf(this);
      return single(session, this, options, copying(await resolvePlace(session, to, options)));
    }

    async archive(options: RequestOptions = {}): Promise<void> {
      checkOptions('item.archive()', options, REQUEST_RULES);
      await archiveOne(sessionOf(this), this, options);
    }

    async attach(
      attachments: NewAttachment | readonly NewAttachment[],
      options: AttachOptions = {},
    ): Promise<Attachment[]> {
      checkOptions('item.attach()', options, ATTACH_RULES);
      return attach(this, attachments, options);
    }

    async detach(attachments: Attachment | readonly Attachment[], options: RequestOptions = {}): Promise<void> {
      checkOptions('item.detach()', options, REQUEST_RULES);
      await detach(this, attachments, options);
    }

    async mime(options: RequestOptions = {}): Promise<Uint8Array> {
      checkOptions('item.mime()', options, REQUEST_RULES);
      return mimeOf(this).bytes(options);
    }

    async saveTo(path: string, options: SaveOptions = {}): Promise<string> {
      return mimeOf(this).saveTo(path, options);
    }

    async conversation(options: RequestOptions = {}): Promise<Conversation<ThreadItem>> {
      checkOptions('item.conversation()', options, REQUEST_RULES);
      return threadOf(this, options);
    }
  }
  return Methods as unknown as WithItemMethods<C>;
}

/** Where it was found by, FindItem may not have said. */
async function threadOf(item: ItemType, options: RequestOptions): Promise<Conversation<ThreadItem>> {
  const session = sessionOf(item);
  const known =
    item.conversationId && item.parentFolderId ? item : await getItem<ItemType>(session, item, THREAD, options);
  const { conversationId, parentFolderId: folderId } = known;
  if (conversationId === undefined || folderId === undefined)
    throw new EwsError('ERR_NO_CONVERSATION', 'This item is of no conversation.', {
      remedy: 'Mail and what answers it is; drafts and items of other kinds may not be.',
    });
  return new Conversation<ThreadItem>(session, async () => ({ folderId }), { conversationId });
}

const THREAD: ItemResponseShapeType = {
  baseShape: 'IdOnly',
  additionalProperties: [
    { kind: 'fieldURI', fieldURI: 'item:ConversationId' },
    { kind: 'fieldURI', fieldURI: 'item:ParentFolderId' },
  ],
};

function mimeOf(item: ItemType): Contents {
  const fetch: Fetch = (take, options) => receiveMime(sessionOf(item), item, take, options);
  return contentsOf('item', fetch, (beginning) => `${item.subject || 'item'}${endingOf(beginning)}`);
}

const ATTACH_RULES: Rules<AttachOptions> = { ...REQUEST_RULES, onProgress: FUNCTION };

function bodyOf({ body }: { body?: BodyType | undefined }, form: BodyType['bodyType']): string | undefined {
  return body?.bodyType === form ? body.value : undefined;
}

const Base: WithItemMethods<typeof ItemType> = withItemMethods(ItemType);

/** An item of no more special kind. */
export class Item extends Base {
  /** The element that it is: what the members of a union are told apart by. */
  declare kind: 'item';
  /** What is attached; undefined when nothing is, or was not asked for. */
  declare attachments?: Attachment[] | undefined;
}
