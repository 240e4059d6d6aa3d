/**
 * A patch to the update descriptions that are sent: one for each property that really changes, and nothing else.
 */
import { isDate, isUint8Array } from 'node:util/types';
import type { ItemChangeDescriptionType, NonEmptyArrayOfItemChangeDescriptionsType } from '../../generated/index.js';
import { ValidationError, type Violation } from '../errors.js';
import { nearestPath, type Property, propertiesOf } from '../properties/index.js';
import { pathOf } from '../properties/path.js';
import { type ExtendedProperty, encodeExtended } from './extended-property.js';
import { expandShorthands } from './fields.js';

type Data = Readonly<Record<string, unknown>>;
type Update = NonEmptyArrayOfItemChangeDescriptionsType[number];

/** What an update is about. */
export interface ChangeTarget {
  /** Type of the item: `MessageType`. */
  readonly type: string;
  /** Its `kind`: the element that carries a value. */
  readonly kind: string;
  /** What the item has now; members equal to it are not sent. */
  readonly current?: Data | undefined;
  readonly extended?: Readonly<Record<string, ExtendedProperty>> | undefined;
}

/** The updates of a patch; none when nothing changes. Throws {@link ValidationError} for what cannot be changed. */
export function buildChanges(patch: object, target: ChangeTarget): Update[] {
  const violations: Violation[] = [];
  const updates = Object.entries(expandShorthands(patch as Data)).flatMap(([key, value]) => {
    if (value === undefined || (target.current && sameValue(value ?? undefined, target.current[key]))) return [];
    const extended = target.extended?.[key];
    if (extended) return [extendedChange(extended, value, target)];
    return memberChanges(key, value, target, violations);
  });
  if (violations.length > 0) throw new ValidationError('The update', violations);
  return updates;
}

function extendedChange(property: ExtendedProperty, value: unknown, { kind }: ChangeTarget): Update {
  const path = { kind: 'extendedFieldURI' as const, ...property.path };
  return value === null
    ? { kind: 'deleteItemField', path }
    : set(path, kind, { extendedProperty: [encodeExtended(property, value)] });
}

function memberChanges(key: string, value: unknown, target: ChangeTarget, violations: Violation[]): Update[] {
  const properties = [...propertiesOf(target.type).values()].filter((property) => property.key === key);
  const [property] = properties;
  if (!property) {
    const nearest = nearestPath(target.type, key, 'update');
    violations.push({
      path: key,
      message: `${target.type.replace(/Type$/, '')} has no field '${key}'${nearest ? `; did you mean '${nearest}'?` : ''}`,
    });
    return [];
  }
  const indexed = properties.filter(({ fieldIndex }) => fieldIndex !== undefined);
  if (indexed.length > 0) return dictionaryChanges(key, value, indexed, target);
  if (!property.abilities.has(value === null ? 'delete' : 'update')) {
    violations.push({
      path: key,
      message:
        value === null ? 'Exchange does not let this be removed' : 'Exchange sets this itself; it cannot be changed',
    });
    return [];
  }
  const path = pathOf(property);
  return [value === null ? { kind: 'deleteItemField', path } : set(path, target.kind, { [key]: value })];
}

/** Entries of a dictionary are properties of their own: each that is given is set, each that is gone is removed. */
function dictionaryChanges(
  key: string,
  value: unknown,
  properties: readonly Property[],
  { kind, current }: ChangeTarget,
): Update[] {
  const entries = new Map(((value ?? []) as { key: string }[]).map((entry) => [entry.key, entry as Data]));
  const before = new Map(((current?.[key] ?? []) as { key: string }[]).map((entry) => [entry.key, entry as Data]));
  return properties.flatMap((property): Update[] => {
    const index = property.fieldIndex ?? '';
    const [entry, old] = [entries.get(index), before.get(index)];
    const part = property.field ?? 'value';
    if (sameValue(entry?.[part], old?.[part])) return [];
    const path = pathOf(property);
    if (entry?.[part] === undefined) return old?.[part] === undefined ? [] : [{ kind: 'deleteItemField', path }];
    return [set(path, kind, { [key]: [{ key: index, [part]: entry[part] }] })];
  });
}

function set(path: ItemChangeDescriptionType['path'], kind: string, value: Data): Update {
  return { kind: 'setItemField', path, item: { kind, ...value } } as Update;
}

/** Whether two values would be written the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (isDate(a) || isDate(b)) return isDate(a) && isDate(b) && a.getTime() === b.getTime();
  if (isUint8Array(a) || isUint8Array(b)) return isUint8Array(a) && isUint8Array(b) && Buffer.compare(a, b) === 0;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => sameValue((a as Data)[key], (b as Data)[key]));
}
