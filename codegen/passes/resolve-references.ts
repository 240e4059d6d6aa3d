/** A reference to a global element (`ref="t:Path"`) gets that element's type. */
import { CodegenError } from '../model/codegen-error.js';
import type { Schema } from '../model/schema.js';
import { eachElement } from '../model/walk.js';

export function resolveReferences(schema: Schema): void {
  for (const [owner, element] of eachElement(schema)) {
    if (!element.ref) continue;
    const target = schema.elements.get(`${element.prefix}:${element.name}`);
    if (!target)
      throw new CodegenError('a reference to an element that is not there', {
        type: owner.name,
        element: element.name,
      });
    element.type = target.type;
  }
}
