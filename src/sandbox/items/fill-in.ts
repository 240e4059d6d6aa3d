/** The properties of a new item that the client did not give, as Exchange fills them in. Knows nothing of requests. */
import { createHash, randomBytes } from 'node:crypto';
import type { Context } from '../access/context.js';
import { zoneOfKey, zoneOfMeeting } from '../calendar/own-zone.js';
import { MINUTE } from '../calendar/zones.js';
import { addressOf, attendeesOf } from '../properties/addresses.js';
import type { Address, ItemData, ItemKind } from '../store/item-data.js';
import type { Mailbox } from '../store/mailboxes.js';
import { nameContact } from './contact-names.js';
import { newConversationIndex, topicOf } from './conversation.js';
import { classOf } from './item-class.js';
import { settle } from './settle.js';

/** Fills in a new item of `owner`'s mailbox, in place. */
export function fillIn(context: Context, owner: Mailbox, kind: ItemKind, data: ItemData): void {
  const now = context.clock.now();
  data.itemClass ??= classOf(kind);
  data.sensitivity ??= 'Normal';
  data.importance ??= 'Normal';
  data.culture ??= 'en-US';
  data.isDraft ??= kind === 'message';
  data.isSubmitted ??= false;
  data.isFromMe ??= false;
  data.reminderIsSet ??= kind === 'calendarItem';
  data.hasAttachments ??= false;
  data.dateTimeCreated ??= now;
  data.dateTimeSent ??= now;
  data.dateTimeReceived ??= now;
  data.lastModifiedTime = now;
  data.lastModifiedName = context.mailbox.name;
  switch (kind) {
    case 'calendarItem':
      fillInCalendar(context, owner, data);
      break;
    case 'task':
      data.status ??= 'NotStarted';
      data.percentComplete ??= 0;
      data['changeCount'] ??= 1;
      data['delegationState'] ??= 'NoMatch';
      data['isTeamTask'] ??= false;
      data['owner'] ??= owner.name;
      data.reminderMinutesBeforeStart ??= 0;
      break;
    case 'contact':
      nameContact(data);
      data.isDraft = false;
      break;
    case 'distributionList':
      data.isDraft = false;
      break;
    case 'postItem':
      data['postedTime'] ??= now;
      fillInMessage(owner, data);
      break;
    default:
      fillInMessage(owner, data);
      data['isReadReceiptRequested'] ??= false;
      data['isDeliveryReceiptRequested'] ??= false;
      data.isResponseRequested ??= false;
  }
  settle(context, kind, data);
}

function fillInMessage(owner: Mailbox, data: ItemData): void {
  data.isRead ??= true;
  // A message that came as it is, is from whom it says; sending it fills that in.
  if (data.mimeSource === undefined) {
    data.from ??= addressOf(owner);
    data.sender ??= addressOf(owner);
  }
  data.internetMessageId ??= `<${randomBytes(16).toString('hex')}@${owner.address.split('@')[1]}>`;
  data.conversationTopic ??= topicOf(data.subject);
  data.conversationIndex ??= newConversationIndex(data.dateTimeCreated ?? new Date(0));
}

function fillInCalendar(context: Context, owner: Mailbox, data: ItemData): void {
  if (data.start === undefined) {
    const half = 30 * MINUTE;
    data.start = new Date(Math.ceil(context.clock.now().getTime() / half) * half);
  }
  data.isAllDayEvent ??= false;
  data.end ??= new Date(data.start.getTime() + (data.isAllDayEvent ? 1440 : 30) * MINUTE);
  data.legacyFreeBusyStatus ??= data.isAllDayEvent ? 'Free' : 'Busy';
  data.startTimeZone ??= zoneOfMeeting(data.meetingTimeZone) ?? zoneOfKey(context.timeZone ?? 'UTC');
  data.endTimeZone ??= data.startTimeZone;
  data.organizer ??= addressOf(owner);
  data.isOrganizer ??= isSame(data.organizer, owner);
  data.isCancelled ??= false;
  data.meetingRequestWasSent ??= false;
  data.isResponseRequested ??= true;
  data.myResponseType ??= data.isOrganizer ? 'Organizer' : responseOf(data, owner);
  data.appointmentSequenceNumber ??= 0;
  data['isOnlineMeeting'] ??= false;
  data['allowNewTimeProposal'] ??= true;
  data.reminderMinutesBeforeStart ??= 15;
  data.uid ??= newUid(context.clock.now());
  data['dateTimeStamp'] ??= context.clock.now();
}

function isSame(address: Address, { address: own }: Mailbox): boolean {
  return address.emailAddress?.toLowerCase() === own.toLowerCase();
}

function responseOf(data: ItemData, owner: Mailbox): string {
  const own = attendeesOf(data).find(({ mailbox }) => isSame(mailbox, owner))?.responseType;
  return own === undefined || own === 'Unknown' ? 'NoResponseReceived' : own;
}

// A GlobalObjectId in hexadecimal digits (MS-OXOCAL 2.2.1.27).
function newUid(now: Date): string {
  const head = '040000008200E00074C5B7101A82E00800000000';
  const time = now.getTime().toString(16).padStart(16, '0');
  const data = createHash('md5').update(randomBytes(16)).digest('hex');
  return `${head}${time}0000000000000000${'10000000'}${data}`.toUpperCase();
}
