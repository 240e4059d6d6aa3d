/** What was written of an item, as the update descriptions that are sent: one for each property, and nothing else. */
import type {
  ExtendedPropertyType,
  ItemChangeDescriptionType,
  NonEmptyArrayOfItemChangeDescriptionsType,
} from '../../generated/index.js';
import { suggest, ValidationError, type Violation } from '../errors.js';
import { type Property, pathOf, propertiesOf } from '../properties/index.js';
import type { ExtendedFields } from './own-fields.js';
import { sameValue } from './same-value.js';
import { type Writing, writeMembers } from './write.js';

type Data = Readonly<Record<string, unknown>>;
export type ItemUpdate = NonEmptyArrayOfItemChangeDescriptionsType[number];

/** What an update is about. */
export interface ChangeTarget extends Omit<Writing, 'ability'> {
  /** The element that carries a value: `message`. */
  readonly kind: string;
  /** Members as the server is known to have them; what equals them is not sent. Absent: everything is. */
  readonly known?: Data | undefined;
}

/** The updates of a patch; none when nothing changes. Throws {@link ValidationError} for what cannot be changed. */
export function buildChanges(patch: object, target: ChangeTarget): ItemUpdate[] {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch))
    throw new ValidationError('The update', [
      { path: 'changes', message: 'expected an object of members such as { subject: "x" }' },
    ]);
  const { members, own, violations: found } = writeMembers(patch as Data, { ...target, ability: 'update' });
  const violations: Violation[] = [...found];
  const changed = [...members].filter(([key, value]) => !isKnown(key, value ?? undefined, target.known));
  const updates = changed.flatMap(([key, value]) => memberChanges(key, value, target, violations));
  for (const [name, value] of own) {
    if (isKnown(name, (patch as Data)[name] ?? undefined, target.known)) continue;
    updates.push(ownChange(name, value, target));
  }
  if (violations.length > 0) throw new ValidationError('The update', violations);
  return updates;
}

function isKnown(key: string, value: unknown, known: Data | undefined): boolean {
  return known !== undefined && Object.hasOwn(known, key) && sameValue(value, known[key]);
}

function ownChange(
  name: string,
  value: ExtendedPropertyType | null,
  target: { fields: ExtendedFields; kind: string },
): ItemUpdate {
  const path = { kind: 'extendedFieldURI' as const, ...target.fields[name]!.path };
  return value === null ? { kind: 'deleteItemField', path } : set(path, target.kind, { extendedProperty: [value] });
}

function memberChanges(key: string, value: unknown, target: ChangeTarget, violations: Violation[]): ItemUpdate[] {
  if (key === 'extendedProperty') return rawChanges(value as readonly ExtendedPropertyType[], target);
  const properties = [...propertiesOf(target.registry, target.type).values()].filter(
    (property) => property.key === key,
  );
  const indexed = properties.filter(({ fieldIndex }) => fieldIndex !== undefined);
  if (indexed.length > 0) return dictionaryChanges(key, value, indexed, target, violations);
  const [property] = properties;
  if (property === undefined) return [];
  const path = pathOf(property);
  return [value === null ? { kind: 'deleteItemField', path } : set(path, target.kind, { [key]: value })];
}

function rawChanges(properties: readonly ExtendedPropertyType[], { kind }: ChangeTarget): ItemUpdate[] {
  return properties.map((property) =>
    set({ kind: 'extendedFieldURI', ...property.extendedFieldURI }, kind, { extendedProperty: [property] }),
  );
}

/**
 * Entries of a dictionary are properties of their own: each that is given is set, and each that was there and is gone is removed; `null`
 * removes those that were there, or all that there may be where that is not known.
 */
function dictionaryChanges(
  key: string,
  value: unknown,
  properties: readonly Property[],
  { kind, current, known }: ChangeTarget,
  violations: Violation[],
): ItemUpdate[] {
  const entries = entriesOf(key, value ?? [], properties, violations);
  const had = known?.[key] ?? current?.[key];
  const before = new Map(((had ?? []) as { key: string }[]).map((entry) => [entry.key, entry as Data]));
  return properties.flatMap((property): ItemUpdate[] => {
    const index = property.fieldIndex ?? '';
    const part = property.field ?? 'value';
    const [given, was] = [entries.get(index), before.get(index)];
    const [now, old] = [given?.[part], was?.[part]];
    const more = property.field === undefined ? saidBeside(given, was) : {};
    const isSame = sameValue(now, old) && Object.entries(more).every(([name, one]) => sameValue(one, was?.[name]));
    if (known !== undefined && had !== undefined && isSame) return [];
    const path = pathOf(property);
    if (now !== undefined) return [set(path, kind, { [key]: [{ key: index, [part]: now, ...more }] })];
    const remove = had === undefined ? value === null : old !== undefined;
    return remove ? [{ kind: 'deleteItemField', path }] : [];
  });
}

/**
 * The name of an e-mail entry, and how it is routed. A name that is the address, or the one before, was made by the server, and would stay
 * when the address changes.
 */
function saidBeside({ name, routingType, value }: Data = {}, was: Data = {}): Data {
  return {
    ...(name !== undefined && name !== value && name !== was['value'] && { name }),
    ...(routingType !== undefined && routingType !== 'SMTP' && { routingType }),
  };
}

/** The entries by their keys. A key or a part that is unknown is refused by name: left out, it would stand for "removed". */
function entriesOf(
  key: string,
  value: unknown,
  properties: readonly Property[],
  violations: Violation[],
): ReadonlyMap<string, Data> {
  if (!Array.isArray(value)) {
    violations.push({ path: key, message: 'expected an array of entries, each with a key' });
    return new Map();
  }
  const keys = new Set(properties.map(({ fieldIndex }) => fieldIndex ?? ''));
  const parts = new Set(['key', ...properties.map(({ field }) => field ?? 'value'), ...BESIDE]);
  for (const [index, entry] of (value as Data[]).entries()) {
    const path = `${key}[${index}]`;
    if (!keys.has(String(entry?.['key'])))
      violations.push({ path: `${path}.key`, message: unknown(entry?.['key'], keys) });
    for (const part of Object.keys(entry ?? {}))
      if (!parts.has(part)) violations.push({ path: `${path}.${part}`, message: unknown(part, parts) });
  }
  return new Map((value as Data[]).map((entry) => [String(entry?.['key']), entry]));
}

/** Parts of an e-mail entry beside the address, and what comes back with what was read. */
const BESIDE = ['name', 'routingType', 'mailboxType', 'unknown', 'unknownAttributes'];

function unknown(name: unknown, names: Iterable<string>): string {
  const all = [...names].filter((one) => !BESIDE.includes(one));
  const nearest = typeof name === 'string' ? suggest(name, all) : undefined;
  return nearest ? `there is no '${String(name)}'; did you mean '${nearest}'?` : `expected one of ${all.join(', ')}`;
}

function set(path: ItemChangeDescriptionType['path'], kind: string, value: Data): ItemUpdate {
  return { kind: 'setItemField', path, item: { kind, ...value } } as ItemUpdate;
}
