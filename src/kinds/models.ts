/** What folders hold, as types: the classes of their items, and what queries on them may name. At run time it is kinds.ts. */
import type {
  CalendarItemSearch,
  CalendarItemSort,
  ContactItemSearch,
  ContactItemSort,
  DistributionListSearch,
  DistributionListSort,
  ItemIdType,
  ItemSearch,
  ItemSort,
  MeetingCancellationMessageSearch,
  MeetingCancellationMessageSort,
  MeetingRequestMessageSearch,
  MeetingRequestMessageSort,
  MeetingResponseMessageSearch,
  MeetingResponseMessageSort,
  MessageSearch,
  MessageSort,
  PostItemSearch,
  PostItemSort,
  TaskSearch,
  TaskSort,
} from '../../generated/index.js';
import type { Changes, FieldKey, NewItem } from '../fields/given.js';
import type { NoFields } from '../fields/own-fields.js';
import type { CalendarItem } from '../items/calendar-item.js';
import type { AnyItem } from '../items/classes.js';
import type { Contact } from '../items/contact.js';
import type { DistributionList } from '../items/distribution-list.js';
import type { Item, ItemMethods } from '../items/item.js';
import type { MailMethods } from '../items/mail-methods.js';
import type { ResponseMethods } from '../items/meeting-answer.js';
import type {
  MeetingCancellation,
  MeetingMessage,
  MeetingRequest,
  MeetingResponse,
} from '../items/meeting-messages.js';
import type { Message } from '../items/message.js';
import type { PostItem } from '../items/post-item.js';
import type { ForwardMethods, ReplyMethods } from '../items/reply.js';
import type { Task } from '../items/task.js';
import type { UpdateOptions } from '../requests/options.js';
import type { FolderKind, KINDS } from './kinds.js';

/** What one kind of folder holds. */
export interface Model {
  /** The name of the kind. */
  kind: FolderKind;
  /** Whose fields are known, and what `create()` makes. */
  main: object;
  /** What a query yields. */
  item: object;
  /** What `create()` takes. */
  input: object;
  /** Searchable fields with the values they are compared with. */
  search: object;
  /** Fields that an order may name. */
  sort: string;
  /** What an item of which only some members were asked for can do. */
  can: ItemMethods;
  /** Own fields. */
  extra: object;
}

/** What meeting messages have of their own; what they have of the meeting is an appointment's. */
type OfMeetings<F> = Omit<F, Exclude<keyof CalendarItemSearch, keyof MessageSearch>>;
type MeetingSearch = OfMeetings<
  MeetingRequestMessageSearch & MeetingResponseMessageSearch & MeetingCancellationMessageSearch
>;

type MeetingSort = Exclude<
  MeetingRequestMessageSort | MeetingResponseMessageSort | MeetingCancellationMessageSort,
  Exclude<CalendarItemSort, MessageSort>
>;

/** Mail: messages, what comes about meetings; posts lie there, too, and come as such. */
export interface MailModel extends Model {
  kind: 'mail';
  main: Message;
  item: Message | MeetingRequest | MeetingResponse | MeetingCancellation | MeetingMessage;
  input: NewItem<Message>;
  search: MessageSearch & PostItemSearch & MeetingSearch;
  sort: MessageSort | PostItemSort | MeetingSort;
  can: ItemMethods & MailMethods<Message>;
  extra: NoFields;
}

/** Posts, as in public folders and feeds; mail lies there, too. */
export interface PostModel extends Model {
  kind: 'posts';
  main: PostItem;
  item: PostItem | MailModel['item'];
  input: NewItem<PostItem>;
  search: MailModel['search'];
  sort: MailModel['sort'];
  can: ItemMethods & ReplyMethods<Message>;
  extra: NoFields;
}

/** A folder of appointments and meetings. */
export interface CalendarModel extends Model {
  kind: 'calendar';
  main: CalendarItem;
  item: CalendarItem;
  input: NewItem<CalendarItem>;
  search: CalendarItemSearch;
  sort: CalendarItemSort;
  can: ItemMethods & ReplyMethods<Message> & ResponseMethods<CalendarItem>;
  extra: NoFields;
}

/** A folder of contacts and distribution lists. */
export interface ContactModel extends Model {
  kind: 'contacts';
  main: Contact;
  item: Contact | DistributionList;
  input: NewItem<Contact>;
  search: ContactItemSearch & DistributionListSearch;
  sort: ContactItemSort | DistributionListSort;
  can: ItemMethods & ForwardMethods<Message>;
  extra: NoFields;
}

/** A folder of tasks. */
export interface TaskModel extends Model {
  kind: 'tasks';
  main: Task;
  item: Task;
  input: NewItem<Task>;
  search: TaskSearch;
  sort: TaskSort;
  can: ItemMethods & ForwardMethods<Message>;
  extra: NoFields;
}

/** Notes and journal entries, which have no class of their own in EWS. */
export interface ItemModel<K extends FolderKind = FolderKind> extends Model {
  kind: K;
  main: Item;
  item: AnyItem;
  input: NewItem<Item>;
  search: ItemSearch;
  sort: ItemSort;
  can: ItemMethods;
  extra: NoFields;
}

type Tagged<T extends { kind: string }> = { kind: T['kind'] } & NewItem<T>;

