/** Requests about people, availability, delegates, rules and the settings of a mailbox. */
import {
  AddDelegate,
  ExpandDL,
  FindPeople,
  GetDelegate,
  GetInboxRules,
  GetMailTips,
  GetPasswordExpirationDate,
  GetPersona,
  GetRoomLists,
  GetRooms,
  GetSearchableMailboxes,
  GetServerTimeZones,
  GetServiceConfiguration,
  GetUserAvailability,
  GetUserOofSettings,
  GetUserPhoto,
  GetUserRetentionPolicyTags,
  RemoveDelegate,
  ResolveNames,
  SetUserOofSettings,
  UpdateDelegate,
  UpdateInboxRules,
} from '../../src/raw.js';
import { ANNA, at, BO, field, folder, folders, ITEM, sample } from './sample.js';

const WEEK = { startTime: at('2026-03-02T00:00:00Z'), endTime: at('2026-03-09T00:00:00Z') };
const EDITOR = {
  userId: { primarySmtpAddress: 'bo@contoso.example' },
  delegatePermissions: { calendarFolderPermissionLevel: 'Editor', inboxFolderPermissionLevel: 'Reviewer' },
  receiveCopiesOfMeetingMessages: true,
  viewPrivateItems: false,
} as const;

export const people = [
  sample(ResolveNames, {
    returnFullContactData: true,
    searchScope: 'ContactsActiveDirectory',
    parentFolderIds: folders('contacts'),
    unresolvedEntry: 'berg',
  }),
  sample(ExpandDL, { mailbox: { emailAddress: 'team@contoso.example' } }),
  sample(GetRoomLists, {}),
  sample(GetRooms, { roomList: { emailAddress: 'rooms@contoso.example' } }),
  sample(FindPeople, {
    personaShape: { baseShape: 'IdOnly', additionalProperties: [field('persona:DisplayName')] },
    indexedPageItemView: { maxEntriesReturned: 100, offset: 0, basePoint: 'Beginning' },
    restriction: { kind: 'exists', path: field('persona:EmailAddress') },
    sortOrder: [{ order: 'Ascending', path: field('persona:DisplayName') }],
    parentFolderId: folder('contacts'),
    queryString: 'anna',
  }),
  sample(GetPersona, { personaId: ITEM }),
  sample(GetUserAvailability, {
    timeZone: {
      bias: -60,
      standardTime: { bias: 0, time: '03:00:00', dayOrder: 5, month: 10, dayOfWeek: 'Sunday' },
      daylightTime: { bias: -60, time: '02:00:00', dayOrder: 5, month: 3, dayOfWeek: 'Sunday' },
    },
    mailboxDataArray: [
      { email: { address: 'anna@contoso.example' }, attendeeType: 'Required', excludeConflicts: false },
      { email: { address: 'bo@contoso.example' }, attendeeType: 'Optional' },
    ],
    freeBusyViewOptions: { timeWindow: WEEK, mergedFreeBusyIntervalInMinutes: 30, requestedView: ['DetailedMerged'] },
    suggestionsViewOptions: {
      goodThreshold: 25,
      meetingDurationInMinutes: 60,
      minimumSuggestionQuality: 'Good',
      detailedSuggestionsWindow: WEEK,
    },
  }),
  sample(GetUserOofSettings, { mailbox: { address: 'anna@contoso.example' } }),
  sample(SetUserOofSettings, {
    mailbox: { address: 'anna@contoso.example' },
    userOofSettings: {
      oofState: 'Scheduled',
      externalAudience: 'Known',
      duration: WEEK,
      internalReply: { lang: 'sv-SE', message: 'Away <until> Monday' },
      externalReply: { message: 'Away' },
    },
  }),
  sample(GetInboxRules, { mailboxSmtpAddress: 'anna@contoso.example' }),
  sample(UpdateInboxRules, {
    removeOutlookRuleBlob: true,
    operations: [
      {
        kind: 'createRuleOperation',
        rule: {
          displayName: 'Invoices',
          priority: 1,
          isEnabled: true,
          conditions: { containsSubjectStrings: ['invoice', 'Rechnung'], fromAddresses: [BO], hasAttachments: true },
          actions: { moveToFolder: folder('deleteditems'), stopProcessingRules: true },
        },
      },
      { kind: 'deleteRuleOperation', ruleId: 'AQAAAExample=' },
    ],
  }),
  sample(GetDelegate, { includePermissions: true, mailbox: ANNA }),
  sample(AddDelegate, {
    mailbox: ANNA,
    delegateUsers: [EDITOR],
    deliverMeetingRequests: 'DelegatesAndSendInformationToMe',
  }),
  sample(UpdateDelegate, { mailbox: ANNA, delegateUsers: [EDITOR] }),
  sample(RemoveDelegate, { mailbox: ANNA, userIds: [{ primarySmtpAddress: 'bo@contoso.example' }] }),
  sample(GetServerTimeZones, { returnFullTimeZoneData: true, ids: ['W. Europe Standard Time', 'UTC'] }),
  sample(GetMailTips, {
    sendingAs: ANNA,
    recipients: [BO, { emailAddress: 'team@contoso.example' }],
    mailTipsRequested: ['OutOfOfficeMessage', 'MailboxFullStatus'],
  }),
  sample(GetServiceConfiguration, { actingAs: ANNA, requestedConfiguration: [['MailTips', 'ProtectionRules']] }),
  sample(GetUserPhoto, { email: 'anna@contoso.example', sizeRequested: 'HR96x96' }),
  sample(GetUserRetentionPolicyTags, {}),
  sample(GetPasswordExpirationDate, { mailboxSmtpAddress: 'anna@contoso.example' }),
  sample(GetSearchableMailboxes, { searchFilter: 'anna', expandGroupMembership: true }),
];
