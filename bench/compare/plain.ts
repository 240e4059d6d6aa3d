/**
 * Our values as the plain objects that node-soap gives and takes: XML names, `attributes`, `$value`, one thing or an array of
 * them. Knows the worked-out types, nothing of how we write or read XML.
 */
import { type Compiled, compile, type Member, type Slot } from '../../src/codec/compile.js';
import type { TypeInfo } from '../../src/codec/registry.js';
import { committed } from '../../src/soap/committed.js';
import type { XmlElement, XmlNode } from '../../src/xml/element.js';

/** As node-soap has an element: a simple value, or its children by name. */
export type Plain = Record<string, unknown>;

/** A request or response as a plain object. `name` is the element's. */
export function plainOf(body: object, name?: string): unknown {
  if (isElement(body)) return ofElement(body);
  const info = committed.typeOf(body) ?? committed.types.get(committed.elements.get(`m:${name}`)?.type ?? '');
  if (info === undefined) throw new Error(`No type of ${name ?? body.constructor.name}`);
  return ofType(body, info);
}

function ofType(value: unknown, declared: TypeInfo): unknown {
  const info = declared.shape === 'struct' ? concrete(value as object, declared) : declared;
  const type = compile(info);
  const out: Plain = {};
  const [member] = type.members;
  if (info.shape === 'struct') addStruct(out, value as Record<string, unknown>, type);
  else if (member === undefined) for (const node of value as XmlNode[]) addNode(out, node);
  else for (const one of info.shape === 'array' ? (value as unknown[]) : [value]) addSlot(out, member, one);
  // An array keeps what it does not know beside its items.
  if (Array.isArray(value)) for (const node of (value as { unknown?: XmlNode[] }).unknown ?? []) addNode(out, node);
  return Object.keys(out).length === 1 && '$value' in out ? out['$value'] : out;
}

function addStruct(out: Plain, value: Record<string, unknown>, type: Compiled): void {
  const attributes: Plain = {};
  for (const { key, name } of type.attributes) if (value[key] !== undefined) attributes[name] = value[key];
  Object.assign(attributes, value['unknownAttributes']);
  if (Object.keys(attributes).length > 0) out['attributes'] = attributes;
  if (type.text !== undefined && value['value'] !== undefined) out['$value'] = value['value'];
  for (const member of type.members) {
    const content = value[member.key];
    if (content === undefined) continue;
    for (const one of member.repeated ? (content as unknown[]) : [content]) addSlot(out, member, one);
  }
  for (const node of (value['unknown'] as XmlNode[] | undefined) ?? []) addNode(out, node);
}

/** An object without a class says by its `kind` which extension of an abstract type it is. */
function concrete(value: object, declared: TypeInfo): TypeInfo {
  const named = declared.abstract ? committed.extensionNamed(declared, (value as { kind?: unknown }).kind) : undefined;
  return committed.typeOf(value) ?? named ?? declared;
}

function addSlot(out: Plain, member: Member, value: unknown): void {
  if (isElement(value)) {
    addNode(out, value);
    return;
  }
  const slot = member.tagged
    ? member.slots.find(({ kind }) => kind === (value as { kind: string }).kind)
    : member.slots[0];
  if (slot === undefined) throw new Error(`${member.key} has no kind ${(value as { kind: string }).kind}`);
  add(out, slot.name, ofSlot(slot, slot.boxed ? (value as { value: unknown }).value : value));
}

function ofSlot({ scalar, type }: Slot, value: unknown): unknown {
  // A list (`Monday Thursday`) is text to node-soap.
  if (scalar !== undefined && Array.isArray(value)) return value.join(' ');
  if (value === null || scalar !== undefined || type === undefined) return value;
  return ofType(value, type);
}

function add(out: Plain, name: string, value: unknown): void {
  const before = out[name];
  if (before === undefined) out[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else out[name] = [before, value];
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === 'object' && value !== null && 'children' in value && 'name' in value && 'namespace' in value;
}

function addNode(out: Plain, node: XmlNode): void {
  if (typeof node === 'string') out['$value'] = `${out['$value'] ?? ''}${node}`;
  else add(out, node.name, ofElement(node));
}

function ofElement(element: XmlElement): unknown {
  const out: Plain = {};
  if (element.attributes && Object.keys(element.attributes).length > 0) out['attributes'] = { ...element.attributes };
  for (const node of element.children) addNode(out, node);
  return Object.keys(out).length === 1 && '$value' in out ? out['$value'] : out;
}
