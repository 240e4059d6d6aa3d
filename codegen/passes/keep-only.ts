/**
 * Leaves of a schema what some operations need: their messages, the types of these, what may stand for an element that is referred to, and
 * what extends an abstract type.
 */
import { CodegenError } from '../model/codegen-error.js';
import type { GlobalElement, Schema } from '../model/schema.js';
import { complexTypes, eachParticle } from '../model/walk.js';

export function keepOnly(schema: Schema, operations: readonly string[]): void {
  for (const name of operations)
    if (!schema.operations.has(name))
      throw new CodegenError('there is no such operation', { operation: name, known: near(name, schema).join(', ') });
  const elements = new Set<GlobalElement>();
  const types = new Set<string>();
  const values = new Set<string>();
  const open: string[] = [];
  const needType = (name: string | undefined): void => {
    if (name === undefined || types.has(name) || !schema.types.has(name)) return;
    types.add(name);
    open.push(name);
  };
  /** Where a value may stand, so may one of what extends an abstract type; a base is no such place. */
  const needValue = (name: string): void => {
    needType(name);
    const type = schema.types.get(name);
    if (values.has(name) || type?.kind !== 'complex') return;
    values.add(name);
    if (type.abstract) for (const heir of complexTypes(schema)) if (heir.base === name) needValue(heir.name);
  };
  const needElement = (key: string): void => {
    const element = schema.elements.get(key);
    if (element === undefined || elements.has(element)) return;
    elements.add(element);
    needValue(element.type);
    if (element.substitutionGroup !== undefined) needElement(element.substitutionGroup);
    for (const [other, { substitutionGroup }] of schema.elements) if (substitutionGroup === key) needElement(other);
  };
  for (const name of [...schema.operations.keys()]) {
    const operation = schema.operations.get(name);
    if (operation === undefined || !operations.includes(name)) schema.operations.delete(name);
    else
      for (const key of [`m:${operation.request}`, `m:${operation.response}`, ...operation.headers]) needElement(key);
  }
  // Every answer carries it.
  needElement('t:ServerVersionInfo');
  needElement('t:RequestServerVersion');
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const type = schema.types.get(name);
    if (type?.kind === 'simple') type.types.forEach(needType);
    if (type?.kind !== 'complex') continue;
    for (const each of [type.base, type.text, ...type.attributes.map((attribute) => attribute.type)]) needType(each);
    for (const particle of type.content ? eachParticle(type.content) : []) {
      if (particle.kind !== 'element') continue;
      needValue(particle.type);
      if (particle.ref) needElement(`${particle.prefix}:${particle.name}`);
    }
  }
  for (const name of [...schema.types.keys()]) if (!types.has(name)) schema.types.delete(name);
  for (const [key, element] of [...schema.elements]) if (!elements.has(element)) schema.elements.delete(key);
}

function near(name: string, schema: Schema): string[] {
  const known = [...schema.operations.keys()];
  const like = known.filter((each) => each.toLowerCase().startsWith(name.slice(0, 4).toLowerCase()));
  return (like.length > 0 ? like : known).slice(0, 10);
}
