/** A document as a list of what a reader meets, by our scanner and by saxes, so that one can judge the other. */
import { SaxesParser } from 'saxes';
import { attributeName } from '../../src/xml/element.js';
import { CDATA, CLOSE, OPEN, Scanner } from '../../src/xml/scanner.js';

/** `{uri}name attributes`, `/`, or `"text`. Text in pieces is one text. */
export type XmlEvents = string[];

const XMLNS = 'http://www.w3.org/2000/xmlns/';

function openEvent(uri: string, local: string, attributes: [string, string][]): string {
  return `{${uri}}${local} ${JSON.stringify(attributes.sort(([a], [b]) => (a < b ? -1 : 1)))}`;
}

/** Throws XmlError. Never recurses, so that depth is no matter. */
export function eventsOfScanner(bytes: Uint8Array): XmlEvents {
  const scanner = new Scanner(bytes);
  const events: XmlEvents = [];
  const open: { start: number; end: number; mark: number }[] = [];
  let text = '';
  if (!scanner.misc()) scanner.fail('ERR_XML_TRUNCATED', 'no element');
  scanner.pos++;
  const start = () => {
    const mark = scanner.namespaces.mark;
    scanner.name();
    const { nameStart, nameEnd } = scanner;
    const local = scanner.localName();
    scanner.startTag();
    const attributes = Array.from({ length: scanner.attributeCount }, (_, index): [string, string] => [
      attributeName(scanner, index),
      scanner.attribute(index),
    ]);
    events.push(openEvent(scanner.namespaces.uri, local, attributes));
    open.push({ start: nameStart, end: nameEnd, mark });
    if (scanner.selfClosing) end();
  };
  const end = () => {
    events.push('/');
    scanner.namespaces.release(open.pop()!.mark);
  };
  start();
  while (open.length > 0) {
    const what = scanner.content();
    if (what === CDATA) text += scanner.cdata();
    else if (what === OPEN || what === CLOSE) {
      if (text !== '') events.push(`"${text}`);
      text = '';
      if (what === OPEN) start();
      else {
        scanner.endTag(open.at(-1)!.start, open.at(-1)!.end);
        end();
      }
    } else {
      scanner.text();
      text += scanner.textString();
    }
  }
  if (scanner.misc()) scanner.fail('ERR_XML_SYNTAX', 'more than one element');
  return events;
}

/** Throws Error. A DTD is refused, as by ours. */
export function eventsOfSaxes(document: string): XmlEvents {
  const parser = new SaxesParser({ xmlns: true });
  const events: XmlEvents = [];
  let text = '';
  const flush = () => {
    if (text !== '') events.push(`"${text}`);
    text = '';
  };
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('DTD');
  });
  let depth = 0;
  const add = (more: string) => {
    if (depth > 0) text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('opentag', ({ uri, local, attributes }) => {
    flush();
    depth++;
    const own = Object.values(attributes).filter((attribute) => attribute.uri !== XMLNS);
    events.push(
      openEvent(
        uri,
        local,
        own.map((one) => [one.prefix === '' ? one.local : `{${one.uri}}${one.local}`, one.value]),
      ),
    );
  });
  parser.on('closetag', () => {
    flush();
    depth--;
    events.push('/');
  });
  parser.write(document).close();
  return events;
}
