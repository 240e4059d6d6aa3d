/**
 * Gives a key to each member whose name in camel case is not free: two elements of one name, an attribute and an element, `Id` and `id`,
 * what every object has (`constructor`), what a base has under another meaning. It gets a number. All others are called by the one rule.
 */
import { camelCase } from '../../src/xml/camel-case.js';
import type { ComplexType, Particle, Schema } from '../model/schema.js';
import { complexTypes } from '../model/walk.js';

/** What every value may hold beside its members. */
const OWN = ['unknown', 'unknownAttributes'];

export function nameMembers(schema: Schema): void {
  const named = new Map<string, Map<string, string>>();
  const keysOf = (type: ComplexType): Map<string, string> => {
    const known = named.get(type.name);
    if (known) return known;
    const base = type.base === undefined ? undefined : schema.types.get(type.base);
    const inherited = base?.kind === 'complex' ? keysOf(base) : new Map<string, string>();
    const keys = nameIn(type, inherited);
    named.set(type.name, keys);
    return keys;
  };
  for (const type of complexTypes(schema)) keysOf(type);
}

/** The keys of a type and its bases, with what has them. */
function nameIn(type: ComplexType, inherited: ReadonlyMap<string, string>): Map<string, string> {
  const keys = new Map(inherited);
  const restricts = type.derivation === 'restriction';
  if (type.text !== undefined) keys.set('value', 'text');
  const give = (wanted: string, what: string): string | undefined => {
    const isFree = (key: string): boolean => !keys.has(key) && !OWN.includes(key) && !(key in Object.prototype);
    // A restriction says again what its base has.
    let key = restricts && inherited.get(wanted) === what ? wanted : isFree(wanted) ? wanted : undefined;
    for (let n = 2; key === undefined; n++) if (isFree(`${wanted}${n}`)) key = `${wanted}${n}`;
    keys.set(key, what);
    return key === wanted ? undefined : key;
  };
  for (const attribute of type.attributes) {
    if (attribute.use === 'prohibited') continue;
    const again = inherited.get(camelCase(attribute.name)) === `@${attribute.name}`;
    const key = again ? undefined : give(camelCase(attribute.name), `@${attribute.name}`);
    if (key !== undefined) attribute.key = key;
  }
  const visit = (particle: Particle, repeated: boolean): void => {
    if (particle.kind === 'any') return;
    if (particle.kind === 'element') {
      const key = give(camelCase(particle.name), particle.name);
      if (key !== undefined) particle.key = key;
      return;
    }
    const many = repeated || particle.max > 1;
    if (particle.kind === 'choice' && particle.particles.length > 1 && (many || particle.as !== undefined)) {
      const key = give(particle.as ?? 'choice', '(choice)');
      if (key !== undefined) particle.as = key;
      return;
    }
    for (const child of particle.particles) visit(child, many);
  };
  if (type.content) visit(type.content, false);
  return keys;
}
