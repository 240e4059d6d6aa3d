/** UpdateInboxRules: changes to the list, all or none. What rules do is in mail/inbox-rules.ts, which are right in mail/validate-rule.ts. */
import { randomBytes } from 'node:crypto';
import type { Context } from '../access/context.js';
import { ownMailbox } from '../access/own-mailbox.js';
import type { UpdateInboxRulesRequestType } from '../base/codec.js';
import { Failure } from '../base/failure.js';
import { errorMembers, SUCCESS } from '../base/response-message.js';
import { type Rule, rulesOf } from '../mail/inbox-rules.js';
import { errorsOf, type RuleError, ruleError } from '../mail/validate-rule.js';
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
    const own: Context = { ...context, mailbox: owner };
    const operations = copyValue(request.operations) as unknown as RuleOperation[];
    let rules = rulesOf(owner);
    const seen = new Set<string>();
    const wrong: { operationIndex: number; validationErrors: RuleError[] }[] = [];
    for (const [operationIndex, operation] of operations.entries()) {
      const validationErrors = [...idErrors(rules, operation, seen), ...contentErrors(own, operation)];
      if (validationErrors.length > 0) wrong.push({ operationIndex, validationErrors });
      else rules = changed(rules, operation);
    }
    if (wrong.length > 0) return { ...errorMembers(refusal()), ruleOperationErrors: wrong };
    owner.data['inboxRules'] = rules;
    context.store.mailboxes.save(owner);
    return SUCCESS;
  });

const refusal = (): Failure =>
  new Failure('ErrorInboxRulesValidationError', 'A validation error occurred while executing the rule operation.');

const idOf = ({ rule, ruleId }: RuleOperation): string | undefined => ruleId ?? rule?.ruleId;

/** What is wrong with the id of the rule; `seen` are those of the operations before. */
function idErrors(rules: readonly Rule[], operation: RuleOperation, seen: Set<string>): RuleError[] {
  const id = idOf(operation);
  if (operation.kind === 'createRuleOperation')
    return id === undefined ? [] : [ruleError('CreateWithRuleId', 'RuleId', id)];
  if (!id) return [ruleError('MissingParameter', 'RuleId')];
  if (seen.has(id)) return [ruleError('DuplicatedOperationOnTheSameRule', 'RuleId', id)];
  seen.add(id);
  return rules.some(({ ruleId }) => ruleId === id) ? [] : [ruleError('RuleNotFound', 'RuleId', id)];
}

function contentErrors(own: Context, { kind, rule }: RuleOperation): RuleError[] {
  return kind === 'deleteRuleOperation' || rule === undefined ? [] : errorsOf(own, rule);
}

function changed(rules: Rule[], operation: RuleOperation): Rule[] {
  const { kind, rule } = operation;
  if (kind === 'createRuleOperation' && rule !== undefined) {
    const ruleId = Buffer.concat([randomBytes(7), Buffer.from([1])]).toString('base64');
    // The new rule takes its place, and those from there on move down.
    const others = rules.map((one) => (one.priority >= rule.priority ? { ...one, priority: one.priority + 1 } : one));
    return [...others, { ...rule, ruleId }];
  }
  const wanted = idOf(operation);
  if (kind === 'deleteRuleOperation') return rules.filter((one) => one.ruleId !== wanted);
  return rules.map((one) => (one.ruleId === wanted && rule ? { ...rule, ruleId: one.ruleId } : one));
}
