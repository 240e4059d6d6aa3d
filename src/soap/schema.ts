/** The generated schema, made known to the codec on first use; the one way in for layers that ask about types at run time. */
import { schema } from '../../generated/schema.js';
import { type Compiled, compile } from '../codec/compile.js';
import {
  type ElementInfo,
  elements,
  load,
  type Operation,
  operations,
  type TypeInfo,
  types,
} from '../codec/registry.js';

/** Registers the generated code; cheap to call again. */
export function loadSchema(): void {
  load(schema);
}

/** The complex type of that name, worked out; undefined when there is none. */
export function compiledType(name: string): Compiled | undefined {
  loadSchema();
  const info = types.get(name);
  return info && compile(info);
}

export function typeInfo(name: string): TypeInfo | undefined {
  loadSchema();
  return types.get(name);
}

/** The global element `prefix:name`. */
export function elementInfo(qname: string): ElementInfo | undefined {
  loadSchema();
  return elements.get(qname);
}

export function operationByName(name: string): Operation | undefined {
  loadSchema();
  return operations.get(name);
}
