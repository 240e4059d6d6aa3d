/**
 * A type whose name an operation also has becomes `<name>Type`: the operation is a constant of that name (`ExecuteSearch`).
 * The name in the schema is kept beside it.
 */

import { CodegenError } from '../model/codegen-error.js';
import type { Particle, Schema } from '../model/schema.js';

export function nameTypes(schema: Schema): void {
  const renamed = new Map<string, string>();
  for (const name of schema.operations.keys()) {
    const type = schema.types.get(name);
    if (!type) continue;
    const target = `${name}Type`;
    if (schema.types.has(target)) throw new CodegenError('no free name for a type', { type: name });
    renamed.set(name, target);
  }
  if (renamed.size === 0) return;
  const rename = (name: string): string => renamed.get(name) ?? name;
  const types = [...schema.types.values()];
  schema.types.clear();
  for (const type of types) {
    type.name = rename(type.name);
    if (type.kind === 'simple') type.types = type.types.map(rename);
    else {
      if (type.base !== undefined) type.base = rename(type.base);
      if (type.text !== undefined) type.text = rename(type.text);
      for (const attribute of type.attributes) attribute.type = rename(attribute.type);
      if (type.content) renameIn(type.content, rename);
    }
    schema.types.set(type.name, type);
  }
  for (const element of schema.elements.values()) element.type = rename(element.type);
}

function renameIn(particle: Particle, rename: (name: string) => string): void {
  if (particle.kind === 'element') particle.type = rename(particle.type);
  else if (particle.kind !== 'any') for (const child of particle.particles) renameIn(child, rename);
}
