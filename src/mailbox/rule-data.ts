/** What a rule is made of: conditions, exceptions, actions, as a caller gives them and as the wire has them. */
import type {
  EmailAddressType,
  RuleActionsType,
  RulePredicateDateRangeType,
  RulePredicatesType,
  TargetFolderIdType,
} from '../../generated/index.js';
import { compiledType, type Registry } from '../codec/index.js';
import { isPlain, suggest, ValidationError, type Violation } from '../errors.js';
import type { GivenTime, Recipient } from '../fields/given.js';
import { toRecipient } from '../fields/lenient.js';
import type { RequestOptions } from '../requests/options.js';
import type { Place } from '../requests/place.js';
import { resolvePlace } from '../requests/resolve-place.js';
import type { Session } from '../requests/session.js';
import { MOMENT_FORMS, readMoment } from '../time/moment.js';

/** Whom a message is from or to. */
export interface RulePeople {
  /** Is from one of these. */
  fromAddresses?: readonly Recipient[] | undefined;
  /** Was sent to one of these. */
  sentToAddresses?: readonly Recipient[] | undefined;
}

/** When a message arrived. */
export interface RuleSpan {
  /** From then on. */
  startDateTime?: GivenTime | undefined;
  /** Until then; a day is the whole of it. */
  endDateTime?: GivenTime | undefined;
}

/** What a message must be, all of it; in exceptions, what it must not be, any of it. */
export type RulePredicates = Omit<Partial<RulePredicatesType>, keyof RulePeople | 'withinDateRange'> &
  RulePeople & {
    /** Arrived then. */
    withinDateRange?: RuleSpan | undefined;
  };

/** Whom a message is sent on to. */
export interface RuleForwards {
  /** Forwards it to these. */
  forwardToRecipients?: readonly Recipient[] | undefined;
  /** Forwards it as an attachment to these. */
  forwardAsAttachmentToRecipients?: readonly Recipient[] | undefined;
  /** Sends it on to these, unchanged. */
  redirectToRecipients?: readonly Recipient[] | undefined;
  /** Sends a text message to these numbers. */
  sendSMSAlertToRecipients?: readonly Recipient[] | undefined;
}

/** Where a message is put. */
export interface RulePlaces {
  /** Moves it there. */
  moveToFolder?: Place | TargetFolderIdType | undefined;
  /** Copies it there. */
  copyToFolder?: Place | TargetFolderIdType | undefined;
}

/** What is done with a message. */
export type RuleActions = Omit<Partial<RuleActionsType>, keyof RuleForwards | keyof RulePlaces> &
  RuleForwards &
  RulePlaces;

type Data = Readonly<Record<string, unknown>>;

const RECIPIENTS: ReadonlySet<string> = new Set([
  'fromAddresses',
  'sentToAddresses',
  'forwardToRecipients',
  'forwardAsAttachmentToRecipients',
  'redirectToRecipients',
  'sendSMSAlertToRecipients',
]);
const PLACES: ReadonlySet<string> = new Set(['moveToFolder', 'copyToFolder']);

/** Conditions or exceptions. What is wrong with them is added to `violations`. */
export function writePredicates(
  { registry, timeZone }: Session,
  part: 'conditions' | 'exceptions',
  given: RulePredicates,
  violations: Violation[],
): RulePredicatesType {
  const written = writePart(registry, 'RulePredicatesType', part, given, violations);
  const { withinDateRange: span } = given;
  if (span !== undefined)
    written['withinDateRange'] = {
      ...timeOf('startDateTime', span, timeZone, `${part}.withinDateRange`, violations),
      ...timeOf('endDateTime', span, timeZone, `${part}.withinDateRange`, violations),
    } satisfies RulePredicateDateRangeType;
  return written;
}

/** Actions; folders are looked up by {@link resolveActions}. */
export function writeActions({ registry }: Session, given: RuleActions, violations: Violation[]): RuleActionsType {
  const written = writePart(registry, 'RuleActionsType', 'actions', given, violations);
  const acts = Object.values(written).some((value) => value !== undefined && value !== false);
  // A name that is wrong is told already.
  if (!acts && isPlain(given) && violations.length === 0)
    violations.push({ path: 'actions', message: 'a rule that does nothing is refused; give one, such as markAsRead' });
  return written;
}

/** The same, with the ids of the folders. */
export async function resolveActions(
  session: Session,
  actions: RuleActionsType,
  options: RequestOptions,
): Promise<RuleActionsType> {
  const resolved: Record<string, unknown> = { ...actions };
  for (const member of PLACES) {
    const place = resolved[member];
    if (place !== undefined && !isTarget(place))
      resolved[member] = await resolvePlace(session, place as Place, options);
  }
  return resolved;
}

/** As a rule that was read has it. */
function isTarget(place: unknown): place is TargetFolderIdType {
  return typeof place === 'object' && place !== null && ('folderId' in place || 'distinguishedFolderId' in place);
}

function writePart(
  registry: Registry,
  type: string,
  part: string,
  given: object,
  violations: Violation[],
): Record<string, unknown> {
  const known = compiledType(registry, type)?.byKey;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    violations.push({ path: part, message: 'expected an object' });
    return {};
  }
  const written: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(given as Data)) {
    if (value === undefined) continue;
    if (key === 'unknown' || key === 'unknownAttributes' || known?.has(key))
      written[key] = RECIPIENTS.has(key) ? recipientsOf(value) : value;
    else violations.push({ path: `${part}.${key}`, message: noMember(key, [...(known?.keys() ?? [])]) });
  }
  return written;
}

function noMember(key: string, known: readonly string[]): string {
  const nearest = suggest(key, known);
  return `rules have no such ${nearest ? `part; did you mean '${nearest}'?` : 'part'}`;
}

/** One that is given alone is a list of one. */
function recipientsOf(given: unknown): EmailAddressType[] {
  return (Array.isArray(given) ? given : [given]).map(toRecipient) as EmailAddressType[];
}

function timeOf<K extends keyof RuleSpan>(
  key: K,
  span: RuleSpan,
  timeZone: string,
  path: string,
  violations: Violation[],
): { readonly [P in K]?: Date } {
  if (span[key] === undefined) return {};
  const read = readMoment(span[key], timeZone);
  if (read === undefined) violations.push({ path: `${path}.${key}`, message: `expected ${MOMENT_FORMS}` });
  const at = read && ('at' in read ? read.at : key === 'endDateTime' ? read.until : read.from);
  return { [key]: at } as { readonly [P in K]?: Date };
}

/** Throws {@link ValidationError} with all that is wrong. */
export function demandRight(method: string, violations: readonly Violation[]): void {
  if (violations.length > 0) throw new ValidationError(method, violations);
}
