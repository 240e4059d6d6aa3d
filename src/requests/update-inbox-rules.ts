/** UpdateInboxRules: changes to the list, all of them or none. */
import type {
  ArrayOfRuleOperationsType,
  RuleOperationErrorType,
  UpdateInboxRulesRequestType,
} from '../../generated/index.js';
import { errorOf } from '../client/response-errors.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

/** Of whatever changes rules. */
export interface RuleOptions extends RequestOptions {
  /**
   * Drops what Outlook alone knows of rules, such as those that are switched off there. Without it, a mailbox that has such is left as it is,
   * with ErrorOutlookRuleBlobExists. Default: false.
   */
  removeOutlookRuleBlob?: boolean | undefined;
}

export async function updateInboxRules(
  session: Session,
  operations: ArrayOfRuleOperationsType,
  { removeOutlookRuleBlob = false, ...options }: RuleOptions,
): Promise<void> {
  const request: UpdateInboxRulesRequestType = {
    mailboxSmtpAddress: session.email,
    removeOutlookRuleBlob,
    operations,
  };
  const response = await call(session, 'UpdateInboxRules', request, options, { errors: 'return' });
  const { messageText = 'The rules were refused.', ruleOperationErrors = [] } = response;
  // The sentence says that something is wrong; what, stands beside it.
  if (ruleOperationErrors.length > 0)
    response.messageText = `${messageText} ${ruleOperationErrors.map(describe).join(' ')}`;
  const error = errorOf('UpdateInboxRules', 0, response, response);
  if (error) throw error;
}

function describe({ operationIndex, validationErrors }: RuleOperationErrorType): string {
  const wrong = validationErrors.map(({ fieldURI, errorCode, errorMessage, fieldValue }) => {
    const value = fieldValue ? ` '${fieldValue}'` : '';
    return `${fieldURI}${value}: ${errorMessage || errorCode}`;
  });
  return `Operation ${operationIndex}: ${wrong.join(' ')}`;
}
