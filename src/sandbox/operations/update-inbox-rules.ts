/** UpdateInboxRules: changes to the list, all or none. What rules do is in mail/inbox-rules.ts. */
import { randomBytes } from 'node:crypto';
import { ownMailbox } from '../access/own-mailbox.js';
import type { UpdateInboxRulesRequestType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { SUCCESS } from '../base/response-message.js';
import { type Rule, rulesOf } from '../mail/inbox-rules.js';
import { copyValue } from '../store/json.js';
import { guarded, type Handler } from './handler.js';

interface RuleOperation {
  kind: 'createRuleOperation' | 'setRuleOperation' | 'deleteRuleOperation';
  rule?: Rule;
  ruleId?: string;
}

export const updateInboxRules: Handler<UpdateInboxRulesRequestType> = (request, context) =>
  guarded(() => {
    const owner = ownMailbox(context, request.mailboxSmtpAddress);
    let rules = rulesOf(owner);
    for (const change of copyValue(request.operations) as unknown as RuleOperation[]) rules = changed(rules, change);
    owner.data['inboxRules'] = rules;
    context.store.mailboxes.save(owner);
    return SUCCESS;
  });

function changed(rules: Rule[], { kind, rule, ruleId }: RuleOperation): Rule[] {
  if (kind === 'createRuleOperation' && rule !== undefined) {
    const id = Buffer.concat([randomBytes(7), Buffer.from([1])]).toString('base64');
    // The new rule takes its place, and those from there on move down.
    const others = rules.map((one) => (one.priority >= rule.priority ? { ...one, priority: one.priority + 1 } : one));
    return [...others, { ...rule, ruleId: id }];
  }
  const wanted = ruleId ?? rule?.ruleId;
  if (!rules.some((one) => one.ruleId === wanted))
    throw new Failure(
      'ErrorInboxRulesValidationError',
      'A validation error occurred while executing the rule operation.',
    );
  if (kind === 'deleteRuleOperation') return rules.filter((one) => one.ruleId !== wanted);
  return rules.map((one) => (one.ruleId === wanted && rule ? { ...rule, ruleId: one.ruleId } : one));
}
