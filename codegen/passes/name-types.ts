/**
 * Gives each type the name that it has in TypeScript; until here it is `prefix:name`, and so is what refers to it. A name is kept where it
 * can be: the types' before the messages'. What an operation, TypeScript, or another type has already gets `Type` or a number behind it; the
 * name in the schema is kept beside it (`xmlName`).
 */
import { BUILTINS } from '../model/builtins.js';
import { CodegenError } from '../model/codegen-error.js';
import { PROPERTY_TYPES } from '../model/property-types.js';
import type { Schema, TypeDefinition } from '../model/schema.js';
import { eachParticle } from '../model/walk.js';

/** Words of TypeScript, and what generated files call something else by. */
const TAKEN = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if ' +
    'implements import in instanceof interface let new null package private protected public return static super switch this throw ' +
    'true try typeof var void while with yield any arguments as async bigint boolean eval never number object string symbol undefined ' +
    'unknown Array Date Error Infinity NaN Object Promise Symbol Uint8Array ' +
    'Struct Kind Boxed Declaration XmlElement PropertyTable Refused Edition EDITIONS Operation ZonedDate ' +
    'complexType simpleType operation properties schema globalElements vanished editions tables'
  ).split(' '),
);

/** What `generated/properties` declares. */
const TABLES = new RegExp(
  `^(${PROPERTY_TYPES.map((name) => name.replace(/Type$/, '')).join('|')})(Search|Sort|Create|Update|Delete)$|^[a-z]\\w*Properties$`,
);

/** The constant that an operation is. */
export function operationName(name: string): string {
  const plain = name.replace(/[.\-\u00b7]/g, '_');
  return TAKEN.has(plain) || plain in Object.prototype ? `${plain}Operation` : plain;
}

export function nameTypes(schema: Schema): void {
  const names = new Map<string, string>();
  const given = new Set<string>();
  const operations = new Set([...schema.operations.keys()].map(operationName));
  // The union of a substitution group is called as its head.
  const heads = new Set([...schema.elements.values()].flatMap(({ substitutionGroup: head }) => head?.slice(2) ?? []));
  const isFree = (name: string): boolean =>
    !heads.has(name) &&
    !TABLES.test(name) &&
    !given.has(name) &&
    !TAKEN.has(name) &&
    !(name in Object.prototype) &&
    !Object.hasOwn(BUILTINS, name) &&
    !operations.has(name);
  for (const [key, type] of schema.types) {
    const plain = type.xmlName.replace(/[.\-\u00b7]/g, '_');
    const wanted = [plain, ...(/Type$/.test(plain) ? [] : [`${plain}Type`])];
    let name = wanted.find(isFree);
    for (let n = 2; name === undefined; n++) {
      const next = `${plain.replace(/Type$/, '')}${n}Type`;
      // A type may have that name itself, and comes later.
      if (isFree(next) && !schema.types.has(`${type.prefix}:${next}`)) name = next;
    }
    given.add(name);
    names.set(key, name);
  }
  const types = [...schema.types.values()];
  const keys = [...schema.types.keys()];
  const rename = (reference: string, facts: Record<string, unknown>): string => {
    const name = names.get(reference);
    if (name !== undefined) return name;
    const [prefix, local = ''] = reference.split(':');
    if (prefix === 'xs' && Object.hasOwn(BUILTINS, local)) return local;
    throw new CodegenError(`the type "${prefix === 'xs' ? reference : local}" is not defined`, facts);
  };
  schema.types.clear();
  for (const [index, type] of types.entries()) {
    type.name = names.get(keys[index] ?? '') ?? type.name;
    renameIn(type, (reference, more) => rename(reference, { type: type.xmlName, ...more }));
    schema.types.set(type.name, type);
  }
  // Simple content may extend a type that has simple content.
  for (const type of schema.types.values()) {
    if (type.kind !== 'complex' || type.text === undefined || schema.types.get(type.text)?.kind !== 'complex') continue;
    Object.assign(type, { base: type.text, derivation: 'extension' });
    delete type.text;
  }
  for (const element of schema.elements.values()) {
    const head = /^element (.*)/.exec(element.type)?.[1];
    if (head === undefined) element.type = rename(element.type, { element: element.name });
  }
  for (const element of schema.elements.values()) {
    let at: string | undefined = element.type;
    for (let steps = 0; at?.startsWith('element ') && steps < 100; steps++) at = schema.elements.get(at.slice(8))?.type;
    if (at === undefined || at.startsWith('element '))
      throw new CodegenError('a substitution group without its head', { element: element.name });
    element.type = at;
  }
}

type Rename = (reference: string, facts: Record<string, unknown>) => string;

function renameIn(type: TypeDefinition, rename: Rename): void {
  if (type.kind === 'simple') {
    type.types = type.types.map((each) => rename(each, {}));
    return;
  }
  if (type.base !== undefined) type.base = rename(type.base, {});
  if (type.text !== undefined) type.text = rename(type.text, {});
  for (const attribute of type.attributes) attribute.type = rename(attribute.type, { attribute: attribute.name });
  for (const particle of type.content ? eachParticle(type.content) : [])
    if (particle.kind === 'element' && !particle.ref) particle.type = rename(particle.type, { element: particle.name });
}
