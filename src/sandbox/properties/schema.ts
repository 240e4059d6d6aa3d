/** Which members the schema gives an item or folder of each kind: the codec's own types, asked at run time. */
import { compiledType } from '../base/codec.js';

const TYPES: Record<string, string> = {
  item: 'ItemType',
  message: 'MessageType',
  calendarItem: 'CalendarItemType',
  contact: 'ContactItemType',
  distributionList: 'DistributionListType',
  task: 'TaskType',
  postItem: 'PostItemType',
  meetingMessage: 'MeetingMessageType',
  meetingRequest: 'MeetingRequestMessageType',
  meetingResponse: 'MeetingResponseMessageType',
  meetingCancellation: 'MeetingCancellationMessageType',
  folder: 'FolderType',
  calendarFolder: 'CalendarFolderType',
  contactsFolder: 'ContactsFolderType',
  searchFolder: 'SearchFolderType',
  tasksFolder: 'TasksFolderType',
};

/** Whether items, or folders, of the kind can have the member in this edition. */
export function hasMember(kind: string, member: string, edition: number): boolean {
  const found = compiledType(TYPES[kind] ?? 'ItemType')?.byKey.get(member);
  return found !== undefined && found.since <= edition;
}
