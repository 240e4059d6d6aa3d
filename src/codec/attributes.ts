/** The attributes of a start tag that was just read, to members of a value. Must not know what is in the element. */
import { attributeName } from '../xml/element.js';
import type { Scanner } from '../xml/scanner.js';
import type { AttributeSlot, Compiled } from './compile.js';
import type { TypeInfo } from './registry.js';
import { STRING } from './scalar.js';
import { keepSpelling } from './spelling.js';
import type { Struct } from './struct.js';
import { INVALID, parseText } from './text.js';

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What the type knows becomes members, what it does not know is kept. */
export function decodeAttributes(scanner: Scanner, type: Compiled, value: Struct, declared: TypeInfo): void {
  for (let i = 0; i < scanner.attributeCount; i++) {
    // Attributes nearly always come in the order of the schema.
    const expected = type.attributes[i];
    const slot = expected !== undefined && scanner.isAttribute(i, expected.words) ? expected : slotOf(scanner, type, i);
    if (slot === undefined) {
      keepAttribute(scanner, value, i, declared);
      continue;
    }
    const text = scanner.attribute(i);
    const decoded = slot.scalar.code === STRING ? text : parseText(slot.scalar, text);
    if (decoded === INVALID) keepAttribute(scanner, value, i, declared);
    else {
      (value as unknown as Record<string, unknown>)[slot.key] = decoded;
      if (slot.scalar.code !== STRING) keepSpelling(slot.scalar, value, slot.key, decoded, text);
    }
  }
}

function slotOf(scanner: Scanner, type: Compiled, index: number): AttributeSlot | undefined {
  const prefix = scanner.attributePrefix(index);
  const local = scanner.attributeLocal(index);
  return type.attributesByName.get(prefix === '' ? local : `${prefix}:${local}`);
}

function keepAttribute(scanner: Scanner, value: Struct, index: number, info: TypeInfo): void {
  const name = attributeName(scanner, index);
  // An xsi:type that only repeats the declared type is kept like any attribute; another one shows in the object's class.
  const redundant = name === `{${XSI}}type` && scanner.attribute(index).replace(/^.*:/, '') === info.xmlName;
  if (name.startsWith(`{${XSI}}`) && !redundant) return;
  const text = redundant ? `${info.prefix}:${info.xmlName}` : scanner.attribute(index);
  value.unknownAttributes ??= {};
  // The name is the sender's: `__proto__` would be taken for the prototype if it were assigned.
  Object.defineProperty(value.unknownAttributes, name, {
    value: text,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}
