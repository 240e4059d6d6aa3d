/**
 * MAPI properties that are often wanted, by [MS-OXPROPS]. A name here is Microsoft's without `PidTag`, `PidLid` and `PidName`, but where that
 * says nothing. Those that EWS has a member for are here all the same: own fields are searched and ordered by where members are not.
 * @see https://learn.microsoft.com/openspecs/exchange_server_protocols/ms-oxprops/f6ab1613-aefe-447d-a49c-18217230b148
 */
import type { MapiPropertyTypeType } from '../../generated/index.js';
import { type ExtendedProperty, extendedProperty } from './extended-property.js';

function tag<const T extends MapiPropertyTypeType>(number: number, type: T): ExtendedProperty<T> {
  return extendedProperty({ tag: number, type });
}

function lid<const T extends MapiPropertyTypeType>(set: string, id: number, type: T): ExtendedProperty<T> {
  return extendedProperty({ set, id, type });
}

/** PSETID_Log and PSETID_Note, for which EWS has no names. */
const LOG = '0006200a-0000-0000-c000-000000000046';
const NOTE = '0006200e-0000-0000-c000-000000000046';

/** Properties for `withFields()` and `fields`: `inbox.info({ fields: { bytes: mapi.messageSize } })`. */
export const mapi = {
  /** 0 low, 1 normal, 2 high. PidTagImportance */
  importance: /*@__PURE__*/ tag(0x0017, 'Integer'),
  /** What kind of item it is: `IPM.Note`. PidTagMessageClass */
  messageClass: /*@__PURE__*/ tag(0x001a, 'String'),
  /** Whether a rule or a program has forwarded it. PidTagAutoForwarded */
  autoForwarded: /*@__PURE__*/ tag(0x0005, 'Boolean'),
  /** When the sender wants it delivered. PidTagDeferredDeliveryTime */
  deferredDeliveryTime: /*@__PURE__*/ tag(0x000f, 'SystemTime'),
  /** From when on it is of no interest any more. PidTagExpiryTime */
  expiryTime: /*@__PURE__*/ tag(0x0015, 'SystemTime'),
  /** Until when an answer is wanted. PidTagReplyTime */
  replyTime: /*@__PURE__*/ tag(0x0030, 'SystemTime'),
  /** Whether the sender wants to hear of its delivery. PidTagOriginatorDeliveryReportRequested */
  originatorDeliveryReportRequested: /*@__PURE__*/ tag(0x0023, 'Boolean'),
  /** Whether the sender wants to hear of its being read. PidTagReadReceiptRequested */
  readReceiptRequested: /*@__PURE__*/ tag(0x0029, 'Boolean'),
  /** 0 normal, 1 personal, 2 private, 3 confidential. PidTagSensitivity */
  sensitivity: /*@__PURE__*/ tag(0x0036, 'Integer'),
  /** The subject, with its prefix. PidTagSubject */
  subject: /*@__PURE__*/ tag(0x0037, 'String'),
  /** `RE: ` and the like. PidTagSubjectPrefix */
  subjectPrefix: /*@__PURE__*/ tag(0x003d, 'String'),
  /** The subject without its prefix. PidTagNormalizedSubject */
  normalizedSubject: /*@__PURE__*/ tag(0x0e1d, 'String'),
  /** When its sender sent it. PidTagClientSubmitTime */
  clientSubmitTime: /*@__PURE__*/ tag(0x0039, 'SystemTime'),
  /** Name of the mailbox that received it. PidTagReceivedByName */
  receivedByName: /*@__PURE__*/ tag(0x0040, 'String'),
  /** Address of the mailbox that received it. PidTagReceivedBySmtpAddress */
  receivedBySmtpAddress: /*@__PURE__*/ tag(0x5d07, 'String'),
  /** Name of the one in whose name it was sent. PidTagSentRepresentingName */
  sentRepresentingName: /*@__PURE__*/ tag(0x0042, 'String'),
  /** Address of the one in whose name it was sent. PidTagSentRepresentingSmtpAddress */
  sentRepresentingSmtpAddress: /*@__PURE__*/ tag(0x5d02, 'String'),
  /** Name of the one who sent it. PidTagSenderName */
  senderName: /*@__PURE__*/ tag(0x0c1a, 'String'),
  /** Address of the one who sent it; within an organization not an SMTP one. PidTagSenderEmailAddress */
  senderEmailAddress: /*@__PURE__*/ tag(0x0c1f, 'String'),
  /** SMTP address of the one who sent it. PidTagSenderSmtpAddress */
  senderSmtpAddress: /*@__PURE__*/ tag(0x5d01, 'String'),
  /** The subject of the thread. PidTagConversationTopic */
  conversationTopic: /*@__PURE__*/ tag(0x0070, 'String'),
  /** Its place in the thread. PidTagConversationIndex */
  conversationIndex: /*@__PURE__*/ tag(0x0071, 'Binary'),
  /** The headers of mail as they came, in one text. PidTagTransportMessageHeaders */
  transportMessageHeaders: /*@__PURE__*/ tag(0x007d, 'String'),
  /** Whether no copy is kept once it is sent. PidTagDeleteAfterSubmit */
  deleteAfterSubmit: /*@__PURE__*/ tag(0x0e01, 'Boolean'),
  /** The blind recipients in one line. PidTagDisplayBcc */
  displayBcc: /*@__PURE__*/ tag(0x0e02, 'String'),
  /** The recipients in Cc in one line. PidTagDisplayCc */
  displayCc: /*@__PURE__*/ tag(0x0e03, 'String'),
  /** The recipients in To in one line. PidTagDisplayTo */
  displayTo: /*@__PURE__*/ tag(0x0e04, 'String'),
  /** When it was delivered. PidTagMessageDeliveryTime */
  messageDeliveryTime: /*@__PURE__*/ tag(0x0e06, 'SystemTime'),
  /** Bits: 1 read, 8 unsent, 16 has attachments. PidTagMessageFlags */
  messageFlags: /*@__PURE__*/ tag(0x0e07, 'Integer'),
  /** Bytes that an item or a folder takes, attachments included. PidTagMessageSizeExtended */
  messageSize: /*@__PURE__*/ tag(0x0e08, 'Long'),
  /** Bits of its state in a list of messages. PidTagMessageStatus */
  messageStatus: /*@__PURE__*/ tag(0x0e17, 'Integer'),
  /** Whether anything is attached. PidTagHasAttachments */
  hasAttachments: /*@__PURE__*/ tag(0x0e1b, 'Boolean'),
  /** The body as compressed RTF. PidTagRtfCompressed */
  rtfCompressed: /*@__PURE__*/ tag(0x1009, 'Binary'),
  /** The form in which the body is kept: 1 text, 2 RTF, 3 HTML. PidTagNativeBody */
  nativeBody: /*@__PURE__*/ tag(0x1016, 'Integer'),
  /** The Message-ID of mail. PidTagInternetMessageId */
  internetMessageId: /*@__PURE__*/ tag(0x1035, 'String'),
  /** The Message-IDs of the messages before it in the thread. PidTagInternetReferences */
  internetReferences: /*@__PURE__*/ tag(0x1039, 'String'),
  /** The Message-ID of what it answers. PidTagInReplyToId */
  inReplyToId: /*@__PURE__*/ tag(0x1042, 'String'),
  /** Which icon Outlook shows. PidTagIconIndex */
  iconIndex: /*@__PURE__*/ tag(0x1080, 'Integer'),
  /** What was done with it last: 102 answered, 103 answered to all, 104 forwarded. PidTagLastVerbExecuted */
  lastVerbExecuted: /*@__PURE__*/ tag(0x1081, 'Integer'),
  /** When that was. PidTagLastVerbExecutionTime */
  lastVerbExecutionTime: /*@__PURE__*/ tag(0x1082, 'SystemTime'),
  /** 1 complete, 2 flagged; absent without a flag. PidTagFlagStatus */
  flagStatus: /*@__PURE__*/ tag(0x1090, 'Integer'),
  /** When what it was flagged for was done. PidTagFlagCompleteTime */
  flagCompleteTime: /*@__PURE__*/ tag(0x1091, 'SystemTime'),
  /** The colour of its flag; 6 is red. PidTagFollowupIcon */
  followupIcon: /*@__PURE__*/ tag(0x1095, 'Integer'),
  /** Whether Outlook hides it. PidTagAttributeHidden */
  hidden: /*@__PURE__*/ tag(0x10f4, 'Boolean'),
  /** Whether it is not to be changed. PidTagAttributeReadOnly */
  readOnly: /*@__PURE__*/ tag(0x10f6, 'Boolean'),
  /** Name of a folder, or of a contact. PidTagDisplayName */
  displayName: /*@__PURE__*/ tag(0x3001, 'String'),
  /** What a folder is for, in its owner's words. PidTagComment */
  comment: /*@__PURE__*/ tag(0x3004, 'String'),
  /** When it was made. PidTagCreationTime */
  creationTime: /*@__PURE__*/ tag(0x3007, 'SystemTime'),
  /** When it was changed last. PidTagLastModificationTime */
  lastModificationTime: /*@__PURE__*/ tag(0x3008, 'SystemTime'),
  /** The same for an item and its copies. PidTagSearchKey */
  searchKey: /*@__PURE__*/ tag(0x300b, 'Binary'),
  /** GUID of the tag that sends it to the archive. PidTagArchiveTag */
  archiveTag: /*@__PURE__*/ tag(0x3018, 'Binary'),
  /** GUID of its retention tag. PidTagPolicyTag */
  policyTag: /*@__PURE__*/ tag(0x3019, 'Binary'),
  /** Days for which it is kept. PidTagRetentionPeriod */
  retentionPeriod: /*@__PURE__*/ tag(0x301a, 'Integer'),
  /** When it ends. PidTagRetentionDate */
  retentionDate: /*@__PURE__*/ tag(0x301c, 'SystemTime'),
  /** Bits that say where its tag comes from. PidTagRetentionFlags */
  retentionFlags: /*@__PURE__*/ tag(0x301d, 'Integer'),
  /** When it goes to the archive. PidTagArchiveDate */
  archiveDate: /*@__PURE__*/ tag(0x301f, 'SystemTime'),
  /** Items in a folder. PidTagContentCount */
  contentCount: /*@__PURE__*/ tag(0x3602, 'Integer'),
  /** Unread items in a folder. PidTagContentUnreadCount */
  contentUnreadCount: /*@__PURE__*/ tag(0x3603, 'Integer'),
  /** Whether a folder has folders. PidTagSubfolders */
  subfolders: /*@__PURE__*/ tag(0x360a, 'Boolean'),
  /** What a folder holds: `IPF.Note`. PidTagContainerClass */
  containerClass: /*@__PURE__*/ tag(0x3613, 'String'),
  /** Login name of a contact. PidTagAccount */
  account: /*@__PURE__*/ tag(0x3a00, 'String'),
  /** `Jr.` and the like, of a contact. PidTagGeneration */
  generation: /*@__PURE__*/ tag(0x3a05, 'String'),
  /** First name of a contact. PidTagGivenName */
  givenName: /*@__PURE__*/ tag(0x3a06, 'String'),
  /** Number that the state has given a contact. PidTagGovernmentIdNumber */
  governmentIdNumber: /*@__PURE__*/ tag(0x3a07, 'String'),
  /** Family name of a contact. PidTagSurname */
  surname: /*@__PURE__*/ tag(0x3a11, 'String'),
  /** Company of a contact. PidTagCompanyName */
  companyName: /*@__PURE__*/ tag(0x3a16, 'String'),
  /** Job title of a contact. PidTagTitle */
  title: /*@__PURE__*/ tag(0x3a17, 'String'),
  /** Department of a contact. PidTagDepartmentName */
  departmentName: /*@__PURE__*/ tag(0x3a18, 'String'),
  /** Wedding day of a contact. PidTagWeddingAnniversary */
  weddingAnniversary: /*@__PURE__*/ tag(0x3a41, 'SystemTime'),
  /** Birthday of a contact. PidTagBirthday */
  birthday: /*@__PURE__*/ tag(0x3a42, 'SystemTime'),
  /** Hobbies of a contact. PidTagHobbies */
  hobbies: /*@__PURE__*/ tag(0x3a43, 'String'),
  /** `Dr.` and the like, of a contact. PidTagDisplayNamePrefix */
  displayNamePrefix: /*@__PURE__*/ tag(0x3a45, 'String'),
  /** Profession of a contact. PidTagProfession */
  profession: /*@__PURE__*/ tag(0x3a46, 'String'),
  /** Name of a contact's spouse. PidTagSpouseName */
  spouseName: /*@__PURE__*/ tag(0x3a48, 'String'),
  /** Number by which a contact is a customer. PidTagCustomerId */
  customerId: /*@__PURE__*/ tag(0x3a4a, 'String'),
  /** 0 not said, 1 female, 2 male. PidTagGender */
  gender: /*@__PURE__*/ tag(0x3a4d, 'Short'),
  /** Name of a contact's manager. PidTagManagerName */
  managerName: /*@__PURE__*/ tag(0x3a4e, 'String'),
  /** Web page of a contact. PidTagPersonalHomePage */
  personalHomePage: /*@__PURE__*/ tag(0x3a50, 'String'),
  /** Web page of a contact's company. PidTagBusinessHomePage */
  businessHomePage: /*@__PURE__*/ tag(0x3a51, 'String'),
  /** Code page of the text; 65001 is UTF-8. PidTagInternetCodepage */
  internetCodepage: /*@__PURE__*/ tag(0x3fde, 'Integer'),
  /** Bits of the automatic answers that are not wanted; -1 for all. PidTagAutoResponseSuppress */
  autoResponseSuppress: /*@__PURE__*/ tag(0x3fdf, 'Integer'),
  /** When a message is to go out. PidTagDeferredSendTime */
  deferredSendTime: /*@__PURE__*/ tag(0x3fef, 'SystemTime'),
  /** Windows' number of its language. PidTagMessageLocaleId */
  messageLocaleId: /*@__PURE__*/ tag(0x3ff1, 'Integer'),
  /** Of the root: kilobytes from which on its owner is warned. PidTagStorageQuotaLimit */
  storageQuotaLimit: /*@__PURE__*/ tag(0x3ff5, 'Integer'),
  /** Of the root: kilobytes from which on nothing is received. PidTagProhibitReceiveQuota */
  prohibitReceiveQuota: /*@__PURE__*/ tag(0x666a, 'Integer'),
  /** Of the root: kilobytes from which on nothing can be sent. PidTagProhibitSendQuota */
  prohibitSendQuota: /*@__PURE__*/ tag(0x666e, 'Integer'),
  /** Who made it. PidTagCreatorName */
  creatorName: /*@__PURE__*/ tag(0x3ff8, 'String'),
  /** Who changed it last. PidTagLastModifierName */
  lastModifierName: /*@__PURE__*/ tag(0x3ffa, 'String'),
  /** -1 trusted, to 9 certainly junk. PidTagContentFilterSpamConfidenceLevel */
  spamConfidenceLevel: /*@__PURE__*/ tag(0x4076, 'Integer'),
  /** Minutes before its start. PidLidReminderDelta */
  reminderDelta: /*@__PURE__*/ lid('Common', 0x8501, 'Integer'),
  /** What is reminded of. PidLidReminderTime */
  reminderTime: /*@__PURE__*/ lid('Common', 0x8502, 'SystemTime'),
  /** Whether it reminds. PidLidReminderSet */
  reminderSet: /*@__PURE__*/ lid('Common', 0x8503, 'Boolean'),
  /** When it reminds next. PidLidReminderSignalTime */
  reminderSignalTime: /*@__PURE__*/ lid('Common', 0x8560, 'SystemTime'),
  /** Whether others are not to see what it is. PidLidPrivate */
  private: /*@__PURE__*/ lid('Common', 0x8506, 'Boolean'),
  /** Bits of what Outlook does when it is opened or moved. PidLidSideEffects */
  sideEffects: /*@__PURE__*/ lid('Common', 0x8510, 'Integer'),
  /** Its start, of whatever class it is. PidLidCommonStart */
  commonStart: /*@__PURE__*/ lid('Common', 0x8516, 'SystemTime'),
  /** Its end, of whatever class it is. PidLidCommonEnd */
  commonEnd: /*@__PURE__*/ lid('Common', 0x8517, 'SystemTime'),
  /** The voting buttons. PidLidVerbStream */
  verbStream: /*@__PURE__*/ lid('Common', 0x8520, 'Binary'),
  /** The vote that it is. PidLidVerbResponse */
  verbResponse: /*@__PURE__*/ lid('Common', 0x8524, 'String'),
  /** What its flag asks for. PidLidFlagRequest */
  flagRequest: /*@__PURE__*/ lid('Common', 0x8530, 'String'),
  /** The mileage. PidLidMileage */
  mileage: /*@__PURE__*/ lid('Common', 0x8534, 'String'),
  /** To whom it is billed. PidLidBilling */
  billing: /*@__PURE__*/ lid('Common', 0x8535, 'String'),
  /** The companies that it has to do with. PidLidCompanies */
  companies: /*@__PURE__*/ lid('Common', 0x8539, 'StringArray'),
  /** The contacts that it has to do with. PidLidContacts */
  contacts: /*@__PURE__*/ lid('Common', 0x853a, 'StringArray'),
  /** The account in Outlook that it came by. PidLidInternetAccountName */
  internetAccountName: /*@__PURE__*/ lid('Common', 0x8580, 'String'),
  /** Its name in the list of things to do. PidLidToDoTitle */
  toDoTitle: /*@__PURE__*/ lid('Common', 0x85a4, 'String'),
  /** 0 free, 1 tentative, 2 busy, 3 out of office, 4 elsewhere. PidLidBusyStatus */
  busyStatus: /*@__PURE__*/ lid('Appointment', 0x8205, 'Integer'),
  /** Where it is. PidLidLocation */
  location: /*@__PURE__*/ lid('Appointment', 0x8208, 'String'),
  /** When it begins. PidLidAppointmentStartWhole */
  appointmentStartWhole: /*@__PURE__*/ lid('Appointment', 0x820d, 'SystemTime'),
  /** When it ends. PidLidAppointmentEndWhole */
  appointmentEndWhole: /*@__PURE__*/ lid('Appointment', 0x820e, 'SystemTime'),
  /** Its minutes. PidLidAppointmentDuration */
  appointmentDuration: /*@__PURE__*/ lid('Appointment', 0x8213, 'Integer'),
  /** Its label in Outlook. PidLidAppointmentColor */
  appointmentColor: /*@__PURE__*/ lid('Appointment', 0x8214, 'Integer'),
  /** Whether it is a whole day. PidLidAppointmentSubType */
  appointmentSubType: /*@__PURE__*/ lid('Appointment', 0x8215, 'Boolean'),
  /** Its recurrence. PidLidAppointmentRecur */
  appointmentRecur: /*@__PURE__*/ lid('Appointment', 0x8216, 'Binary'),
  /** Bits: 1 meeting, 2 received, 4 cancelled. PidLidAppointmentStateFlags */
  appointmentStateFlags: /*@__PURE__*/ lid('Appointment', 0x8217, 'Integer'),
  /** The answer to it. PidLidResponseStatus */
  responseStatus: /*@__PURE__*/ lid('Appointment', 0x8218, 'Integer'),
  /** Whether it is a series. PidLidRecurring */
  recurring: /*@__PURE__*/ lid('Appointment', 0x8223, 'Boolean'),
  /** Its recurrence in words. PidLidRecurrencePattern */
  recurrencePattern: /*@__PURE__*/ lid('Appointment', 0x8232, 'String'),
  /** Its zone in words. PidLidTimeZoneDescription */
  timeZoneDescription: /*@__PURE__*/ lid('Appointment', 0x8234, 'String'),
  /** Its attendees in one line. PidLidAllAttendeesString */
  allAttendees: /*@__PURE__*/ lid('Appointment', 0x8238, 'String'),
  /** Whether attendees may not propose another time. PidLidAppointmentNotAllowPropose */
  appointmentNotAllowPropose: /*@__PURE__*/ lid('Appointment', 0x8257, 'Boolean'),
  /** Where a meeting is. PidLidWhere */
  where: /*@__PURE__*/ lid('Meeting', 0x0002, 'String'),
  /** The same in all mailboxes, for each occurrence. PidLidGlobalObjectId */
  globalObjectId: /*@__PURE__*/ lid('Meeting', 0x0003, 'Binary'),
  /** The same for all occurrences of a series. PidLidCleanGlobalObjectId */
  cleanGlobalObjectId: /*@__PURE__*/ lid('Meeting', 0x0023, 'Binary'),
  /** 0 not started, 1 in progress, 2 complete, 3 waiting, 4 deferred. PidLidTaskStatus */
  taskStatus: /*@__PURE__*/ lid('Task', 0x8101, 'Integer'),
  /** 0 to 1. PidLidPercentComplete */
  percentComplete: /*@__PURE__*/ lid('Task', 0x8102, 'Double'),
  /** When a task begins. PidLidTaskStartDate */
  taskStartDate: /*@__PURE__*/ lid('Task', 0x8104, 'SystemTime'),
  /** When a task is due. PidLidTaskDueDate */
  taskDueDate: /*@__PURE__*/ lid('Task', 0x8105, 'SystemTime'),
  /** When a task was done. PidLidTaskDateCompleted */
  taskDateCompleted: /*@__PURE__*/ lid('Task', 0x810f, 'SystemTime'),
  /** Minutes that a task took. PidLidTaskActualEffort */
  taskActualEffort: /*@__PURE__*/ lid('Task', 0x8110, 'Integer'),
  /** Minutes that a task is to take. PidLidTaskEstimatedEffort */
  taskEstimatedEffort: /*@__PURE__*/ lid('Task', 0x8111, 'Integer'),
  /** Whether a task is done. PidLidTaskComplete */
  taskComplete: /*@__PURE__*/ lid('Task', 0x811c, 'Boolean'),
  /** Who does a task. PidLidTaskOwner */
  taskOwner: /*@__PURE__*/ lid('Task', 0x811f, 'String'),
  /** The name that a contact is filed under. PidLidFileUnder */
  fileUnder: /*@__PURE__*/ lid('Address', 0x8005, 'String'),
  /** Whether a contact has a picture. PidLidHasPicture */
  hasPicture: /*@__PURE__*/ lid('Address', 0x8015, 'Boolean'),
  /** Web page of a contact, as Outlook shows it. PidLidHtml */
  webPage: /*@__PURE__*/ lid('Address', 0x802b, 'String'),
  /** Street of a contact's company. PidLidWorkAddressStreet */
  workAddressStreet: /*@__PURE__*/ lid('Address', 0x8045, 'String'),
  /** City of a contact's company. PidLidWorkAddressCity */
  workAddressCity: /*@__PURE__*/ lid('Address', 0x8046, 'String'),
  /** State of a contact's company. PidLidWorkAddressState */
  workAddressState: /*@__PURE__*/ lid('Address', 0x8047, 'String'),
  /** Postal code of a contact's company. PidLidWorkAddressPostalCode */
  workAddressPostalCode: /*@__PURE__*/ lid('Address', 0x8048, 'String'),
  /** Country of a contact's company. PidLidWorkAddressCountry */
  workAddressCountry: /*@__PURE__*/ lid('Address', 0x8049, 'String'),
  /** A field of the owner's own. PidLidContactUserField1 */
  contactUserField1: /*@__PURE__*/ lid('Address', 0x804f, 'String'),
  /** A field of the owner's own. PidLidContactUserField2 */
  contactUserField2: /*@__PURE__*/ lid('Address', 0x8050, 'String'),
  /** A field of the owner's own. PidLidContactUserField3 */
  contactUserField3: /*@__PURE__*/ lid('Address', 0x8051, 'String'),
  /** A field of the owner's own. PidLidContactUserField4 */
  contactUserField4: /*@__PURE__*/ lid('Address', 0x8052, 'String'),
  /** Where a contact chats. PidLidInstantMessagingAddress */
  instantMessagingAddress: /*@__PURE__*/ lid('Address', 0x8062, 'String'),
  /** Name of a contact's first address. PidLidEmail1DisplayName */
  email1DisplayName: /*@__PURE__*/ lid('Address', 0x8080, 'String'),
  /** A contact's first address. PidLidEmail1EmailAddress */
  email1Address: /*@__PURE__*/ lid('Address', 0x8083, 'String'),
  /** A contact's second address. PidLidEmail2EmailAddress */
  email2Address: /*@__PURE__*/ lid('Address', 0x8093, 'String'),
  /** A contact's third address. PidLidEmail3EmailAddress */
  email3Address: /*@__PURE__*/ lid('Address', 0x80a3, 'String'),
  /** What a journal entry is about: `Phone call`. PidLidLogType */
  logType: /*@__PURE__*/ lid(LOG, 0x8700, 'String'),
  /** When what it is about began. PidLidLogStart */
  logStart: /*@__PURE__*/ lid(LOG, 0x8706, 'SystemTime'),
  /** Its minutes. PidLidLogDuration */
  logDuration: /*@__PURE__*/ lid(LOG, 0x8707, 'Integer'),
  /** When it ended. PidLidLogEnd */
  logEnd: /*@__PURE__*/ lid(LOG, 0x8708, 'SystemTime'),
  /** 0 blue, 1 green, 2 pink, 3 yellow, 4 white. PidLidNoteColor */
  noteColor: /*@__PURE__*/ lid(NOTE, 0x8b00, 'Integer'),
  /** Pixels of a note's window. PidLidNoteWidth */
  noteWidth: /*@__PURE__*/ lid(NOTE, 0x8b02, 'Integer'),
  /** Pixels of a note's window. PidLidNoteHeight */
  noteHeight: /*@__PURE__*/ lid(NOTE, 0x8b03, 'Integer'),
  /** The categories, as MAPI has them. PidNameKeywords */
  keywords: /*@__PURE__*/ extendedProperty({ set: 'PublicStrings', name: 'Keywords', type: 'StringArray' }),
} as const;
