/** Which members the schema gives an item or folder of each kind: the codec's own types, asked at run time. */
import { editionIndex } from '../../codec/registry.js';
import { compiledType, operationByName } from '../../soap/schema.js';

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

/** Whether the edition has the operation. */
export function hasOperation(name: string, edition: number): boolean {
  return editionIndex(operationByName(name)?.since) <= edition;
}
