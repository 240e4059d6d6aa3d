/** Everything that is named must be there: a schema that refers to nothing is better refused now than met at run time. */
import { BUILTINS } from '../model/builtins.js';
import { CodegenError } from '../model/codegen-error.js';
import type { Schema } from '../model/schema.js';
import { complexTypes, eachElement } from '../model/walk.js';

export function checkReferences(schema: Schema): void {
  const check = (name: string, facts: Record<string, unknown>): void => {
    if (!schema.types.has(name) && !Object.hasOwn(BUILTINS, name))
      throw new CodegenError(`the type "${name}" is not defined`, facts);
  };
  for (const [type, element] of eachElement(schema)) check(element.type, { type: type.name, element: element.name });
  for (const type of complexTypes(schema)) {
    if (type.base !== undefined) check(type.base, { type: type.name });
    if (type.text !== undefined) check(type.text, { type: type.name });
    for (const attribute of type.attributes) check(attribute.type, { type: type.name, attribute: attribute.name });
  }
  for (const type of schema.types.values()) {
    if (type.kind === 'simple') for (const name of type.types) check(name, { type: type.name });
  }
  for (const element of schema.elements.values()) check(element.type, { element: element.name });
  for (const operation of schema.operations.values()) {
    for (const name of [`m:${operation.request}`, `m:${operation.response}`, ...operation.headers]) {
      if (!schema.elements.has(name))
        throw new CodegenError(`the element "${name}" is not defined`, { operation: operation.name });
    }
  }
}
