/**
 * Prints a type's content in the notation that `src/codec/notation.ts` reads: one member a line, as the schema has it.
 *
 *   @Id string                    required attribute          Name? string         optional element
 *   @ChangeKey? string            optional attribute          Mailbox* EmailType   any number; + at least one; {0,3}
 *   = string                      text content                &t:Path BasePath     reference to a global element
 *   choice? as view               a group; its particles are indented below it
 *   ... key=name                  the member's name, where it is not that in camel case
 *   ... since=Edition until=Edition    the first edition that had it, the last one where a newer one has not
 */
import type { ComplexType, Facet, Occurs, Particle, SimpleType, TypeDefinition } from '../model/schema.js';
import { UNBOUNDED } from '../model/schema.js';

const GROUPS = new Set(['choice', 'sequence', 'all', 'any']);

/** `t:Name=XmlName flag flag since=Edition until=Edition` */
export function typeHeader(type: TypeDefinition, ...flags: (string | false | undefined)[]): string {
  const name = type.xmlName === type.name ? type.name : `${type.name}=${type.xmlName}`;
  const own =
    type.kind === 'complex' ? [type.abstract && 'abstract', type.derivation === 'restriction' && 'restriction'] : [];
  const age = [type.since && `since=${type.since}`, type.until && `until=${type.until}`];
  return [`${type.prefix}:${name}`, ...flags, ...own, ...age].filter(Boolean).join(' ');
}

/** The lines of a complex type. `textAs` is the type that the text really has, from the overlay. */
export function complexNotation(type: ComplexType, textAs?: string): string[] {
  const lines: string[] = [];
  for (const attribute of type.attributes) {
    const mark = { required: '', optional: '?', prohibited: '!' }[attribute.use];
    lines.push(line(`@${attribute.name}${mark} ${attribute.type}`, attribute));
  }
  if (type.anyAttribute !== undefined) lines.push(`@* ${type.anyAttribute}`);
  if (type.text !== undefined) lines.push(`= ${type.text}${textAs === undefined ? '' : ` ~${textAs}`}`);
  const { content } = type;
  // A plain sequence around everything goes without saying.
  if (content?.kind === 'sequence' && content.min === 1 && content.max === 1)
    for (const child of content.particles) particle(child, '', lines);
  else if (content) particle(content, '', lines);
  return lines;
}

function particle(node: Particle, indent: string, lines: string[]): void {
  if (node.kind === 'element') {
    const name = GROUPS.has(node.name) ? `.${node.name}` : node.name;
    const own = node.ref ? `&${node.prefix}:${name}` : name;
    lines.push(indent + line(`${own}${occurs(node)} ${node.type}${node.nillable ? ' nil' : ''}`, node));
  } else if (node.kind === 'any') lines.push(`${indent}any${occurs(node)} ${node.namespace} ${node.processContents}`);
  else {
    lines.push(`${indent}${node.kind}${occurs(node)}${node.as === undefined ? '' : ` as ${node.as}`}`);
    for (const child of node.particles) particle(child, `${indent}  `, lines);
  }
}

function line(
  text: string,
  options: { default?: string; fixed?: string; key?: string; since?: string; until?: string },
): string {
  const given = (['default', 'fixed', 'key', 'since', 'until'] as const).filter((key) => options[key] !== undefined);
  return [text, ...given.map((key) => `${key}=${options[key]}`)].join(' ');
}

function occurs({ min, max }: Occurs): string {
  if (min === 1 && max === 1) return '';
  if (min === 0 && max === 1) return '?';
  if (max === UNBOUNDED && min <= 1) return min === 0 ? '*' : '+';
  return `{${min},${max === UNBOUNDED ? '' : max}}`;
}

/** The one line of a simple type: variety, then enumeration values (`Value^since^until`, with `^unlisted` where no XSD has it), facets or member types. */
export function simpleNotation(type: SimpleType): string {
  if (type.variety !== 'restriction') return `${type.variety} ${type.types.join(' ')}`;
  const values = type.values.map(({ value, since = '', until = '', unlisted }) => {
    const facts = [value.replaceAll(' ', '%20'), since, until, unlisted ? 'unlisted' : ''];
    return facts.join('^').replace(/\^+$/, '');
  });
  return [values.length > 0 ? 'enum' : 'restriction', ...type.types, ...type.facets.map(facet), ...values].join(' ');
}

function facet({ name, value }: Facet): string {
  return `${name}=${encodeURIComponent(value)}`;
}
