/** A calendar item as a calendar file, as Exchange gives it in MimeContent, and what a message about a meeting has of it. */
import type { CalendarEvent } from '../../ical/index.js';
import { calendarFormat } from '../base/text-formats.js';
import { plainText } from '../mime/body.js';
import type { ItemKind } from '../store/item-data.js';
import type { Item } from '../store/items.js';

const METHODS: Partial<Record<ItemKind, string>> = {
  meetingRequest: 'REQUEST',
  meetingResponse: 'REPLY',
  meetingCancellation: 'CANCEL',
};

/** The calendar within a message about a meeting (RFC 5546); undefined of any other. An answer has nobody in it but who answers. */
export function meetingPart({ kind, data }: Item): { method: string; text: string } | undefined {
  const method = METHODS[kind];
  if (method === undefined || data.uid === undefined) return undefined;
  const answering = data.from && [{ mailbox: data.from, responseType: data['responseType'] as string | undefined }];
  const event = {
    ...data,
    reminderIsSet: false,
    isCancelled: method === 'CANCEL',
    ...(method === 'REPLY' && { requiredAttendees: answering, optionalAttendees: undefined, resources: undefined }),
  } as CalendarEvent;
  const stamp = data.dateTimeSent ?? data.dateTimeCreated ?? new Date(0);
  const bytes = calendarFormat().writeCalendar(event, { productId: 'ewskit sandbox', method, stamp, plainText });
  return { method, text: Buffer.from(bytes).toString('utf8') };
}

export function buildCalendar({ data }: Item): Uint8Array {
  // Of what is no meeting nobody is the organizer.
  const { recurrenceId: _one, ...whole } = data;
  const event = { ...whole, organizer: data.isMeeting ? data.organizer : undefined } as CalendarEvent;
  return calendarFormat().writeCalendar(event, {
    productId: 'ewskit sandbox',
    method: data.isMeeting ? 'REQUEST' : 'PUBLISH',
    stamp: data.lastModifiedTime ?? data.dateTimeCreated ?? new Date(0),
    plainText,
  });
}
