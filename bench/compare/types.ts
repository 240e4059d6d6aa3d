/** Which of the types that the schema files name our generated code has. */
import { committed } from '../../src/soap/committed.js';
import { namedTypes } from '../../test/support/xsd-validator.js';

export function emittedByUs(): { declared: number; emitted: number } {
  const { simpleTypes, types } = committed;
  const have = new Set(
    [...types.values(), ...simpleTypes.values()].map(({ prefix, xmlName }) => `${prefix}:${xmlName}`),
  );
  const declared = [...(namedTypes() ?? [])];
  return { declared: declared.length, emitted: declared.filter((name) => have.has(name)).length };
}
