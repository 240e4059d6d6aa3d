/** The facade's classes by the types they extend, and the copies of them that belong to a session. */
import type { Session } from '../client/session.js';
import type { StructConstructor } from '../codec/registry.js';
import { CalendarItem } from './calendar-item.js';
import { Contact, DistributionList } from './contact.js';
import { Item } from './item.js';
import { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './meeting-messages.js';
import { Message, PostItem } from './message.js';
import { bindClass } from './session-of.js';
import { Task } from './task.js';

/** An item of any kind that a folder can hold. */
export type AnyItem =
  | Item
  | Message
  | PostItem
  | CalendarItem
  | Contact
  | DistributionList
  | Task
  | MeetingMessage
  | MeetingRequest
  | MeetingResponse
  | MeetingCancellation;

const CLASSES = {
  ItemType: Item,
  MessageType: Message,
  PostItemType: PostItem,
  CalendarItemType: CalendarItem,
  ContactItemType: Contact,
  DistributionListType: DistributionList,
  TaskType: Task,
  MeetingMessageType: MeetingMessage,
  MeetingRequestMessageType: MeetingRequest,
  MeetingResponseMessageType: MeetingResponse,
  MeetingCancellationMessageType: MeetingCancellation,
} as const;

/** The classes that answers of a session are decoded into, by type name. */
export function bindClasses(session: Session): ReadonlyMap<string, StructConstructor> {
  return new Map(Object.entries(CLASSES).map(([type, Class]) => [type, bindClass(Class, session)]));
}
