/** Inbox rules at work: whether a delivered message meets a rule, and what the rule then does with it. */
import type { Context } from '../access/context.js';
import { type TargetFolderRef, targetOf } from '../access/resolve.js';
import { plainText } from '../mime/body.js';
import { isSame } from '../properties/addresses.js';
import type { Address, ItemData } from '../store/item-data.js';
import type { Item } from '../store/items.js';
import { copyValue } from '../store/json.js';
import type { Mailbox } from '../store/mailboxes.js';
import type { Outgoing } from './received-message.js';

export interface Rule {
  ruleId: string;
  displayName: string;
  priority: number;
  isEnabled: boolean;
  /** Set by the server alone. */
  isInError?: boolean | undefined;
  isNotSupported?: boolean | undefined;
  conditions?: Predicates | undefined;
  exceptions?: Predicates | undefined;
  actions?: Actions | undefined;
}

type Predicates = Record<string, unknown>;

interface Actions {
  assignCategories?: string[];
  copyToFolder?: TargetFolderRef;
  delete?: boolean;
  forwardToRecipients?: Address[];
  redirectToRecipients?: Address[];
  markAsRead?: boolean;
  markImportance?: string;
  moveToFolder?: TargetFolderRef;
  permanentDelete?: boolean;
  stopProcessingRules?: boolean;
}

export function rulesOf(mailbox: Mailbox): Rule[] {
  const rules = (mailbox.data['inboxRules'] as Rule[] | undefined) ?? [];
  return [...rules].sort((a, b) => a.priority - b.priority);
}

/** Sends a message on to another mailbox, in the name of the one whose rule it is. */
export type PassOn = (own: Context, to: Mailbox, message: Outgoing) => void;

/** Runs the recipient's rules over a message that just arrived. */
export function runRules(context: Context, owner: Mailbox, arrived: Item, passOn: PassOn): void {
  const own: Context = { ...context, mailbox: owner };
  let item: Item | undefined = arrived;
  for (const rule of rulesOf(owner)) {
    if (item === undefined || !rule.isEnabled) continue;
    if (!meets(item.data, owner, rule.conditions) || (rule.exceptions && meetsAny(item.data, owner, rule.exceptions)))
      continue;
    item = act(own, item, rule.actions ?? {}, passOn);
    if (rule.actions?.stopProcessingRules) return;
  }
}

function act(context: Context, item: Item, actions: Actions, passOn: PassOn): Item | undefined {
  const { items, folders } = context.store;
  const change: Partial<ItemData> = {
    ...(actions.assignCategories && {
      categories: [...new Set([...(item.data.categories ?? []), ...actions.assignCategories])],
    }),
    ...(actions.markAsRead && { isRead: true }),
    ...(actions.markImportance && { importance: actions.markImportance }),
  };
  let current = Object.keys(change).length > 0 ? items.update(item, { ...item.data, ...change }) : item;
  if (actions.copyToFolder) items.copy(current, targetOf(context, actions.copyToFolder));
  const onward = [...(actions.forwardToRecipients ?? []), ...(actions.redirectToRecipients ?? [])];
  for (const address of onward) {
    const mailbox = context.store.mailboxes.byAddress(address.emailAddress);
    // A message is passed on once only, or two mailboxes could do so for ever.
    if (mailbox === undefined || mailbox.id === context.mailbox.id || item.data['passedOn']) continue;
    const data = { ...copyValue(current.data), passedOn: true };
    passOn(context, mailbox, { kind: current.kind, data, attachmentsOf: current.id });
  }
  if (actions.permanentDelete) {
    items.remove(current);
    return undefined;
  }
  if (actions.delete) current = items.move(current, folders.wellKnown(context.mailbox.id, 'deleteditems'));
  else if (actions.moveToFolder) current = items.move(current, targetOf(context, actions.moveToFolder));
  return current;
}

type Test = (data: ItemData, value: never, owner: Mailbox) => boolean;

const holds = (text: string | undefined, words: string[]) =>
  words.some((word) => text?.toLowerCase().includes(word.toLowerCase()));
const body = (data: ItemData) => data.body && plainText(data.body);
const names = (addresses: Address[] | undefined) =>
  addresses?.map((one) => `${one.name} ${one.emailAddress}`).join(' ');
const toMe = (list: Address[] | undefined, owner: Mailbox) =>
  list?.some((one) => one.emailAddress?.toLowerCase() === owner.address) ?? false;

const TESTS: Record<string, Test> = {
  containsSubjectStrings: (data, words: string[]) => holds(data.subject, words),
  containsBodyStrings: (data, words: string[]) => holds(body(data), words),
  containsSubjectOrBodyStrings: (data, words: string[]) => holds(data.subject, words) || holds(body(data), words),
  containsSenderStrings: (data, words: string[]) => holds(names(data.from && [data.from]), words),
  containsRecipientStrings: (data, words: string[]) => holds(names(data.toRecipients), words),
  containsHeaderStrings: (data, words: string[]) =>
    holds(data.internetMessageHeaders?.map((one) => `${one.headerName}: ${one.value}`).join('\n'), words),
  fromAddresses: (data, list: Address[]) => list.some((one) => isSame(one, data.from)),
  sentToAddresses: (data, list: Address[]) => list.some((one) => data.toRecipients?.some((to) => isSame(one, to))),
  categories: (data, list: string[]) => list.some((one) => data.categories?.includes(one)),
  itemClasses: (data, list: string[]) => list.some((one) => data.itemClass?.toLowerCase() === one.toLowerCase()),
  importance: (data, value: string) => data.importance === value,
  sensitivity: (data, value: string) => data.sensitivity === value,
  hasAttachments: (data, value: boolean) => (data.hasAttachments ?? false) === value,
  sentToMe: (data, value: boolean, owner) => toMe(data.toRecipients, owner) === value,
  sentCcMe: (data, value: boolean, owner) => toMe(data.ccRecipients, owner) === value,
  sentToOrCcMe: (data, value: boolean, owner) =>
    (toMe(data.toRecipients, owner) || toMe(data.ccRecipients, owner)) === value,
  notSentToMe: (data, value: boolean, owner) => toMe(data.toRecipients, owner) !== value,
  sentOnlyToMe: (data, value: boolean, owner) =>
    (toMe(data.toRecipients, owner) && data.toRecipients?.length === 1) === value,
  isMeetingRequest: (data, value: boolean) => /Meeting\.Request/.test(data.itemClass ?? '') === value,
  isMeetingResponse: (data, value: boolean) => /Meeting\.Resp/.test(data.itemClass ?? '') === value,
};

function results(data: ItemData, owner: Mailbox, predicates: Predicates): boolean[] {
  const given = Object.entries(predicates).filter(([, value]) => value !== undefined);
  return given.map(([name, value]) => TESTS[name]?.(data, value as never, owner) ?? false);
}

function meets(data: ItemData, owner: Mailbox, predicates: Predicates | undefined): boolean {
  return predicates === undefined || results(data, owner, predicates).every(Boolean);
}

function meetsAny(data: ItemData, owner: Mailbox, predicates: Predicates): boolean {
  return results(data, owner, predicates).some(Boolean);
}
