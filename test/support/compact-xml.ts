/**
 * XML in the form in which tests write it down: no prefixes, no declarations, attributes in the order of their names, an element a line.
 * Read by saxes; knows nothing of our own codec, so that it can prove it wrong. That the namespaces are right, says libxml2 (judge.ts).
 */
import { SaxesParser } from 'saxes';

interface Element {
  readonly name: string;
  readonly attributes: string;
  readonly children: Element[];
  text: string;
}

/** For a tagged template, or a text. Both sides of a comparison go through it. */
export function xml(parts: TemplateStringsArray | string, ...values: readonly unknown[]): string {
  const text = typeof parts === 'string' ? parts : String.raw({ raw: parts }, ...values);
  return trees(text)
    .map((tree) => lines(tree, ''))
    .join('\n');
}

/** The child of an envelope's Body, compact. */
export function bodyOf(envelope: Uint8Array): string {
  const body = trees(Buffer.from(envelope).toString())[0]?.children.find(({ name }) => name === 'Body');
  return (body?.children ?? []).map((tree) => lines(tree, '')).join('\n');
}

/** What stands in the first element of that name, compact; undefined where there is none. */
export function inside(document: string, name: string): string | undefined {
  const find = (list: readonly Element[]): Element | undefined => {
    for (const element of list) {
      const found = element.name === name ? element : find(element.children);
      if (found) return found;
    }
    return undefined;
  };
  const found = find(trees(document));
  return found?.children.map((tree) => lines(tree, '')).join('\n');
}

/** The elements of a text, which may be several side by side. */
function trees(text: string): Element[] {
  const top: Element = { name: '', attributes: '', children: [], text: '' };
  const open = [top];
  const parser = new SaxesParser({ fragment: !text.trimStart().startsWith('<?xml') });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const own = Object.entries(attributes as Record<string, string>).filter(([key]) => !/^xmlns(:|$)/.test(key));
    const element: Element = {
      name: local(name),
      attributes: own
        .map(([key, value]) => ` ${local(key)}="${escaped(value)}"`)
        .sort()
        .join(''),
      children: [],
      text: '',
    };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const add = (more: string) => {
    const element = open.at(-1);
    if (element) element.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return top.children;
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function lines({ name, attributes, children, text }: Element, indent: string): string {
  const start = `${indent}<${name}${attributes}`;
  if (children.length > 0)
    return [`${start}>`, ...children.map((child) => lines(child, `${indent}  `)), `${indent}</${name}>`].join('\n');
  return text === '' ? `${start}/>` : `${start}>${escaped(text)}</${name}>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
