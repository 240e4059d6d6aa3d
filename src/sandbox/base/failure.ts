/**
 * What a handler throws to refuse one part of a request: Exchange's response code with Exchange's text for it.
 * A `Fault` refuses the whole request and becomes a SOAP fault.
 */
const TEXTS: Record<string, string> = {
  ErrorAccessDenied: 'Access is denied. Check credentials and try again.',
  ErrorCannotDeleteObject: 'Object cannot be deleted.',
  ErrorCannotEmptyFolder: 'The folder cannot be emptied.',
  ErrorCannotCreateCalendarItemInNonCalendarFolder: 'The calendar item cannot be created in a non-calendar folder.',
  ErrorCannotCreateContactInNonContactFolder: 'The contact item cannot be created in a non-contact folder.',
  ErrorCannotCreateTaskInNonTaskFolder: 'The task item cannot be created in a non-task folder.',
  ErrorCalendarCannotUseIdForOccurrenceId: 'Calendar item is not a recurring master.',
  ErrorCalendarDurationIsTooLong: 'The calendar duration is too long.',
  ErrorCalendarEndDateIsEarlierThanStartDate: 'EndDate is earlier than StartDate',
  ErrorCalendarInvalidRecurrence: 'The recurrence pattern is invalid.',
  ErrorCalendarIsNotOrganizer: 'You must be the organizer to perform this action.',
  ErrorCalendarIsOrganizerForAccept: 'You are the organizer of this meeting and cannot accept it.',
  ErrorCalendarIsOrganizerForDecline: 'You are the organizer of this meeting and cannot decline it.',
  ErrorCalendarIsOrganizerForTentative: 'You are the organizer of this meeting and cannot tentatively accept it.',
  ErrorCalendarOccurrenceIndexIsOutOfRecurrenceRange: 'Occurrence index is out of recurrence range.',
  ErrorCalendarOccurrenceIsDeletedFromRecurrence:
    'Occurrence with this index was previously deleted from the recurrence.',
  ErrorChangeKeyRequired: 'The required change key was not specified.',
  ErrorChangeKeyRequiredForWriteOperations: 'Change key is required for this operation.',
  ErrorContainsFilterWrongType: 'The Contains filter can only be used with a string property type.',
  ErrorCreateItemAccessDenied: 'Access to create an item in the folder is denied.',
  ErrorCreateSubfolderAccessDenied: 'Access to create a subfolder is denied.',
  ErrorDelegateNoUser: 'The user could not be found.',
  ErrorDeleteDistinguishedFolder: 'Distinguished folders cannot be deleted.',
  ErrorFolderNotFound: 'The specified folder could not be found in the store.',
  ErrorFolderSavePropertyError: 'The folder could not be saved: it has no name.',
  ErrorFreeBusyGenerationFailed: 'Unable to generate free/busy data.',
  ErrorImpersonateUserDenied: 'The account does not have permission to impersonate the requested user.',
  ErrorInvalidAttachmentId: 'The specified attachment Id is invalid.',
  ErrorInvalidExtendedProperty: 'The specified extended property is not valid.',
  ErrorInvalidFractionalPagingParameters: 'The fractional paging parameters are not valid.',
  ErrorInvalidId: 'The Id is invalid.',
  ErrorInvalidIdEmpty: 'Id must be non-empty.',
  ErrorInvalidIdMalformed: 'Id is malformed.',
  ErrorInvalidIdNotAnItemAttachmentId: 'Id must be an item attachment Id.',
  ErrorInvalidIndexedPagingParameters: 'The indexed paging parameters are not valid.',
  ErrorInvalidOperation: 'The requested operation is invalid.',
  ErrorInvalidPropertyAppend: 'Append action is invalid for the property.',
  ErrorInvalidPropertyDelete: 'Delete action is invalid for property.',
  ErrorInvalidPropertyRequest: 'Property is not valid for this object type.',
  ErrorInvalidPropertySet: 'Set action is invalid for property.',
  ErrorInvalidPropertyUpdateSentMessage: 'Update operation is invalid for property of a sent message.',
  ErrorInvalidRecipients: "At least one recipient isn't valid.",
  ErrorInvalidRequest: 'The request is invalid.',
  ErrorInvalidSendItemSaveSettings: 'The send item save settings are invalid.',
  ErrorInvalidServerVersion: 'The specified server version is invalid.',
  ErrorInvalidSubscription: 'The specified subscription was not found.',
  ErrorInvalidSyncStateData: 'Synchronization state data is corrupt or otherwise invalid.',
  ErrorInvalidUserSid: 'The user SID is invalid.',
  ErrorInvalidUserOofSettings: 'The user OOF settings are invalid.',
  ErrorInvalidValueForProperty: 'The specified value is invalid for property.',
  ErrorInvalidWatermark: 'The watermark is invalid.',
  ErrorIrresolvableConflict:
    'The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.',
  ErrorItemNotFound: 'The specified object was not found in the store.',
  ErrorItemSave: 'Failed to save the item.',
  ErrorMailRecipientNotFound: 'The specified mail recipient was not found.',
  ErrorMailboxMoveInProgress: 'Mailbox move in progress. Try again later.',
  ErrorManagedFolderNotFound: 'The managed folder was not found.',
  ErrorMessageDispositionRequired: 'Message disposition is required.',
  ErrorMissingInformationReferenceItemId: 'The reference item identifier is missing.',
  ErrorMissingArgument: 'A required argument is missing.',
  ErrorMoveCopyFailed: 'The move or copy operation failed.',
  ErrorMoveDistinguishedFolder: 'Distinguished folders cannot be moved.',
  ErrorNameResolutionMultipleResults: 'Multiple results were found.',
  ErrorNameResolutionNoResults: 'No results were found.',
  ErrorNonExistentMailbox: 'The SMTP address has no mailbox associated with it.',
  ErrorObjectTypeChanged: 'The object type cannot be changed.',
  ErrorPropertyUpdate: 'An internal error occurred while updating properties.',
  ErrorReadReceiptNotPending: 'There are no read receipts pending.',
  ErrorRequiredPropertyMissing: 'Required property is missing.',
  ErrorSchemaValidation: 'The request failed schema validation.',
  ErrorSendMeetingInvitationsRequired: 'SendMeetingInvitations attribute is required for calendar items.',
  ErrorSendMeetingCancellationsRequired: 'SendMeetingCancellations attribute is required for calendar items.',
  ErrorAffectedTaskOccurrencesRequired: 'AffectedTaskOccurrences attribute is required for Task items.',
  ErrorSendMeetingInvitationsOrCancellationsRequired:
    'SendMeetingInvitationsOrCancellations attribute is required for calendar items.',
  ErrorServerBusy: 'The server cannot service this request right now. Try again later.',
  ErrorStaleObject: 'The object is stale.',
  ErrorSubscriptionNotFound: 'Subscription is not found.',
  ErrorTimeZone: 'An internal error related to time zone definitions has occurred.',
  ErrorToFolderNotFound: 'The destination folder could not be found.',
  ErrorUnsupportedPathForQuery: 'The property can not be used with this type of restriction.',
  ErrorUnsupportedPathForSortGroup: 'The property can not be used for sorting or grouping results.',
};

