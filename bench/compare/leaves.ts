/**
 * What a document says, leaf by leaf: `Items/Message[1]/Subject` and its value; the same from a plain object and from XML, so that
 * they can be compared. The order among children of different names is not in it.
 */
import { SaxesParser } from 'saxes';

/** Value by path: attributes have an `@`, elements without content are ''. */
export type Leaves = Map<string, unknown>;

export function leavesOf(value: unknown, path = '', found: Leaves = new Map()): Leaves {
  if (!isObject(value)) {
    found.set(path, value ?? '');
    return found;
  }
  for (const [name, content] of Object.entries(value)) {
    if (name === 'attributes') addAttributes(found, path, content as Record<string, unknown>);
    else if (name === '$value') found.set(path, content);
    else {
      const all = Array.isArray(content) ? content : [content];
      for (const [index, one] of all.entries()) leavesOf(one, `${path}/${name}[${index}]`, found);
    }
  }
  if (Object.keys(value).every((name) => name === 'attributes')) found.set(path, '');
  return found;
}

function isObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(Object.prototype.toString.call(value) === '[object Date]') &&
    !ArrayBuffer.isView(value)
  );
}

function addAttributes(found: Leaves, path: string, attributes: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(attributes)) {
    const plain = name.replace(/^\{.*\}|^\w+:/, '');
    if (!/^(xsi:|xmlns|\{.*XMLSchema-instance\})/.test(name)) found.set(`${path}@${plain}`, value);
  }
}

/** An element of XML, by a parser that is not ours. */
interface Seen {
  path: string;
  names: Map<string, number>;
  order: string[];
  text: string;
  leaf: boolean;
}

export interface Document {
  /** Of the Body's first child. */
  name: string;
  leaves: Leaves;
  /** Names of the children of each element, in their order, by its path. */
  orders: Map<string, readonly string[]>;
}

/** What the Body of an envelope says; all text. */
export function documentOf(xml: string): Document {
  const document: Document = { name: '', leaves: new Map(), orders: new Map() };
  const parser = new SaxesParser({ xmlns: true });
  const stack: Seen[] = [];
  let body = 0;
  parser.on('opentag', ({ local, attributes }) => {
    const parent = stack.at(-1);
    if (parent === undefined) {
      if (body > 0 && document.name === '') document.name = local;
      else {
        if (local === 'Body') body++;
        return;
      }
    }
    const index = parent?.names.get(local) ?? 0;
    parent?.names.set(local, index + 1);
    parent?.order.push(local);
    if (parent) parent.leaf = false;
    const path = parent === undefined ? '' : `${parent.path}/${local}[${index}]`;
    stack.push({ path, names: new Map(), order: [], text: '', leaf: true });
    for (const { prefix, local: name, value } of Object.values(attributes)) {
      if (prefix !== 'xmlns' && prefix !== 'xsi' && name !== 'xmlns') document.leaves.set(`${path}@${name}`, value);
    }
  });
  const addText = (text: string): void => {
    const top = stack.at(-1);
    if (top) top.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const top = stack.pop();
    if (top === undefined) return;
    // Text between elements carries nothing, in EWS.
    if (top.leaf) document.leaves.set(top.path, top.text);
    document.orders.set(top.path, top.order);
  });
  parser.write(xml.replace(/^\ufeff/, '')).close();
  return document;
}

/** Whether two values, of which one may be the text of the other, are the same. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (typeof a === 'string' && typeof b !== 'string') return isText(b, a);
  if (typeof b === 'string' && typeof a !== 'string') return isText(a, b);
  const [one, other] = [textOf(a), textOf(b)];
  // `2026-03-02Z` is that day. Nothing and white space are the same to a reader that cannot tell strings from structures.
  return one === other || dayOf(one) === other || one === dayOf(other) || one.trim() + other.trim() === '';
}

const dayOf = (text: string): string => text.replace(/^(\d{4}-\d\d-\d\d)(Z|[+-]\d\d:\d\d)$/, '$1');

function isText(value: unknown, text: string): boolean {
  const plain = text.trim();
  if (typeof value === 'number') return Object.is(Number(plain.replace('INF', 'Infinity')), value);
  if (typeof value === 'boolean') return value ? /^(true|1)$/.test(plain) : /^(false|0)$/.test(plain);
  if (isDate(value)) return Date.parse(plain) === value.getTime();
  if (ArrayBuffer.isView(value)) return textOf(value) === Buffer.from(plain, 'base64').toString('base64');
  return String(value) === plain;
}

const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]';

/** Canonical text of a value. */
export function textOf(value: unknown): string {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (ArrayBuffer.isView(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
  return String(value);
}
