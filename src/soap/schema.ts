/** The generated schema, made known to the codec on first use; the one way in for layers that ask about types at run time. */
import { schema } from '../../generated/schema.js';
import { type Compiled, compile, load, type Operation, operations, type TypeInfo, types } from '../codec/index.js';

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

export function operationByName(name: string): Operation | undefined {
  loadSchema();
  return operations.get(name);
}
