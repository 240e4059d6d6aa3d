/**
 * Canonical form for comparing documents: the same string for documents that mean the same to a namespace-aware reader.
 *
 * In the spirit of Canonical XML, without its prefixes: names are written with their namespace, attributes are sorted, white
 * space between elements, comments and declarations are gone. White space with a line end in it is layout wherever it stands alone.
 */
import { escapeAttribute, escapeText } from './chars.js';
import { parseXml, type XmlElement } from './element.js';

/** What may be told apart or not. */
export interface CanonicalOptions {
  /** Maps each namespace before it is compared, so that aliases become one. */
  namespace?: (uri: string) => string;
}

/** The canonical form of a document, one element or text per line, so that two of them can be compared by line. */
export function canonicalXml(document: Uint8Array | XmlElement, options: CanonicalOptions = {}): string {
  const lines: string[] = [];
  print(document instanceof Uint8Array ? parseXml(document) : document, '', options.namespace ?? ((uri) => uri), lines);
  return lines.join('\n');
}

function print(element: XmlElement, indent: string, namespace: (uri: string) => string, lines: string[]): void {
  const attributes = Object.entries(element.attributes ?? {})
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .sort()
    .join('');
  lines.push(`${indent}{${namespace(element.namespace)}}${element.name}${attributes}`);
  const elementOnly = element.children.some((child) => typeof child !== 'string');
  for (const child of element.children) {
    if (typeof child !== 'string') print(child, `${indent} `, namespace, lines);
    else if (child.trim() !== '' || !(elementOnly || child.includes('\n')))
      lines.push(`${indent} "${escapeText(child)}"`);
  }
}

/** The first line at which two canonical forms differ, as a sentence; undefined when they are equal. */
export function firstDifference(expected: string, actual: string): string | undefined {
  if (expected === actual) return undefined;
  const [left, right] = [expected.split('\n'), actual.split('\n')];
  const line = left.findIndex((text, index) => text !== right[index]);
  const at = line < 0 ? left.length : line;
  return `expected ${(left[at] ?? 'the end').trim()}, got ${(right[at] ?? 'the end').trim()}`;
}
