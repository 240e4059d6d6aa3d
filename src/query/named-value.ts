/** What an item has under a name: a member, or a part of one that has keys (`phoneNumbers__MobilePhone`). */
import type { AnyItem } from '../items/classes.js';
import type { Operand } from './condition.js';

type Data = Readonly<Record<string, unknown>>;

/** The value of a name that the query knows. */
export function valueNamed(item: AnyItem, name: string): unknown {
  const data = item as unknown as Data;
  if (Object.hasOwn(data, name)) return data[name];
  const [member = '', index, field] = name.split('__');
  return index === undefined ? data[name] : entryOf(data, member, index, field);
}

/** The value that an operand is about. */
export function operandValue(item: AnyItem, operand: Operand): unknown {
  const data = item as unknown as Data;
  if (!('property' in operand)) return data[operand.name];
  const { key, fieldIndex, field } = operand.property;
  return fieldIndex === undefined ? data[key] : entryOf(data, key, fieldIndex, field);
}

/** The name by which a request asks for an operand. */
export function nameOf(operand: Operand): string {
  if (!('property' in operand)) return operand.name;
  const { path, key, fieldIndex } = operand.property;
  return fieldIndex === undefined ? key : path;
}

/** The member of an item that a name is of. */
export function memberNamed(name: string): string {
  return name.split('__', 1)[0] as string;
}

function entryOf(data: Data, key: string, index: string, field = 'value'): unknown {
  const entries = data[key];
  return Array.isArray(entries) ? entries.find((entry: Data) => entry['key'] === index)?.[field] : undefined;
}
