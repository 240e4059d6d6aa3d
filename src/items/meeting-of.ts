/** From a message about a meeting to the meeting. Must not know the class of either. */
import type { ItemType, MeetingMessageType } from '../../generated/index.js';
import { hasCode } from '../client/response-errors.js';
import { checkOptions } from '../errors.js';
import { shapeOfMembers, wholeShape } from '../fields/shape.js';
import { getItem } from '../requests/get-item.js';
import type { ItemRef } from '../requests/item-refs.js';
import { READ_RULES, type ReadOptions, type SendOptions } from '../requests/options.js';
import type { ItemClass, Mixed } from './mixin.js';
import { sendDraft } from './send-draft.js';
import { sessionOf } from './session-of.js';

/** What a message about a meeting leads to. */
export interface MeetingMessageMethods<Meeting> {
  /** The meeting in the calendar; undefined when it is not there any more. */
  calendarItem(options?: ReadOptions): Promise<Meeting | undefined>;
  /** Sends a draft, as `createAccept()` and `createForward()` of a meeting make them, with what was changed in it. It is gone afterwards. */
  send(options?: SendOptions): Promise<void>;
}

/** By the id that the message has of it now: Exchange makes a meeting anew with each answer. */
async function meetingOf<Meeting extends object>(
  message: ItemType & ItemRef,
  { bodyType, ...options }: ReadOptions,
): Promise<Meeting | undefined> {
  const session = sessionOf(message);
  const shape = shapeOfMembers(['MeetingMessageType'], ['associatedCalendarItemId'], session);
  const { associatedCalendarItemId: itemId } = await getItem<MeetingMessageType>(session, message, shape, options);
  if (itemId === undefined) return undefined;
  try {
    return await getItem<Meeting>(session, { itemId }, wholeShape({ fields: session.fields, bodyType }), options);
  } catch (error) {
    if (hasCode(error, 'ErrorItemNotFound')) return undefined;
    throw error;
  }
}

/** Adds calendarItem and send. */
export function withMeeting<C extends ItemClass, Meeting extends object>(
  Base: C,
): Mixed<C, MeetingMessageMethods<Meeting>> {
  abstract class Methods extends (Base as ItemClass) implements MeetingMessageMethods<Meeting> {
    async calendarItem(options: ReadOptions = {}): Promise<Meeting | undefined> {
      checkOptions('calendarItem()', options, READ_RULES);
      return meetingOf<Meeting>(this, options);
    }

    async send(options: SendOptions = {}): Promise<void> {
      await sendDraft(this, 'item.send()', options);
    }
  }
  return Methods as unknown as Mixed<C, MeetingMessageMethods<Meeting>>;
}
