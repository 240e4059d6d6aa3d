/**
 * What documents of one schema declare, before it is read: a document may name what another declares, in whatever order they come.
 * Knows no element's meaning.
 */
import { childElements, type XmlElement } from '../../src/xml/element.js';
import { CodegenError } from '../model/codegen-error.js';
import { NAMESPACES, type Prefix } from '../model/schema.js';

/** A piece of a schema, with the prefix of the namespace that it is in. */
export interface Component {
  element: XmlElement;
  prefix: Prefix;
}

export interface Components {
  documents: readonly Component[];
  /** Those that are expanded where they are used, by `prefix:name`. */
  groups: ReadonlyMap<string, Component>;
  attributeGroups: ReadonlyMap<string, Component>;
  /** Types that have a name, by `prefix:name`: what has none gets another. */
  types: ReadonlySet<string>;
}

/** `notes` gets a line for each document that says nothing of EWS. */
export function gather(roots: readonly XmlElement[], notes: string[]): Components {
  const documents: Component[] = [];
  for (const element of roots) {
    const target = element.attributes?.['targetNamespace'];
    const prefix = (Object.keys(NAMESPACES) as Prefix[]).find((key) => NAMESPACES[key] === target);
    if (element.name !== 'schema') throw new CodegenError('not a schema', { root: element.name, target });
    if (prefix !== undefined) documents.push({ element, prefix });
    else if (target !== 'http://www.w3.org/XML/1998/namespace' && childElements(element).some(isOwn))
      notes.push(`the namespace ${target ?? '(none)'} is none of EWS: what is of it stays XML`);
  }
  const named = (...kinds: string[]): Map<string, Component> =>
    new Map(
      documents.flatMap(({ element, prefix }) =>
        childElements(element)
          .filter(({ name }) => kinds.includes(name))
          .map((each) => [`${prefix}:${required(each, 'name')}`, { element: each, prefix }] as const),
      ),
    );
  return {
    documents,
    groups: named('group'),
    attributeGroups: named('attributeGroup'),
    types: new Set(named('complexType', 'simpleType').keys()),
  };
}

function isOwn({ name }: XmlElement): boolean {
  return !['import', 'include', 'annotation'].includes(name);
}

export function required(element: XmlElement, name: string): string {
  const value = element.attributes?.[name];
  if (value === undefined) throw new CodegenError(`<${element.name}> lacks "${name}"`, element.attributes ?? {});
  return value;
}
