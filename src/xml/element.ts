/**
 * An XML element as a plain tree: for what no schema describes (unknown elements, `xs:any`) and for small documents that need
 * no codec (autodiscover, schema files). Prefixes are resolved and gone; names are local, namespaces are URIs.
 */

import { escapeAttribute, escapeText } from './chars.js';
import type { XmlLimits } from './limits.js';
import { CDATA, CLOSE, OPEN, Scanner } from './scanner.js';

/** An element: plain data, so it survives JSON and structuredClone. */
export interface XmlElement {
  /** Local name. */
  name: string;
  /** Namespace URI; '' for none. */
  namespace: string;
  /** Attributes by local name, or by `{namespace}name` where they have a namespace; absent when there are none. */
  attributes?: Record<string, string>;
  /** Elements and texts, in order. */
  children: XmlNode[];
}

/** A child: an element or text. */
export type XmlNode = XmlElement | string;

/** Called with each element while its prefixes are in scope; `resolve` gives their namespaces. For values that are names. */
export type EachElement = (element: XmlElement, resolve: (prefix: string) => string) => void;

/** Parses a whole document. Throws {@link XmlError}. */
export function parseXml(bytes: Uint8Array, limits?: XmlLimits, each?: EachElement): XmlElement {
  const scanner = new Scanner(bytes, limits);
  if (!scanner.misc()) scanner.fail('ERR_XML_TRUNCATED', 'The document has no element');
  scanner.pos++;
  const root = readElement(scanner, 1, each);
  if (scanner.misc()) scanner.fail('ERR_XML_SYNTAX', 'The document has more than one element');
  return root;
}

/** Reads the element whose start tag's name is next (the scanner stands after its `<`). */
export function readElement(scanner: Scanner, depth = 1, each?: EachElement): XmlElement {
  if (depth > scanner.maxDepth)
    scanner.fail('ERR_XML_LIMIT', `More than ${scanner.maxDepth} elements inside one another`);
  const { namespaces } = scanner;
  const mark = namespaces.mark;
  scanner.name();
  const { nameStart, nameEnd } = scanner;
  const name = scanner.localName();
  scanner.startTag();
  const element: XmlElement = { name, namespace: namespaces.uri, children: [] };
  if (scanner.attributeCount > 0) element.attributes = readAttributes(scanner);
  each?.(element, (prefix) => namespaces.resolve(prefix));
  if (!scanner.selfClosing) readChildren(scanner, element.children, depth, nameStart, nameEnd, each);
  namespaces.release(mark);
  return element;
}

function readChildren(
  scanner: Scanner,
  children: XmlNode[],
  depth: number,
  nameStart: number,
  nameEnd: number,
  each?: EachElement,
): void {
  let text = '';
  for (;;) {
    const what = scanner.content();
    if (what === OPEN || what === CLOSE) {
      if (text !== '') children.push(text);
      text = '';
      if (what === CLOSE) break;
      children.push(readElement(scanner, depth + 1, each));
    } else if (what === CDATA) text += scanner.cdata();
    else {
      scanner.text();
      text += scanner.textString();
    }
  }
  scanner.endTag(nameStart, nameEnd);
}

/** The attributes of the scanner's last start tag, by name as {@link XmlElement.attributes} has them. */
function readAttributes(scanner: Scanner): Record<string, string> {
  // Entries and not assignments: `__proto__` is a name like others in XML.
  return Object.fromEntries(
    Array.from({ length: scanner.attributeCount }, (_, i) => [attributeName(scanner, i), scanner.attribute(i)]),
  );
}

/** `local`, or `{namespace}local` for an attribute with a prefix. */
export function attributeName(scanner: Scanner, index: number): string {
  const prefix = scanner.attributePrefix(index);
  const local = scanner.attributeLocal(index);
  return prefix === '' ? local : `{${scanner.namespaces.resolve(prefix)}}${local}`;
}

/** The first child element with that local name, in any namespace. */
export function childElement(element: XmlElement, name: string): XmlElement | undefined {
  return element.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);
}

/** The child elements, all or those with that local name. */
export function childElements(element: XmlElement, name?: string): XmlElement[] {
  return element.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && (name === undefined || child.name === name),
  );
}

/** The text of an element and all below it; undefined for no element. */
export function textOf(element: XmlElement | undefined): string | undefined {
  return element?.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/**
 * Writes an element, with a default namespace declaration wherever the namespace changes from `outer`. Attributes in a
 * namespace get a prefix of their own.
 */
export function writeElement(element: XmlElement, outer = ''): string {
  let tag = `<${element.name}`;
  if (element.namespace !== outer) tag += ` xmlns="${escapeAttribute(element.namespace)}"`;
  tag += writeAttributes(element.attributes);
  if (element.children.length === 0) return `${tag}/>`;
  const content = element.children.map((child) =>
    typeof child === 'string' ? escapeText(child) : writeElement(child, element.namespace),
  );
  return `${tag}>${content.join('')}</${element.name}>`;
}

/** Attributes as they stand in a start tag, each with a leading space. */
export function writeAttributes(attributes: Readonly<Record<string, string>> | undefined): string {
  let out = '';
  let count = 0;
  for (const [key, value] of Object.entries(attributes ?? {})) {
    const close = key.startsWith('{') ? key.indexOf('}') : -1;
    const [namespace, local] = [key.slice(1, Math.max(close, 1)), key.slice(close + 1)];
    if (close < 0 || namespace === '') out += ` ${local}="${escapeAttribute(value)}"`;
    else if (namespace === 'http://www.w3.org/XML/1998/namespace') out += ` xml:${local}="${escapeAttribute(value)}"`;
    else out += ` xmlns:a${++count}="${escapeAttribute(namespace)}" a${count}:${local}="${escapeAttribute(value)}"`;
  }
  return out;
}