/** Exchange's text for a code. */
function messageFor(code: string): string {
  return TEXTS[code] ?? 'The request could not be completed.';
}

/** One part of the request is refused; the other parts are still done. */
export class Failure extends Error {
  readonly code: string;
  /** Name and text of the `t:Value` elements in MessageXml. */
  readonly values: Readonly<Record<string, string>>;

  constructor(code: string, message: string = messageFor(code), values: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Failure';
    this.code = code;
    this.values = values;
  }
}

/** What is refused is a property; the answer names its path. */
export class PropertyFailure extends Failure {
  readonly fieldURI: string;
  readonly fieldIndex: string | undefined;

  constructor(
    code: string,
    { fieldURI = '', fieldIndex }: { fieldURI?: string | undefined; fieldIndex?: string | undefined },
  ) {
    super(code);
    this.name = 'PropertyFailure';
    this.fieldURI = fieldURI;
    this.fieldIndex = fieldIndex;
  }
}

/** The whole request is refused, before any part of it was done. */
export class Fault extends Failure {
  readonly violation: { line: number; position: number } | undefined;

  constructor(
    code: string,
    message: string = messageFor(code),
    values: Readonly<Record<string, string>> = {},
    violation?: { line: number; position: number },
  ) {
    super(code, message, values);
    this.name = 'Fault';
    this.violation = violation;
  }
}
