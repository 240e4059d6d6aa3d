/** GetInboxRules: what the server does with mail that arrives. */
import type { GetInboxRulesRequestType, GetInboxRulesResponseType } from '../../generated/index.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import type { Session } from './session.js';

export function getInboxRules(session: Session, options: RequestOptions): Promise<GetInboxRulesResponseType> {
  const request: GetInboxRulesRequestType = { mailboxSmtpAddress: session.email };
  return call(session, 'GetInboxRules', request, options);
}
