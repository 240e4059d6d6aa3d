/** The class of an item (`IPM.Note`) and the element that stands for it, each told by the other. */
import { Failure } from '../base/failure.js';
import type { ItemKind } from '../store/item-data.js';

const CLASSES: Readonly<Partial<Record<ItemKind, string>>> = {
  message: 'IPM.Note',
  item: 'IPM.Note',
  calendarItem: 'IPM.Appointment',
  contact: 'IPM.Contact',
  distributionList: 'IPM.DistList',
  task: 'IPM.Task',
  postItem: 'IPM.Post',
  meetingRequest: 'IPM.Schedule.Meeting.Request',
  meetingCancellation: 'IPM.Schedule.Meeting.Canceled',
  meetingResponse: 'IPM.Schedule.Meeting.Resp.Pos',
  meetingMessage: 'IPM.Schedule.Meeting',
};

/** Elements that have only items of their class, and of what is derived from it; everything else is a message. */
const TYPED = ['calendarItem', 'contact', 'distributionList', 'task', 'postItem'] as const;

/** The class of an item that is created without one. */
export function classOf(kind: ItemKind): string {
  return CLASSES[kind] ?? 'IPM.Note';
}

export function kindOfClass(itemClass: string | undefined): ItemKind {
  const name = `${itemClass}.`.toLowerCase();
  return TYPED.find((kind) => name.startsWith(`${classOf(kind)}.`.toLowerCase())) ?? 'message';
}

/** What a message is by the class that its MIME gave it: a meeting's, where that was one's. */
export function kindOfMime(kind: ItemKind, itemClass: string | undefined): ItemKind {
  if (kind !== 'message' || itemClass === undefined) return kind;
  if (itemClass.startsWith('IPM.Schedule.Meeting.Resp.')) return 'meetingResponse';
  const meeting = (['meetingRequest', 'meetingCancellation'] as const).find((one) => classOf(one) === itemClass);
  return meeting ?? kind;
}

/**
 * Refuses a class that contradicts the element ([MS-OXWSCORE] 2.2.4.24, R2023, and Microsoft's tests of it: MS-OXWSCORE S02_TC16,
 * S03_TC16, S05 to S07). A message may have any class but those of the others.
 */
export function demandClass(kind: ItemKind, itemClass: string | undefined): void {
  if (itemClass === undefined) return;
  const wanted = TYPED.find((typed) => typed === kind) ?? 'message';
  if (kindOfClass(itemClass) !== wanted) throw new Failure('ErrorObjectTypeChanged');
}