/** A folder of which nobody has said what it holds: it knows the fields of all classes, and what is created says its kind. */
export interface AnyModel extends Model {
  kind: 'any';
  main: Message | PostItem | CalendarItem | Contact | DistributionList | Task;
  item: AnyItem;
  input:
    | Tagged<Message>
    | Tagged<PostItem>
    | Tagged<CalendarItem>
    | Tagged<Contact>
    | Tagged<DistributionList>
    | Tagged<Task>
    | Tagged<Item>;
  search: MailModel['search'] & CalendarModel['search'] & ContactModel['search'] & TaskModel['search'];
  sort: MailModel['sort'] | CalendarModel['sort'] | ContactModel['sort'] | TaskModel['sort'];
  can: ItemMethods;
  extra: NoFields;
}

/** A model with own fields. */
export interface Extended<M extends Model, F extends object> extends Model {
  kind: M['kind'];
  main: M['main'];
  item: M['item'] & Partial<F>;
  input: M['input'] & { [K in keyof F]?: F[K] | undefined };
  search: M['search'] & F;
  sort: M['sort'] | (keyof F & string);
  can: M['can'];
  extra: M['extra'] & F;
}

/** The models by the kinds of folders. */
export interface Models {
  /** Mail. */
  mail: MailModel;
  /** Posts, as on a board. */
  posts: PostModel;
  /** Appointments and meetings. */
  calendar: CalendarModel;
  /** Contacts and distribution lists. */
  contacts: ContactModel;
  /** Tasks. */
  tasks: TaskModel;
  /** Sticky notes. */
  notes: ItemModel<'notes'>;
  /** Journal entries. */
  journal: ItemModel<'journal'>;
  /** Whatever it is. */
  any: AnyModel;
}

type Table = typeof KINDS;

/** Microsoft's names whose contents are known, by the table; of the others (the deleted items, the to-do search) nobody knows. */
export type Distinguished = {
  [K in keyof Table as Table[K]['distinguished'][number]]: Models[K];
};

type EachKey<T> = T extends unknown ? FieldKey<T> : never;
type EachValue<T, K> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

/** Parts of members that have keys: `phoneNumbers__MobilePhone`. */
type PartName<M extends Model> = Exclude<keyof M['search'], keyof M['extra']> & `${string}__${string}`;

/** The member that a part is of. */
type MemberOf<M extends Model, K> = K extends keyof M['extra']
  ? K
  : K extends `${infer Member}__${string}`
    ? Member
    : K;

/** Fields that `only()`, `values()` and the like may name: of every class that may lie in such a folder. */
export type FieldName<M extends Model> = EachKey<M['main'] | M['item']> | (keyof M['extra'] & string) | PartName<M>;

/** The value of a field. */
export type FieldValue<M extends Model, K> =
  | (K extends keyof M['extra']
      ? M['extra'][K]
      : K extends PartName<M>
        ? M['search'][K]
        : EachValue<M['main'] | M['item'], K>)
  | undefined;

type NumberKey<F> = { [K in keyof F]: F[K] extends number | bigint ? K : never }[keyof F] & string;

/** What `aggregate()` works out: sums and means of numbers, least and greatest of what can be ordered. */
export type AggregateKey<M extends Model> =
  | `${NumberKey<M['search']>}__${'sum' | 'avg'}`
  | `${M['sort']}__${'min' | 'max'}`;

/** What comes of it. */
export type AggregateValue<M extends Model, A> = A extends `${string}__sum`
  ? number
  : A extends `${string}__avg`
    ? number | undefined
    : A extends `${infer F}__${'min' | 'max'}`
      ? FieldValue<M, F>
      : never;

/** The value of a group: of a field with several, one of them. */
export type GroupKey<M extends Model, K> =
  FieldValue<M, K> extends readonly (infer E)[] | undefined ? E | undefined : FieldValue<M, K>;

/** An item of which only some members were asked for: those, its id, and what it can do. */
export type Narrowed<M extends Model, K> = {
  [F in K & PropertyKey as MemberOf<M, F> & PropertyKey]: FieldValue<M, MemberOf<M, F>>;
} & {
  kind: M['item'] extends { kind: infer I } ? I : never;
  itemId?: ItemIdType | undefined;
} & Omit<M['can'], 'update'> & {
    update(changes: Changes<M['main'] & Partial<M['extra']>>, options?: UpdateOptions): Promise<void>;
  };

/** An item with all members, or with those that were asked for. */
export type Chosen<M extends Model, K> = [K] extends [never] ? M['item'] : Narrowed<M, K>;

/** The searchable fields of an item class. */
export type SearchOf<T> = T extends { kind: infer K }
  ? K extends keyof SearchByElement
    ? SearchByElement[K]
    : ItemSearch
  : ItemSearch;

interface SearchByElement {
  message: MailModel['search'];
  postItem: PostModel['search'];
  meetingMessage: MailModel['search'];
  meetingRequest: MailModel['search'];
  meetingResponse: MailModel['search'];
  meetingCancellation: MailModel['search'];
  calendarItem: CalendarModel['search'];
  contact: ContactModel['search'];
  distributionList: ContactModel['search'];
  task: TaskModel['search'];
}
