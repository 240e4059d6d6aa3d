/**
 * What the server refused, as errors: a SOAP fault (the whole request) or a response message (one part of it). `code` is the
 * server's own response code, as a literal of Microsoft's list.
 */
import type { ResponseCodeType, ResponseMessageType } from '../../generated/index.js';
import { EwsError, type EwsErrorDetails, keepResponse, nameErrors, ProtocolError, shown, shownIn } from '../errors.js';
import type { SoapFault } from '../soap/fault.js';
import { childElements, textOf, type XmlElement } from '../xml/element.js';
import { brokeOff } from './passing-codes.js';
import { isRead, onlyReads } from './read-only.js';
import { reasonOf } from './unsettled.js';

/** What to do about the codes that users meet; the server's own sentence says what happened. */
const REMEDIES: Readonly<Record<string, string>> = {
  ErrorAccessDenied: 'Ask the owner of the mailbox for rights, or use impersonation.',
  ErrorCreateItemAccessDenied: 'Ask the owner of the folder for the right to create items in it.',
  ErrorCreateSubfolderAccessDenied: 'Ask the owner of the folder for the right to create folders in it.',
  ErrorSendAsDenied: 'Ask an administrator for the right to send as, or on behalf of, that mailbox.',
  ErrorNonExistentMailbox: 'Check the address; for a shared mailbox log in as yourself and name it.',
  ErrorItemNotFound: 'It may have been moved or deleted; ids change when an item is moved.',
  ErrorFolderNotFound: 'It may have been deleted; look it up again by its path.',
  ErrorIrresolvableConflict: 'Read the item again and repeat the change on its newest version.',
  ErrorInvalidIdMalformed: 'Pass an id as the server gave it; ids are opaque and case-sensitive.',
  ErrorImpersonateUserDenied: 'Have the account given the management role ApplicationImpersonation on that user.',
  ErrorImpersonationDenied: 'Have the account given the management role ApplicationImpersonation on that user.',
  ErrorImpersonationFailed: 'An application has no mailbox of its own: say by `impersonate` whose it acts in.',
  ErrorInvalidUserPrincipalName: 'Check the name; or impersonate by `primarySmtpAddress`.',
  ErrorInvalidUserSid: 'Check the identifier; or impersonate by `primarySmtpAddress`.',
  ErrorNonPrimarySmtpAddress: 'Use the primary address of the mailbox, which the error names.',
  ErrorSchemaValidation: 'The server does not know what was sent; this may be a server of an older version.',
  ErrorInvalidServerVersion:
    'The server is older than the version asked for; leave `serverVersion` away to have it found.',
  ErrorInvalidSchemaVersionForMailboxVersion:
    'The mailbox is on an older server; leave `serverVersion` away to have its version found.',
  ErrorTimeZone: 'The server does not know the time zone; choose another `timeZone`.',
  ErrorUnsupportedCulture: 'The server does not have that language; choose another `culture`.',
  ErrorOutlookRuleBlobExists:
    'Outlook keeps rules of its own here, such as those switched off; `removeOutlookRuleBlob: true` drops them and goes on.',
  ErrorInvalidSyncStateData: 'Begin again without `since`: all that was known of the folder may have changed.',
  ErrorQuotaExceeded: 'Empty the mailbox, or ask for a larger quota.',
  ErrorMessageSizeExceeded: 'Send less at once.',
};

/** The server refused the whole request. */
export class SoapFaultError extends EwsError<string> {
  static {
    nameErrors(SoapFaultError, 'SoapFaultError');
  }

  /** The fault as the server sent it. */
  readonly fault: SoapFault;

  constructor(operation: string, fault: SoapFault, details: EwsErrorDetails = {}) {
    const code = fault.responseCode ?? fault.code;
    const where =
      fault.line === undefined
        ? ''
        : ` (line ${fault.line}, position ${fault.position ?? 0}${fault.violation ? `: ${fault.violation}` : ''})`;
    super(code, `${operation}: ${sentence(fault.message)}${where} [${code}]`, {
      remedy: REMEDIES[code],
      ...details,
    });
    this.fault = shownIn(fault);
  }
}

/** The server refused one part of the request. */
export class ResponseError extends EwsError<ResponseCodeType> {
  static {
    nameErrors(ResponseError, 'ResponseError');
  }

  /** Name of the operation: `GetItem`. */
  readonly operation: string;
  /** Position of the response message, from 0. */
  readonly index: number;
  /** Named values that the server added, for example BackOffMilliseconds. */
  readonly values: Readonly<Record<string, string>>;

  constructor(
    operation: string,
    index: number,
    message: ResponseMessageType,
    response?: object,
    details: EwsErrorDetails = {},
  ) {
    const code = message.responseCode ?? 'ErrorInternalServerError';
    // In the response itself, which the error holds: a server repeats here what it was sent.
    if (message.messageText !== undefined) message.messageText = shown(message.messageText);
    if (message.messageXml !== undefined) message.messageXml = shownIn(message.messageXml);
    super(
      code,
      `${operation}: ${sentence(message.messageText ?? 'The server gave no reason.')}${describeXml(message)} [${code}]`,
      {
        remedy: REMEDIES[code],
        ...details,
      },
    );
    this.operation = operation;
    this.index = index;
    this.values = shownIn(valuesOf(message));
    keepResponse(this, response);
  }
}

