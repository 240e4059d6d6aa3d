/**
 * Rebuilds a type of the model from its notation, as generated code carries it. The marks that say more than the schema does
 * (`since`, `as`, the corrected type of a text) are left out, so that what is rebuilt is the schema again.
 */
import { type ContentNode, parseHeader, parseNotation } from '../codec/index.js';
import type { ComplexType, GroupParticle, Particle, Prefix, SimpleType, TypeDefinition } from './schema.js';

/** What generated code says of a type beside its notation. */
export interface TypeFacts {
  readonly name: string;
  readonly xmlName: string;
  readonly prefix: Prefix;
  readonly simple: boolean;
  readonly abstract: boolean;
  readonly restriction: boolean;
  readonly base: string | undefined;
  readonly notation: string;
}

const FACET =
  /^(length|minLength|maxLength|pattern|(?:min|max)(?:In|Ex)clusive|totalDigits|fractionDigits|whiteSpace)=(.*)$/;

/** Reads `t:Name=XmlName flags < Base`, the header of a type in an edition's file. */
export function typeFacts(header: string, notation: string): TypeFacts {
  const { name, xmlName, prefix, flags } = parseHeader(header);
  return {
    name,
    xmlName,
    prefix,
    simple: flags.includes('simple'),
    abstract: flags.includes('abstract'),
    restriction: flags.includes('restriction'),
    base: flags.includes('<') ? flags.at(-1) : undefined,
    notation,
  };
}

export function typeFrom(facts: TypeFacts): TypeDefinition {
  return facts.simple ? simpleFrom(facts) : complexFrom(facts);
}

function complexFrom({ name, xmlName, prefix, abstract, base, restriction, notation }: TypeFacts): ComplexType {
  const { attributes, anyAttribute, text, particles } = parseNotation(notation);
  const type: ComplexType = { kind: 'complex', name, xmlName, prefix, abstract, attributes: [] };
  if (base !== undefined) Object.assign(type, { base, derivation: restriction ? 'restriction' : 'extension' });
  for (const attribute of attributes) {
    const { default: value, fixed } = attribute;
    type.attributes.push({
      name: attribute.name,
      type: attribute.type,
      use: attribute.use,
      ...(value === undefined ? {} : { default: value }),
      ...(fixed === undefined ? {} : { fixed }),
    });
  }
  if (anyAttribute !== undefined) type.anyAttribute = anyAttribute;
  if (text !== undefined) type.text = text;
  const content = contentFrom(particles.map((node) => particleFrom(node, prefix)));
  if (content !== undefined) type.content = content;
  return type;
}

/** The notation leaves out a plain sequence around everything, so one that is written stands inside another. */
function contentFrom(particles: Particle[]): GroupParticle | undefined {
  const [only, ...more] = particles;
  if (only === undefined) return undefined;
  const group = only.kind !== 'element' && only.kind !== 'any' ? only : undefined;
  const plain = group?.kind === 'sequence' && group.min === 1 && group.max === 1;
  if (more.length === 0 && group !== undefined && !plain) return group;
  return { kind: 'sequence', min: 1, max: 1, particles };
}

function particleFrom(node: ContentNode, prefix: Prefix): Particle {
  const { min, max } = node;
  if (node.kind === 'any')
    return { kind: 'any', min, max, namespace: node.namespace, processContents: node.processContents };
  if (node.kind !== 'element') {
    return { kind: node.kind, min, max, particles: node.particles.map((child) => particleFrom(child, prefix)) };
  }
  return {
    kind: 'element',
    name: node.name,
    prefix: node.ref === undefined ? prefix : (node.ref[0] as Prefix),
    type: node.type,
    ref: node.ref !== undefined,
    nillable: node.nillable,
    min,
    max,
    ...(node.default === undefined ? {} : { default: node.default }),
  };
}

function simpleFrom({ name, xmlName, prefix, notation }: TypeFacts): SimpleType {
  const [variety = '', ...words] = notation.trim().split(/\s+/);
  const type: SimpleType = {
    kind: 'simple',
    name,
    xmlName,
    prefix,
    variety: 'restriction',
    types: [],
    facets: [],
    values: [],
  };
  if (variety === 'list' || variety === 'union') return { ...type, variety, types: words };
  const [base = '', ...rest] = words;
  type.types.push(base);
  for (const word of rest) {
    const [, facet, value = ''] = FACET.exec(word) ?? [];
    if (facet !== undefined) type.facets.push({ name: facet, value: decodeURIComponent(value) });
    else {
      const [value = '', , , unlisted] = word.split('^');
      type.values.push({ value: value.replaceAll('%20', ' '), ...(unlisted && { unlisted: true }) });
    }
  }
  return type;
}
