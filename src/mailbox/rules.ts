/** Inbox rules: what the server does with mail that arrives, while no program runs. Must not know the account. */
import type { RuleType } from '../../generated/index.js';
import {
  checkOptions,
  DoesNotExistError,
  EwsError,
  type Rules as OptionRules,
  rule,
  TEXT,
  TRUE_OR_FALSE,
  ValidationError,
  type Violation,
  wholeNumber,
} from '../errors.js';
import { getInboxRules } from '../requests/get-inbox-rules.js';
import { Listing } from '../requests/listing.js';
import { REQUEST_RULES, type RequestOptions } from '../requests/options.js';
import { demand } from '../requests/payload.js';
import type { Session } from '../requests/session.js';
import { type RuleOptions, updateInboxRules } from '../requests/update-inbox-rules.js';
import {
  demandRight,
  type RuleActions,
  type RulePredicates,
  resolveActions,
  writeActions,
  writePredicates,
} from './rule-data.js';

/** What a rule is. */
export interface RuleData {
  /** Its name. */
  displayName: string;
  /** Its place in the order, from 1. Default of a new one: the last. */
  priority?: number | undefined;
  /** Default of a new one: true. */
  isEnabled?: boolean | undefined;
  /** What a message must be, all of it; none for every message. */
  conditions?: RulePredicates | undefined;
  /** What a message must not be, any of it. */
  exceptions?: RulePredicates | undefined;
  /** What is done with it. */
  actions?: RuleActions | undefined;
}

/** What is changed of a rule: each member as a whole; `null` takes all conditions or exceptions away. */
export type RuleChanges = Partial<Omit<RuleData, 'conditions' | 'exceptions'>> & {
  /** Instead of those that it has. */
  conditions?: RulePredicates | null | undefined;
  /** Instead of those that it has. */
  exceptions?: RulePredicates | null | undefined;
};

const OBJECT_OR_NULL = rule('an object, or null for none', (value) => typeof value === 'object');
const CHANGE_RULES: OptionRules<RuleChanges> = {
  displayName: rule('a name', (value) => typeof value === 'string' && value.trim() !== ''),
  priority: wholeNumber(1),
  isEnabled: TRUE_OR_FALSE,
  conditions: OBJECT_OR_NULL,
  exceptions: OBJECT_OR_NULL,
  actions: rule('an object', (value) => typeof value === 'object' && value !== null),
};
const RULE_RULES: OptionRules<RuleOptions> = { ...REQUEST_RULES, removeOutlookRuleBlob: TRUE_OR_FALSE };

/** A rule, as it was read. */
export class Rule {
  readonly #session: Session;
  /** Its id, which stays. */
  readonly ruleId!: string;
  /** Its name. */
  readonly displayName!: string;
  /** Its place in the order, from 1. */
  readonly priority!: number;
  /** Whether it is on. */
  readonly isEnabled!: boolean;
  /** Whether it is broken, as when its folder is gone. */
  readonly isInError!: boolean;
  /** Whether it has parts that EWS does not show; then it can be deleted, and not changed. */
  readonly isNotSupported!: boolean;
  /** What a message must be, all of it. */
  readonly conditions: RulePredicates | undefined;
  /** What a message must not be, any of it. */
  readonly exceptions: RulePredicates | undefined;
  /** What is done with it. */
  readonly actions: RuleActions | undefined;

  /** Made by `account.rules`. */
  constructor(session: Session, data: RuleType) {
    this.#session = session;
    this.#take(data);
  }

