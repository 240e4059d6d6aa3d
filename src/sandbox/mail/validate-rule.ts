/** What is wrong with an inbox rule, by Learn's ErrorCode (RuleValidationErrorCodeType). A rule with any of it changes nothing. */
import type { Context } from '../access/context.js';
import { type TargetFolderRef, targetOf } from '../access/resolve.js';
import { Failure } from '../base/failure.js';
import type { Address } from '../store/item-data.js';
import type { Rule } from './inbox-rules.js';

/** A ValidationError of the answer. */
export interface RuleError {
  fieldURI: string;
  errorCode: string;
  errorMessage: string;
  fieldValue: string;
}

const TEXTS: Readonly<Record<string, string>> = {
  CreateWithRuleId: 'A rule that is created has no RuleId.',
  DuplicatedOperationOnTheSameRule: 'There is more than one operation on this rule.',
  EmptyValueFound: 'The value is empty.',
  FolderDoesNotExist: 'The folder does not exist.',
  InvalidAddress: 'The address is not valid.',
  InvalidDateRange: 'The end is before the start.',
  InvalidFolderId: 'The id of the folder is not valid.',
  InvalidSizeRange: 'The maximum is below the minimum.',
  MissingAction: 'The rule has no action.',
  MissingParameter: 'A required value is missing.',
  MissingRangeValue: 'The range has neither a start nor an end.',
  NotSettable: 'The property is set by the server.',
  RuleNotFound: 'There is no such rule.',
  SizeLessThanZero: 'The size is below zero.',
  UnsupportedRule: 'The rule is not supported.',
};

export function ruleError(errorCode: string, fieldURI: string, fieldValue = ''): RuleError {
  return { fieldURI, errorCode, errorMessage: TEXTS[errorCode] ?? errorCode, fieldValue };
}

/** `context` is that of the rule's owner. */
export function errorsOf(context: Context, rule: Rule): RuleError[] {
  return [
    ...(rule.displayName?.trim() ? [] : [ruleError('EmptyValueFound', 'DisplayName')]),
    // The EWS Managed API sends it as false with every rule.
    ...(rule.isInError ? [ruleError('NotSettable', 'IsInError', 'true')] : []),
    ...(rule.isNotSupported ? [ruleError('UnsupportedRule', 'IsNotSupported', 'true')] : []),
    ...valueErrors(context, 'Condition', rule.conditions),
    ...valueErrors(context, 'Exception', rule.exceptions),
    ...actionErrors(context, rule),
  ];
}

function actionErrors(context: Context, { actions = {} }: Rule): RuleError[] {
  const given = Object.values(actions).filter((value) => value !== undefined && value !== false);
  if (given.length === 0) return [ruleError('MissingAction', 'Actions')];
  return valueErrors(context, 'Action', actions as Readonly<Record<string, unknown>>);
}

function valueErrors(
  context: Context,
  part: 'Condition' | 'Exception' | 'Action',
  values: Readonly<Record<string, unknown>> = {},
): RuleError[] {
  return Object.entries(values).flatMap(([member, value]) => {
    const uri = `${part}:${member.slice(0, 1).toUpperCase()}${member.slice(1)}`;
    if (value === undefined) return [];
    // Exchange has no text messages any more, and the sandbox has no telephones.
    if (member === 'sendSMSAlertToRecipients') return [ruleError('UnsupportedRule', uri)];
    if (Array.isArray(value)) return listErrors(uri, value);
    if (member.endsWith('ToFolder')) return folderErrors(context, uri, value as TargetFolderRef);
    if (member === 'withinDateRange') return dateErrors(uri, value as { startDateTime?: Date; endDateTime?: Date });
    if (member === 'withinSizeRange') return sizeErrors(uri, value as { minimumSize?: number; maximumSize?: number });
    return [];
  });
}

function listErrors(uri: string, list: readonly (string | Address)[]): RuleError[] {
  if (list.length === 0) return [ruleError('EmptyValueFound', uri)];
  return list.flatMap((one) => {
    if (typeof one === 'string') return one.trim() === '' ? [ruleError('EmptyValueFound', uri)] : [];
    return isAddress(one) ? [] : [ruleError('InvalidAddress', uri, one.emailAddress ?? one.name ?? '')];
  });
}

/** Names of the directory that are no SMTP addresses have another routing type. */
function isAddress({ emailAddress = '', routingType = 'SMTP' }: Address): boolean {
  return routingType === 'SMTP' ? /^[^\s@<>]+@[^\s@<>]+$/.test(emailAddress) : emailAddress !== '';
}

function folderErrors(context: Context, uri: string, target: TargetFolderRef): RuleError[] {
  const id = target.folderId?.id ?? target.distinguishedFolderId?.id ?? '';
  try {
    targetOf(context, target);
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [ruleError(/^ErrorInvalidId/.test(error.code) ? 'InvalidFolderId' : 'FolderDoesNotExist', uri, id)];
  }
}

function dateErrors(uri: string, { startDateTime, endDateTime }: { startDateTime?: Date; endDateTime?: Date }) {
  if (startDateTime === undefined && endDateTime === undefined) return [ruleError('MissingRangeValue', uri)];
  const isWrong = startDateTime !== undefined && endDateTime !== undefined && endDateTime < startDateTime;
  return isWrong ? [ruleError('InvalidDateRange', uri)] : [];
}

function sizeErrors(uri: string, { minimumSize, maximumSize }: { minimumSize?: number; maximumSize?: number }) {
  if (minimumSize === undefined && maximumSize === undefined) return [ruleError('MissingRangeValue', uri)];
  if ((minimumSize ?? 0) < 0 || (maximumSize ?? 0) < 0) return [ruleError('SizeLessThanZero', uri)];
  const isWrong = minimumSize !== undefined && maximumSize !== undefined && maximumSize < minimumSize;
  return isWrong ? [ruleError('InvalidSizeRange', uri)] : [];
}