/** What Exchange Online says of a budget that is used up, in the sentence alone. */
const SUGGESTED = /Suggested backoff time (\d{1,9}) ms/i;

/** The server is busy and says when to come back. */
export class ServerBusyError extends ResponseError {
  static {
    nameErrors(ServerBusyError, 'ServerBusyError');
  }

  /** Milliseconds to wait before asking again; undefined when the server did not say. */
  get backOffMs(): number | undefined {
    const value = this.values['BackOffMilliseconds'] ?? SUGGESTED.exec(this.message)?.[1];
    return value === undefined ? undefined : Number(value);
  }
}

/**
 * The server has forgotten the state of a feed (the mailbox was moved, the state is too old), or never gave it out: what was known is void,
 * and the feed has to begin again without one.
 */
export class ResyncError extends ResponseError {
  static {
    nameErrors(ResyncError, 'ResyncError');
  }
}

const CLASSES: Readonly<Record<string, typeof ResponseError>> = {
  ErrorServerBusy: ServerBusyError,
  ErrorInvalidSyncStateData: ResyncError,
};

/** Whether an error is an answer of the server's, of a part or of the whole request, with one of these codes. */
export function hasCode<const Code extends ResponseCodeType>(
  error: unknown,
  ...codes: readonly Code[]
): error is (ResponseError | SoapFaultError) & { readonly code: Code } {
  const answered = error instanceof ResponseError || error instanceof SoapFaultError;
  return answered && (codes as readonly string[]).includes(error.code);
}

/** The error of a response message; undefined when it is none. One that says neither that it is nor that it is not is an error, too. */
export function errorOf(
  operation: string,
  index: number,
  message: ResponseMessageType,
  response?: object,
  details: EwsErrorDetails = {},
): ResponseError | ProtocolError | undefined {
  const { responseClass, responseCode } = message;
  // A warning is an answer with a reservation, but for this one: the part was never looked at, because one before it failed.
  const done = responseClass === 'Success' || responseClass === 'Warning';
  if (done && responseCode !== 'ErrorBatchProcessingStopped') return undefined;
  if (responseClass !== 'Error' && /^(NoError)?$/.test(responseCode ?? '')) {
    const text = `${operation}: answer ${index} does not say whether it is a success (ResponseClass).`;
    return openFate(operation, new ProtocolError('ERR_PROTOCOL', text, response, details));
  }
  const Class = CLASSES[message.responseCode ?? ''] ?? ResponseError;
  const reason = reasonOf(message);
  const error = new Class(operation, index, message, response, reason ? { ...details, cause: reason } : details);
  const fate = reason ? reason.fate : brokeOff(message.responseCode) && !isRead(operation) ? 'unknown' : undefined;
  return fate === undefined ? error : Object.assign(error, { fate });
}

/** The error of a fault: a busy server says so in a fault, too. */
export function errorOfFault(
  operation: string,
  fault: SoapFault,
  details: EwsErrorDetails = {},
): SoapFaultError | ResponseError {
  if (fault.responseCode !== 'ErrorServerBusy') return new SoapFaultError(operation, fault, details);
  const xml = Object.entries(fault.values).map(([name, value]) => ({
    name: 'Value',
    namespace: '',
    attributes: { Name: name },
    children: [value],
  }));
  return new ServerBusyError(
    operation,
    0,
    { responseClass: 'Error', responseCode: 'ErrorServerBusy', messageText: fault.message, messageXml: xml },
    undefined,
    details,
  );
}

/** An answer that says nothing to go by leaves open what came of a change. */
export function openFate(operation: string, error: ProtocolError): ProtocolError {
  return onlyReads(operation) ? error : Object.assign(error, { fate: 'unknown' as const });
}

function sentence(text: string): string {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

function elementsOf(message: ResponseMessageType): XmlElement[] {
  return (message.messageXml ?? []).filter((node): node is XmlElement => typeof node !== 'string');
}

function valuesOf(message: ResponseMessageType): Record<string, string> {
  return Object.fromEntries(
    elementsOf(message)
      .filter(({ name }) => name === 'Value')
      .map((value) => [value.attributes?.['Name'] ?? '', textOf(value) ?? '']),
  );
}

/** The property that an error is about, where the server names one. */
function describeXml(message: ResponseMessageType): string {
  const fields = elementsOf(message).flatMap((element) => [element, ...childElements(element)]);
  const uri = fields.find(({ name }) => /FieldURI$/.test(name))?.attributes;
  const name = uri?.['FieldURI'] ?? uri?.['PropertyName'] ?? uri?.['PropertyTag'];
  return name === undefined ? '' : ` (property ${name})`;
}
