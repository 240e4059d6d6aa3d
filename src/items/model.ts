/**
 * What a folder holds, as types: the class of its items, and what a query on it may name. Types only, but for the names of the
 * schema types behind them.
 */
import type {
  CalendarItemSearch,
  CalendarItemSort,
  ContactItemSearch,
  ContactItemSort,
  ItemSearch,
  ItemSort,
  MessageSearch,
  MessageSort,
  TaskSearch,
  TaskSort,
} from '../../generated/index.js';
import type { CalendarItem } from './calendar-item.js';
import type { AnyItem } from './classes.js';
import type { Contact, DistributionList } from './contact.js';
import type { FieldKey } from './fields.js';
import type { Item } from './item.js';
import type { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './meeting-messages.js';
import type { Message } from './message.js';
import type { Task } from './task.js';

/** What one kind of folder holds. */
export interface Model {
  /** The class that fields and lookups are typed by, and that `create()` makes. */
  readonly main: AnyItem;
  /** What a query yields. */
  readonly item: AnyItem;
  /** Searchable fields with the values they are compared with. */
  readonly search: object;
  /** Fields that an order may name. */
  readonly sort: string;
  /** Fields of the caller's own, from `withFields()`. */
  readonly extra: object;
}

/** Mail: messages, what comes about meetings, posts. */
export interface MailModel {
  main: Message;
  item: Message | MeetingRequest | MeetingResponse | MeetingCancellation | MeetingMessage;
  search: MessageSearch;
  sort: MessageSort;
  extra: Record<never, never>;
}

export interface CalendarModel {
  main: CalendarItem;
  item: CalendarItem;
  search: CalendarItemSearch;
  sort: CalendarItemSort;
  extra: Record<never, never>;
}

export interface ContactModel {
  main: Contact;
  item: Contact | DistributionList;
  search: ContactItemSearch;
  sort: ContactItemSort;
  extra: Record<never, never>;
}

export interface TaskModel {
  main: Task;
  item: Task;
  search: TaskSearch;
  sort: TaskSort;
  extra: Record<never, never>;
}

/** A folder whose contents are not known: any item, and what all of them have. */
export interface ItemModel {
  main: Item;
  item: AnyItem;
  search: ItemSearch;
  sort: ItemSort;
  extra: Record<never, never>;
}

/** A model with fields of the caller's own. */
export interface Extended<M extends Model, F extends object> {
  main: M['main'];
  item: M['item'] & Partial<F>;
  search: M['search'] & F;
  sort: M['sort'] | (keyof F & string);
  extra: M['extra'] & F;
}

/** Fields that `only()`, `values()` and the like may name. */
export type FieldName<M extends Model> = FieldKey<M['main']> | (keyof M['extra'] & string);

/** The value of a field. */
export type FieldValue<M extends Model, K> = K extends keyof M['extra']
  ? M['extra'][K] | undefined
  : K extends keyof M['main']
    ? M['main'][K] | undefined
    : never;

/** The searchable fields of an item class: `Where<Message>` names conditions that are built away from their query. */
export type SearchOf<T> = T extends Message
  ? MessageSearch
  : T extends CalendarItem
    ? CalendarItemSearch
    : T extends Contact
      ? ContactItemSearch
      : T extends Task
        ? TaskSearch
        : ItemSearch;
