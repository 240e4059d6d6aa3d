/** The calendar within a message: by its METHOD (RFC 5546) the message is a meeting's, and has its time and place. */
import { Failure } from '../base/failure.js';
import type { ItemData } from '../store/item-data.js';
import { applyCalendar } from './apply-calendar.js';

/** In place. False for a calendar that is a file like any other: without such a METHOD, or one that cannot be read. */
export function applyMeeting(calendar: Uint8Array, data: ItemData): boolean {
  const text = Buffer.from(calendar).toString('latin1');
  const method = /^METHOD:[ \t]*(\w+)/im.exec(text)?.[1]?.toUpperCase() ?? '';
  const state = /;PARTSTAT="?(\w+)/i.exec(text)?.[1]?.toUpperCase() ?? '';
  const itemClass = method === 'REPLY' ? REPLIES[state] : CLASSES[method];
  if (itemClass === undefined || (data.itemClass ?? itemClass) !== itemClass) return false;
  const event: ItemData = {};
  try {
    applyCalendar(calendar, event);
  } catch (error) {
    if (error instanceof Failure) return false;
    throw error;
  }
  data.itemClass = itemClass;
  for (const member of ['start', 'end', 'location', 'uid', 'isAllDayEvent', 'recurrence'] as const)
    if (method !== 'REPLY' || member === 'uid') Object.assign(data, { [member]: data[member] ?? event[member] });
  return true;
}

const CLASSES: Readonly<Record<string, string>> = {
  REQUEST: 'IPM.Schedule.Meeting.Request',
  CANCEL: 'IPM.Schedule.Meeting.Canceled',
};
const REPLIES: Readonly<Record<string, string>> = {
  ACCEPTED: 'IPM.Schedule.Meeting.Resp.Pos',
  TENTATIVE: 'IPM.Schedule.Meeting.Resp.Tent',
  DECLINED: 'IPM.Schedule.Meeting.Resp.Neg',
};