  #take(data: RuleType): void {
    const { ruleId = '', isInError = false, isNotSupported = false, conditions, exceptions, actions } = data;
    const { displayName, priority, isEnabled } = data;
    const flags = { isEnabled, isInError, isNotSupported };
    Object.assign(this, { ruleId, displayName, priority, ...flags, conditions, exceptions, actions });
  }

  /** Changes it: each member that is given, as a whole. The rest is read first, for the server takes the whole rule only. */
  async update(changes: RuleChanges, options: RuleOptions = {}): Promise<void> {
    checkOptions('rule.update()', changes, CHANGE_RULES);
    checkOptions('rule.update()', options, RULE_RULES);
    const written = writeRule(this.#session, 'rule.update()', changes);
    const { removeOutlookRuleBlob: _blob, ...asked } = options;
    const old = (await readRules(this.#session, asked)).find(({ ruleId }) => ruleId === this.ruleId);
    if (old === undefined) throw gone(this);
    demandSupported(old);
    const whole = await laidOver(this.#session, old, written, asked);
    await updateInboxRules(this.#session, [{ kind: 'setRuleOperation', rule: whole }], options);
    this.#take(whole);
  }

  /** Deletes it. */
  async delete(options: RuleOptions = {}): Promise<void> {
    checkOptions('rule.delete()', options, RULE_RULES);
    await updateInboxRules(this.#session, [{ kind: 'deleteRuleOperation', ruleId: this.ruleId }], options);
  }
}

/** `account.rules`: in their order. */
export class Rules extends Listing<Rule> {
  readonly #session: Session;

  /** Made by accounts. */
  constructor(session: Session) {
    super('rules', (options) => listRules(session, options));
    this.#session = session;
  }

  /** Makes a rule. The list is read before and after, because only that tells the id. */
  async create(data: RuleData, options: RuleOptions = {}): Promise<Rule> {
    checkOptions<RuleChanges>('rules.create()', data, CHANGE_RULES);
    checkOptions('rules.create()', options, RULE_RULES);
    const written = writeRule(this.#session, 'rules.create()', data, true);
    const { removeOutlookRuleBlob: _blob, ...asked } = options;
    const before = await readRules(this.#session, asked);
    const last = Math.max(0, ...before.map(({ priority }) => priority));
    const fresh = { displayName: data.displayName, priority: last + 1, isEnabled: true };
    const made = await laidOver(this.#session, fresh, written, asked);
    await updateInboxRules(this.#session, [{ kind: 'createRuleOperation', rule: made }], options);
    const known = new Set(before.map(({ ruleId }) => ruleId));
    const found = (await readRules(this.#session, asked)).filter(({ ruleId }) => !known.has(ruleId));
    // Somebody else may have made one at the same time.
    const own = found.find(({ displayName }) => displayName === made.displayName);
    return new Rule(this.#session, demand('GetInboxRules', 'which rule it made', own));
  }

  /** Puts rules into this order, in one request; those that are not named come after them, as they were. */
  async reorder(order: readonly (Rule | string)[], options: RuleOptions = {}): Promise<void> {
    checkOptions('rules.reorder()', options, RULE_RULES);
    const ids = order.map((one) => (typeof one === 'string' ? one : one?.ruleId));
    const wrong = ids.flatMap((id, index) =>
      isNew(id, index, ids) ? [] : [{ path: `order[${index}]`, message: EACH }],
    );
    demandRight('rules.reorder()', wrong);
    const { removeOutlookRuleBlob: _blob, ...asked } = options;
    const rules = await readRules(this.#session, asked);
    const named = ids.map((id) => rules.find(({ ruleId }) => ruleId === id) ?? { id });
    for (const one of named) if ('id' in one) throw gone({ ruleId: one.id, displayName: '' });
    const all = [...(named as RuleType[]), ...rules.filter(({ ruleId }) => !ids.includes(ruleId as string))];
    const moved = all.map((data, index) => ({ ...data, priority: index + 1 }));
    const operations = moved.flatMap((data, index) =>
      data.priority === all[index]?.priority ? [] : [{ kind: 'setRuleOperation' as const, rule: settable(data) }],
    );
    for (const { rule: data } of operations) demandSupported(rules.find(({ ruleId }) => ruleId === data.ruleId));
    if (operations.length > 0) await updateInboxRules(this.#session, operations, options);
  }
}

const EACH = 'expected a rule of this mailbox, or its id, each once';

function isNew(id: unknown, index: number, ids: readonly unknown[]): boolean {
  return typeof id === 'string' && id !== '' && ids.indexOf(id) === index;
}

async function readRules(session: Session, options: RequestOptions): Promise<RuleType[]> {
  const { inboxRules = [] } = await getInboxRules(session, options);
  return [...inboxRules].sort((a, b) => a.priority - b.priority);
}

async function* listRules(session: Session, options: RequestOptions): AsyncGenerator<Rule, void, undefined> {
  for (const data of await readRules(session, options)) yield new Rule(session, data);
}

/** What is to be written of a rule. */
type Written = { [K in keyof RuleType]?: RuleType[K] | undefined };

/** What is given, as the wire has it, but for its folders. Throws {@link ValidationError} with all that is wrong. */
function writeRule(session: Session, method: string, given: RuleChanges, isNew = false): Written {
  const violations: Violation[] = [];
  const { conditions, exceptions, actions, ...rest } = given;
  if (isNew && given.displayName === undefined)
    violations.push({ path: 'displayName', message: `expected ${TEXT.expected}` });
  if (isNew && actions === undefined)
    violations.push({ path: 'actions', message: 'a rule needs one, such as markAsRead' });
  const written: Written = {
    ...rest,
    // Absent is none, on the wire; what is null is taken away when it is laid over.
    ...(conditions !== undefined && {
      conditions: conditions ? writePredicates(session, 'conditions', conditions, violations) : {},
    }),
    ...(exceptions !== undefined && {
      exceptions: exceptions ? writePredicates(session, 'exceptions', exceptions, violations) : {},
    }),
    ...(actions !== undefined && { actions: writeActions(session, actions, violations) }),
  };
  demandRight(method, violations);
  return written;
}

async function laidOver(session: Session, old: RuleType, written: Written, options: RequestOptions): Promise<RuleType> {
  const given = Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined));
  const whole: RuleType = { ...settable(old), ...given };
  if (written.actions) whole.actions = await resolveActions(session, written.actions, options);
  for (const part of ['conditions', 'exceptions'] as const)
    if (whole[part] && Object.keys(whole[part]).length === 0) delete whole[part];
  return whole;
}

/** Without what Exchange sets itself, which it refuses (NotSettable). */
function settable({ isInError: _error, isNotSupported: _parts, ...data }: RuleType): RuleType {
  return data;
}

function demandSupported(data: RuleType | undefined): void {
  if (!data?.isNotSupported) return;
  throw new EwsError('ERR_RULE_NOT_SUPPORTED', `The rule '${data.displayName}' has parts that EWS does not show.`, {
    remedy: 'Written back, it would lose them: change it in Outlook, or delete it and make it anew.',
  });
}

function gone({ ruleId, displayName }: { ruleId: string | undefined; displayName: string }): DoesNotExistError {
  return new DoesNotExistError(`There is no rule ${displayName ? `'${displayName}' ` : ''}with the id ${ruleId}.`, {
    remedy: 'It may have been deleted; read account.rules again.',
  });
}
