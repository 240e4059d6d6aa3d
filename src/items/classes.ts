/** The facade's classes by the types they extend, and the copies of them that belong to a session. */
import type { ItemType } from '../../generated/index.js';
import { compiledType, perRegistry, type Registry, type StructConstructor } from '../codec/index.js';
import { shorthandOf } from '../fields/shorthands.js';
import type { Classes, Session } from '../requests/session.js';
import { ATTACHMENT_CLASSES } from './attachment.js';
import { CalendarItem } from './calendar-item.js';
import { Contact } from './contact.js';
import { DistributionList } from './distribution-list.js';
import { Item, withItemMethods } from './item.js';
import { MeetingCancellation, MeetingMessage, MeetingRequest, MeetingResponse } from './meeting-messages.js';
import { Message } from './message.js';
import { PostItem } from './post-item.js';
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

/** The element that an item stands in: `message`. */
export type ItemElement = AnyItem['kind'];

/** Each kind of item: its element, its schema type, and its class. */
export const ITEM_CLASSES = {
  item: { type: 'ItemType', Class: Item },
  message: { type: 'MessageType', Class: Message },
  postItem: { type: 'PostItemType', Class: PostItem },
  calendarItem: { type: 'CalendarItemType', Class: CalendarItem },
  contact: { type: 'ContactItemType', Class: Contact },
  distributionList: { type: 'DistributionListType', Class: DistributionList },
  task: { type: 'TaskType', Class: Task },
  meetingMessage: { type: 'MeetingMessageType', Class: MeetingMessage },
  meetingRequest: { type: 'MeetingRequestMessageType', Class: MeetingRequest },
  meetingResponse: { type: 'MeetingResponseMessageType', Class: MeetingResponse },
  meetingCancellation: { type: 'MeetingCancellationMessageType', Class: MeetingCancellation },
} as const satisfies Readonly<Record<ItemElement, { type: string; Class: StructConstructor }>>;

/** Gives a session the classes that its answers are decoded into, bound to it. */
export function withClasses(session: Omit<Session, 'classes' | 'foundClasses'>): Session {
  const bound = { ...session, classes: new Map(), foundClasses: new Map() } as Session & {
    classes: Classes;
    foundClasses: Classes;
  };
  // The classes know their session, and the session its classes.
  bound.classes = bindAll(bound, false);
  bound.foundClasses = bindAll(bound, true);
  return bound;
}

function bindAll(session: Session, found: boolean): Classes {
  return new Map(
    [...Object.entries({ ...ITEM_CLASSES, ...ATTACHMENT_CLASSES }), ...otherClasses(session.registry)].map(
      ([element, { type, Class }]) => {
        // Not the class's own name, which a minifier shortens.
        const name = `${element[0]?.toUpperCase()}${element.slice(1)}`;
        return [type, bindClass<StructConstructor>(Class, name, session, found)];
      },
    ),
  );
}

type KindOfItem = readonly [element: string, { readonly type: string; readonly Class: StructConstructor }];

/** Kinds of items that the schema has and nobody creates here (sharing messages, and what Exchange keeps of persons) are items all the same. */
const otherClasses = perRegistry((registry): readonly KindOfItem[] => {
  const slots = compiledType(registry, 'ArrayOfRealItemsType')?.members[0]?.slots ?? [];
  return slots.flatMap(({ kind, type }): KindOfItem[] => {
    if (kind === undefined || kind in ITEM_CLASSES || type?.ctor === undefined) return [];
    return [[kind, { type: type.name, Class: withItemMethods(type.ctor as unknown as typeof ItemType) }]];
  });
});

/** What a field of that name would hide on items of these kinds; undefined when nothing. */
export function hiddenBy(registry: Registry, name: string, elements: readonly ItemElement[]): string | undefined {
  for (const element of elements) {
    const { type, Class } = ITEM_CLASSES[element];
    const compiled = compiledType(registry, type);
    const long = shorthandOf(compiled, name);
    if (long !== undefined) return `'${name}', which is short for '${long}'`;
    if (compiled?.byKey.has(name)) return `the member '${name}' of ${type.replace(/Type$/, '')}`;
    if (name in Class.prototype) return `'${name}', which every ${type.replace(/Type$/, '')} has`;
  }
  return undefined;
}
