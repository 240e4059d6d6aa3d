/** GetInboxRules: the rules of the caller's mailbox, in their order. */
import { ownMailbox } from '../access/own-mailbox.js';
import type { GetInboxRulesRequestType } from '../base/codec.js';
import { SUCCESS } from '../base/response-message.js';
import { rulesOf } from '../mail/inbox-rules.js';
import { guarded, type Handler } from './handler.js';

export const getInboxRules: Handler<GetInboxRulesRequestType> = (request, context) =>
  guarded(() => {
    const rules = rulesOf(ownMailbox(context, request.mailboxSmtpAddress));
    return { ...SUCCESS, outlookRuleBlobExists: false, ...(rules.length > 0 && { inboxRules: rules }) };
  });
