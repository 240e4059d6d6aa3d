/**
 * A schema is data, also that of a server that nobody knows: what becomes a name, a path or a word of the notation must be one. Names of
 * XML are NCNames; what they are called in TypeScript is worked out of them after this.
 */
import { CodegenError } from '../model/codegen-error.js';
import type { Attribute, Operation, Particle, Schema, TypeDefinition } from '../model/schema.js';
import { UNBOUNDED } from '../model/schema.js';

const NCNAME = /^[\p{L}_][\p{L}\p{M}\p{N}._-]*$/u;
const WORD = /^[^\s\p{Cc}\p{Cf}]+$/u;
/** More than ten times what Exchange has of each. */
const MOST_TYPES = 20_000;

type Facts = Readonly<Record<string, unknown>>;

export function checkWords(schema: Schema): void {
  for (const [what, { size }] of Object.entries({ types: schema.types, elements: schema.elements }))
    if (size > MOST_TYPES) throw new CodegenError(`a schema of more than ${MOST_TYPES} ${what}`, { [what]: size });
  for (const type of schema.types.values()) checkType(type);
  for (const element of schema.elements.values()) {
    name(element.name, 'an element', {});
    reference(element.type, { element: element.name });
    const { substitutionGroup: head } = element;
    if (head !== undefined && !schema.elements.has(head))
      throw new CodegenError('a substitution group without its head', { element: element.name, head });
  }
  for (const operation of schema.operations.values()) checkOperation(operation);
}

function checkType(type: TypeDefinition): void {
  const facts = { type: type.name };
  ncname(type.xmlName, 'a type');
  if (type.kind === 'simple') {
    for (const each of type.types) reference(each, facts);
    for (const facet of type.facets) name(facet.name, 'a facet', facts);
    for (const { value } of type.values) {
      // The notation has blanks as %20, and ^ before an edition.
      if (/[\p{Cc}\p{Cf}\u2028\u2029^%]/u.test(value) || value === '')
        throw refused('an enumeration value', value, facts);
    }
    return;
  }
  for (const each of [type.base, type.text]) if (each !== undefined) reference(each, facts);
  if (type.anyAttribute !== undefined) word(type.anyAttribute, 'a namespace', facts);
  for (const attribute of type.attributes) checkAttribute(attribute, facts);
  if (type.content) checkParticle(type.content, facts);
}

function checkAttribute(attribute: Attribute, { type }: { type: string }): void {
  const facts = { type, attribute: attribute.name };
  // `xml:lang`
  name(attribute.name.replace(/^xml:/, ''), 'an attribute', facts);
  reference(attribute.type, facts);
  if (!['required', 'optional', 'prohibited'].includes(attribute.use)) throw refused('a use', attribute.use, facts);
  for (const value of [attribute.default, attribute.fixed]) if (value !== undefined) word(value, 'a default', facts);
}

function checkParticle(particle: Particle, facts: { type: string }): void {
  const { min, max } = particle;
  const counted = Number.isInteger(min) && min >= 0 && (max === UNBOUNDED || (Number.isInteger(max) && max >= 0));
  if (!counted) throw refused('how often something stands there', `${min}..${max}`, facts);
  if (particle.kind === 'any') {
    word(particle.namespace, 'a namespace', facts);
    word(particle.processContents, 'how it is processed', facts);
  } else if (particle.kind === 'element') {
    const own = { ...facts, element: particle.name };
    if (particle.prefix !== 't' && particle.prefix !== 'm') throw refused('a prefix', particle.prefix, own);
    name(particle.name, 'an element', own);
    if (!particle.ref) reference(particle.type, own);
    if (particle.default !== undefined) word(particle.default, 'a default', own);
  } else for (const child of particle.particles) checkParticle(child, facts);
}

function checkOperation({ name: own, action, request, response, headers }: Operation): void {
  const facts = { operation: own };
  ncname(own, 'an operation');
  if (action !== '') word(action, 'an action', facts);
  for (const element of [request, response, ...headers.map((header) => header.slice(2))])
    name(element, 'an element', facts);
}

function ncname(text: string, what: string): void {
  if (!NCNAME.test(text)) throw refused(`the name of ${what}`, text, {});
}

function name(text: string, what: string, facts: Facts): void {
  if (!NCNAME.test(text)) throw refused(`the name of ${what}`, text, facts);
}

function reference(text: string, facts: Facts): void {
  if (!NCNAME.test(text.replace(/^(xs|t|m):|^element [tm]:/, '')))
    throw refused('a type that is referred to', text, facts);
}

function word(text: string, what: string, facts: Facts): void {
  if (!WORD.test(text)) throw refused(what, text, facts);
}

function refused(what: string, text: string, facts: Facts): CodegenError {
  return new CodegenError(`${what} is not what the generator takes`, {
    ...facts,
    found: JSON.stringify(text.slice(0, 100)),
  });
}
