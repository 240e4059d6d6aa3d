/** Operations that the sandbox does not know, answered by functions of its user. */
import { type Body, SUCCESS, success } from '../base/response-message.js';
import type { Handler } from '../operations/handler.js';
import { isResponseMessage, messageKindOf } from './operation-facts.js';

export type OwnOperations = Readonly<Record<string, (request: object, user: string) => object | readonly object[]>>;

/** What its user's function answers, in the form in which the operation answers; undefined without a function. */
export function ownHandler(operation: string, own: OwnOperations): Handler<object> | undefined {
  const answer = Object.hasOwn(own, operation) ? own[operation] : undefined;
  if (answer === undefined) return undefined;
  return (request, { mailbox }) => {
    const answered = [answer(request, mailbox.address)].flat();
    const kind = messageKindOf(operation);
    if (kind !== undefined) return { responseMessages: answered.map((message) => success(kind, message as Body)) };
    const [members = {}] = answered as Body[];
    return isResponseMessage(operation) ? { ...SUCCESS, ...members } : members;
  };
}
