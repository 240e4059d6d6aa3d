/** GetMailTips: what a sender is told of recipients beforehand. */
import type { GetMailTipsType, MailTips } from '../../generated/index.js';
import { responseMessages } from '../client/responses.js';
import { call } from './call.js';
import type { RequestOptions } from './options.js';
import { demand } from './payload.js';
import type { Session } from './session.js';

/** Recipients in a request: Exchange's own MaxRecipientsPerGetMailTipsRequest. */
const CHUNK = 50;

function mailTipsRequest(from: string, recipients: readonly string[]): GetMailTipsType {
  return {
    sendingAs: { emailAddress: from },
    recipients: recipients.map((emailAddress) => ({ emailAddress })),
    mailTipsRequested: ['All'],
  };
}

export async function* getMailTips(
  session: Session,
  recipients: readonly string[],
  options: RequestOptions,
): AsyncGenerator<MailTips, void, undefined> {
  for (let start = 0; start < recipients.length; start += CHUNK) {
    const request = mailTipsRequest(session.email, recipients.slice(start, start + CHUNK));
    const response = await call(session, 'GetMailTips', request, options);
    for (const message of responseMessages(response) as { mailTips?: MailTips }[])
      yield demand('GetMailTips', 'what it has to tell', message.mailTips, response);
  }
}
