/**
 * Fields of the caller's own, by the names that the caller gave them: which names will not do, how they are written, and how they come
 * to stand on what was read.
 */
import type { ExtendedPropertyType, PathToExtendedFieldType } from '../../generated/index.js';
import { ValidationError, type Violation } from '../errors.js';
import type { ExtendedProperty } from './extended-property.js';
import { decodeMapi, type MapiValue } from './mapi-value.js';
import { samePath } from './property-set.js';

/** Own fields by name. */
export type ExtendedFields = Readonly<Record<string, ExtendedProperty>>;

/** The values of own fields. */
export type ExtendedValues<F extends ExtendedFields> = { [K in keyof F]: MapiValue<F[K]['type']> };

/** No own fields. */
export type NoFields = Record<never, never>;

/** Words of a condition, and what JavaScript itself looks for on any object. */
const RESERVED: ReadonlySet<string> = new Set([
  'and',
  'or',
  'not',
  'kind',
  'then',
  'constructor',
  'toString',
  'valueOf',
  'toJSON',
  'unknown',
  'unknownAttributes',
  '__proto__',
]);

/**
 * Throws {@link ValidationError} for names that would shadow something, and for what is no property.
 *
 * @param shadowed says of a name what it would hide on the items or folders that get it
 */
export function checkOwnFields(fields: unknown, shadowed: (name: string) => string | undefined): ExtendedFields {
  const violations: Violation[] = [];
  if (typeof fields !== 'object' || fields === null)
    throw new ValidationError('withFields()', [
      { path: 'fields', message: 'expected an object such as { menu: extendedProperty({...}) }' },
    ]);
  for (const [name, property] of Object.entries(fields)) {
    const complaint = nameComplaint(name, shadowed) ?? propertyComplaint(property);
    if (complaint !== undefined) violations.push({ path: name, message: complaint });
  }
  if (violations.length > 0) throw new ValidationError('withFields()', violations);
  return fields as ExtendedFields;
}

function nameComplaint(name: string, shadowed: (name: string) => string | undefined): string | undefined {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
    return 'expected a name of letters, digits and _, which begins with a letter';
  if (name.includes('__')) return "a name cannot have '__' in it: lookups begin with that";
  if (RESERVED.has(name)) return 'this name means something else already; choose another';
  const hidden = shadowed(name);
  return hidden && `this name would hide ${hidden}; choose another`;
}

function propertyComplaint(property: unknown): string | undefined {
  const { path, type } = (property ?? {}) as Partial<ExtendedProperty>;
  return typeof path === 'object' && typeof type === 'string' ? undefined : 'expected what extendedProperty() returns';
}

interface Extensible {
  extendedProperty?: ExtendedPropertyType[] | undefined;
}

/** Puts the own fields on something that was read. What has a name of its own then is no longer among `extendedProperty`. */
export function readOwnFields(fields: ExtendedFields, value: Extensible): void {
  const received = value.extendedProperty;
  if (received === undefined) return;
  const named = new Set<ExtendedPropertyType>();
  for (const [name, { path, type }] of Object.entries(fields)) {
    const found = received.find(({ extendedFieldURI }) => samePath(extendedFieldURI, path));
    if (found === undefined) continue;
    (value as Record<string, unknown>)[name] = decodeMapi(type, found);
    named.add(found);
  }
  if (named.size === 0) return;
  const rest = received.filter((property) => !named.has(property));
  if (rest.length === 0) delete value.extendedProperty;
  else value.extendedProperty = rest;
}

/** The paths of own fields, for a shape. */
export function pathsOfFields(fields: ExtendedFields): ({ kind: 'extendedFieldURI' } & PathToExtendedFieldType)[] {
  return Object.values(fields).map(({ path }) => ({ kind: 'extendedFieldURI', ...path }));
}
