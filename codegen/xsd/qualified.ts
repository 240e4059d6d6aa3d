/**
 * Parses a document of XML Schema or WSDL. Attributes whose values are names with a prefix get them as the model has them: `t:ItemType`,
 * `m:FindItem`, `xs:string`, and `{namespace}name` for what is of another namespace. Which prefixes a document uses is its own affair.
 */
import { type EachElement, parseXml, type XmlElement } from '../../src/xml/element.js';
import { NAMESPACES } from '../model/schema.js';

const XSD = 'http://www.w3.org/2001/XMLSchema';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** The prefixes of the model. */
const PREFIXES: ReadonlyMap<string, string> = new Map([
  [NAMESPACES.t, 't'],
  [NAMESPACES.m, 'm'],
  [XSD, 'xs'],
  [XML, 'xml'],
]);

/** Attributes of XML Schema and WSDL whose values are names, or lists of them. */
const NAMES = ['type', 'base', 'ref', 'itemType', 'memberTypes', 'substitutionGroup', 'element', 'message', 'binding'];

/** Exchange's schemas are eight deep; a message of theirs may be deeper, but not the schema. */
export function parseQualified(bytes: Uint8Array): XmlElement {
  return parseXml(bytes, undefined, qualify);
}

const qualify: EachElement = ({ attributes }, resolve) => {
  for (const name of attributes ? NAMES : []) {
    const value = attributes?.[name];
    if (attributes && value !== undefined)
      attributes[name] = value
        .trim()
        .split(/\s+/)
        .map((each) => qualified(each, resolve))
        .join(' ');
  }
};

function qualified(name: string, resolve: (prefix: string) => string): string {
  const colon = name.indexOf(':');
  const namespace = resolve(colon < 0 ? '' : name.slice(0, colon));
  const local = name.slice(colon + 1);
  if (namespace === '' && colon >= 0) return name;
  // Without a namespace it means the document's own: a document without one takes that of who includes it.
  if (namespace === '') return local;
  const prefix = PREFIXES.get(namespace);
  return prefix === undefined ? `{${namespace}}${local}` : `${prefix}:${local}`;
}

/** `t:ItemType` -> `t`; `{namespace}name` -> ``. */
export function prefixOf(name: string): string {
  return name.startsWith('{') ? '' : name.slice(0, Math.max(0, name.indexOf(':')));
}

export function localOf(name: string): string {
  return name.startsWith('{') ? name.slice(name.indexOf('}') + 1) : name.slice(name.indexOf(':') + 1);
}
