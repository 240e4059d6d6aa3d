/** What a caller gives for a new item, as the item that is sent. */
import { ValidationError, type Violation } from '../errors.js';
import { type Writing, writeMembers } from './write.js';

type Data = Readonly<Record<string, unknown>>;

/** For whom a new item is written. */
export interface NewItemTarget extends Omit<Writing, 'ability'> {
  /** The element that it is sent as: `message`. */
  readonly kind: string;
  /** Where it stands among the things given, for messages: `items[3]`. */
  readonly path?: string | undefined;
}

/** The item as it is sent. Throws {@link ValidationError} with everything that is wrong with it. */
export function buildNewItem(given: unknown, target: NewItemTarget): object {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw invalid([{ path: '', message: 'expected an object of members such as { subject: "x" }' }], target.path);
  const { members, own, violations } = writeMembers(given as Data, { ...target, ability: 'create' });
  if (violations.length > 0) throw invalid(violations, target.path);
  const item: Record<string, unknown> = { kind: target.kind, ...Object.fromEntries(members) };
  const properties = [...own.values()].filter((property) => property !== null);
  if (properties.length > 0)
    item['extendedProperty'] = [...((item['extendedProperty'] as object[] | undefined) ?? []), ...properties];
  return item;
}

function invalid(violations: readonly Violation[], path: string | undefined): ValidationError {
  const at = (inner: string): string => [path, inner].filter(Boolean).join('.') || 'item';
  return new ValidationError(
    'The new item',
    violations.map((violation) => ({ ...violation, path: at(violation.path) })),
  );
}
