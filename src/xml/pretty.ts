/** A document laid out for reading: one element a line, indented. */
import { escapeText } from './chars.js';
import { parseXml, type XmlElement } from './element.js';

const PREFIXES: Readonly<Record<string, string>> = {
  'http://schemas.xmlsoap.org/soap/envelope/': 's:',
  'http://schemas.microsoft.com/exchange/services/2006/types': 't:',
  'http://schemas.microsoft.com/exchange/services/2006/messages': 'm:',
};

/** Indents a document; namespace declarations are left out, and the customary prefixes of EWS stand for its namespaces. */
export function prettyXml(document: Uint8Array | XmlElement): string {
  const lines: string[] = [];
  print(document instanceof Uint8Array ? parseXml(document) : document, '', lines);
  return lines.join('\n');
}

function print(element: XmlElement, indent: string, lines: string[]): void {
  const name = `${PREFIXES[element.namespace] ?? ''}${element.name}`;
  const attributes = Object.entries(element.attributes ?? {})
    .map(([key, value]) => ` ${key.replace(/^\{.*\}/, '')}="${escapeText(value).replaceAll('"', '&quot;')}"`)
    .join('');
  const children = element.children.filter((child) => typeof child !== 'string' || child.trim() !== '');
  if (children.length === 0) lines.push(`${indent}<${name}${attributes}/>`);
  else if (children.every((child) => typeof child === 'string'))
    lines.push(`${indent}<${name}${attributes}>${escapeText(children.join(''))}</${name}>`);
  else {
    lines.push(`${indent}<${name}${attributes}>`);
    for (const child of children) {
      if (typeof child === 'string') lines.push(`${indent}  ${escapeText(child.trim())}`);
      else print(child, `${indent}  `, lines);
    }
    lines.push(`${indent}</${name}>`);
  }
}
