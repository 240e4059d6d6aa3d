/** What may be given when an item is created or changed, as types: read-only members are not there, and some take more than they give. */
import type {
  AttendeeType,
  CalendarItemCreate,
  CalendarItemDelete,
  CalendarItemType,
  CalendarItemUpdate,
  ContactItemCreate,
  ContactItemDelete,
  ContactItemType,
  ContactItemUpdate,
  DistributionListCreate,
  DistributionListDelete,
  DistributionListType,
  DistributionListUpdate,
  EmailAddressType,
  ExtendedPropertyType,
  ItemCreate,
  ItemDelete,
  ItemType,
  ItemUpdate,
  MeetingCancellationMessageCreate,
  MeetingCancellationMessageDelete,
  MeetingCancellationMessageType,
  MeetingCancellationMessageUpdate,
  MeetingMessageCreate,
  MeetingMessageDelete,
  MeetingMessageType,
  MeetingMessageUpdate,
  MeetingRequestMessageCreate,
  MeetingRequestMessageDelete,
  MeetingRequestMessageType,
  MeetingRequestMessageUpdate,
  MeetingResponseMessageCreate,
  MeetingResponseMessageDelete,
  MeetingResponseMessageType,
  MeetingResponseMessageUpdate,
  MessageCreate,
  MessageDelete,
  MessageType,
  MessageUpdate,
  PostItemCreate,
  PostItemDelete,
  PostItemType,
  PostItemUpdate,
  TaskCreate,
  TaskDelete,
  TaskType,
  TaskUpdate,
} from '../../generated/index.js';
import type { Day, Moment, PlainDate } from '../time/moment.js';
import type { NewAttachment } from './new-attachment.js';

/** The members of each kind of item that a client may write, as the property tables have it. */
interface Writable {
  item: Writes<ItemType, ItemCreate, ItemUpdate, ItemDelete>;
  message: Writes<MessageType, MessageCreate, MessageUpdate, MessageDelete>;
  postItem: Writes<PostItemType, PostItemCreate, PostItemUpdate, PostItemDelete>;
  calendarItem: Writes<CalendarItemType, CalendarItemCreate, CalendarItemUpdate, CalendarItemDelete>;
  contact: Writes<ContactItemType, ContactItemCreate, ContactItemUpdate, ContactItemDelete>;
  distributionList: Writes<
    DistributionListType,
    DistributionListCreate,
    DistributionListUpdate,
    DistributionListDelete
  >;
  task: Writes<TaskType, TaskCreate, TaskUpdate, TaskDelete>;
  meetingMessage: Writes<MeetingMessageType, MeetingMessageCreate, MeetingMessageUpdate, MeetingMessageDelete>;
  meetingRequest: Writes<
    MeetingRequestMessageType,
    MeetingRequestMessageCreate,
    MeetingRequestMessageUpdate,
    MeetingRequestMessageDelete
  >;
  meetingResponse: Writes<
    MeetingResponseMessageType,
    MeetingResponseMessageCreate,
    MeetingResponseMessageUpdate,
    MeetingResponseMessageDelete
  >;
  meetingCancellation: Writes<
    MeetingCancellationMessageType,
    MeetingCancellationMessageCreate,
    MeetingCancellationMessageUpdate,
    MeetingCancellationMessageDelete
  >;
}

interface Writes<Type, Create, Update, Delete> {
  type: Type;
  create: Create;
  update: Update;
  delete: Delete;
}

type Keys<T, Ability extends 'create' | 'update' | 'delete'> = T extends { kind: infer K extends keyof Writable }
  ? Writable[K][Ability] & keyof T
  : never;

/** An address, or with the name to show. */
export type Recipient = string | Partial<EmailAddressType>;
/** An address, or a mailbox with what is known of the attendee. */
export type Attendee = string | (Pick<AttendeeType, 'mailbox'> & Partial<AttendeeType>);

/** Members that take more than they give. By name, because the types of the schema have nothing but optional members. */
interface Lenient {
  toRecipients: readonly Recipient[];
  ccRecipients: readonly Recipient[];
  bccRecipients: readonly Recipient[];
  replyTo: readonly Recipient[];
  from: Recipient;
  sender: Recipient;
  requiredAttendees: readonly Attendee[];
  optionalAttendees: readonly Attendee[];
  resources: readonly Attendee[];
  attachments: readonly NewAttachment[];
}

/** A time or a day: as a start its midnight, as an end the midnight after it. */
export type GivenTime = Moment | Day | PlainDate;

type Given<K, V> = K extends keyof Lenient ? Lenient[K] : V extends Date ? GivenTime : V;

/** Members of `T`. Over `keyof T`, so that hovering shows their documentation. */
type Some<T, K extends keyof T> = { [P in K]?: Given<P, T[P]> | undefined };
type Removable<T, K extends keyof T> = { [P in K]?: Given<P, T[P]> | null | undefined };

/** One of the two: Exchange keeps one body, and makes the text part of HTML itself. Both are refused. */
export interface Bodies {
  /** The body as plain text. */
  text?: string | undefined;
  /** The body as HTML. */
  html?: string | undefined;
}

/** Recipients in short, for `toRecipients`, `ccRecipients` and `bccRecipients`. */
export interface Recipients {
  /** For `toRecipients`: addresses, or names with addresses. */
  to?: readonly Recipient[] | undefined;
  /** For `ccRecipients`. */
  cc?: readonly Recipient[] | undefined;
  /** For `bccRecipients`. */
  bcc?: readonly Recipient[] | undefined;
}

type Shorthands<T> = Bodies & ('toRecipients' extends keyof T ? Recipients : unknown);

interface Raw {
  /** MAPI properties as the wire has them; those of `withFields()` go by their names. */
  extendedProperty?: ExtendedPropertyType[] | undefined;
}

/** What a new item may be given. What Exchange sets itself is not there. */
export type NewItem<T> = Some<T, Keys<T, 'create'>> & Shorthands<T> & Raw;

/** Fields of one's own: what the schema's type has not. */
type OwnKey<T> = T extends { kind: infer K extends keyof Writable }
  ? Exclude<FieldKey<T>, keyof Writable[K]['type']>
  : never;

/** Changes: a value sets a member, `null` removes it, `undefined` leaves it alone. */
export type Changes<T> = Some<T, Exclude<Keys<T, 'update'>, Keys<T, 'delete'>>> &
  Removable<T, Keys<T, 'update'> & Keys<T, 'delete'>> &
  Removable<T, OwnKey<T> & keyof T> &
  Shorthands<T>;

/** Members that Exchange appends to. */
type Appendable =
  | 'body'
  | 'replyTo'
  | 'toRecipients'
  | 'ccRecipients'
  | 'bccRecipients'
  | 'requiredAttendees'
  | 'optionalAttendees'
  | 'resources'
  | 'members';

/** What is appended to members. */
export type Appended<T> = Some<T, Keys<T, 'update'> & Appendable> & Shorthands<T>;

type NotData = 'kind' | 'id' | 'changeKey' | 'text' | 'html' | 'zoned' | 'days' | 'unknown' | 'unknownAttributes';
// biome-ignore lint/suspicious/noExplicitAny: any method
type DataKey<T> = { [K in keyof T]-?: NonNullable<T[K]> extends (...args: any) => any ? never : K }[keyof T] & string;

/** Names of a class's data: no methods, and nothing that is worked out from the data. */
export type FieldKey<T> = Exclude<DataKey<T>, NotData>;
