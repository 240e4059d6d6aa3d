/** Which of the types that the schema files name our generated code has. */
import { simpleTypes, types } from '../../src/codec/registry.js';
import { loadSchema } from '../../src/soap/schema.js';
import { namedTypes } from '../../test/support/xsd-validator.js';

export function emittedByUs(): { declared: number; emitted: number } {
  loadSchema();
  const have = new Set(
    [...types.values(), ...simpleTypes.values()].map(({ prefix, xmlName }) => `${prefix}:${xmlName}`),
  );
  const declared = [...(namedTypes() ?? [])];
  return { declared: declared.length, emitted: declared.filter((name) => have.has(name)).length };
}
