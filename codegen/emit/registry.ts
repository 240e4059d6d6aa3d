/**
 * Prints what the codec's registry is filled from: functions that name every class, declaration, operation and table. Names, and
 * not `import * as`, because a namespace of 1,400 names costs every program that imports the package six milliseconds.
 */

import { camelCase } from '../../src/xml/camel-case.js';
import type { Overlay } from '../model/overlay.js';
import { PROPERTY_TYPES } from '../model/property-types.js';
import type { Schema } from '../model/schema.js';
import { operationName } from '../passes/name-types.js';
import { kebabCase } from './assign-files.js';
import { docComment, editionName } from './docs.js';
import { type GeneratedFile, wrap } from './file.js';
import { quoted } from './literal.js';
import type { TypeNames } from './type-names.js';

/** Names in a part, so that with their imports it stays under 400 lines. */
const NAMES = 330;

type Named = readonly [name: string, path: string];

export function emitRegistry(
  schema: Schema,
  overlay: Overlay,
  names: TypeNames,
  open: (path: string, title: string) => GeneratedFile,
  build: string | undefined,
): void {
  const declared: Named[] = [
    ...[...schema.types.keys()].map((name) => [name, names.files.get(name) ?? ''] as const),
    ...[...schema.operations.keys()].map(
      (name) => [operationName(name), `generated/operations/${kebabCase(name)}.ts`] as const,
    ),
  ].sort(([a, one], [b, other]) => (one === other ? (a < b ? -1 : 1) : one < other ? -1 : 1));
  const index = open(
    'generated/schema.ts',
    'Everything that the codec must know, for its registry; worked out when it is first asked for.',
  );
  const parts: string[] = [];
  for (let start = 0; start < declared.length; start += NAMES) {
    const part = `part${parts.length + 1}`;
    const path = `generated/registry/part-${parts.length + 1}.ts`;
    printList(
      open(path, 'Types and operations, for the registry.'),
      part,
      'unknown',
      declared.slice(start, start + NAMES),
    );
    parts.push(index.use(part, path, true));
  }
  const tables = PROPERTY_TYPES.filter((name) => schema.types.has(name)).map((name): Named => {
    const stem = name.replace(/Type$/, '');
    return [`${camelCase(stem)}Properties`, `generated/properties/${kebabCase(stem)}.ts`];
  });
  const path = 'generated/registry/tables.ts';
  const file = open(path, 'The property tables, for the registry.');
  printList(file, 'tables', file.door('PropertyTable'), overlay.properties.length > 0 ? tables : []);
  index.print(
    '/** The types, operations and global elements. */',
    `export const schema: ${index.door('GeneratedSchema')} = {`,
    `  edition: ${quoted(schema.edition)},`,
    ...(build === undefined ? [] : [`  build: ${quoted(build)},`]),
    `  ${index.use('globalElements', 'generated/elements.ts', true)},`,
    `  declared: (): readonly unknown[] => [${parts.map((part) => `...${part}()`).join(', ')}],`,
    `  properties: ${index.use('tables', path, true)},`,
    `  ${index.use('vanished', 'generated/vanished.ts', true)},`,
    '};',
  );
}

/** What a program hands over to be spoken; the rest is loaded when it is. */
export function emitEditionFile(schema: Schema, file: GeneratedFile): void {
  file.print(
    ...docComment('', [`${editionName(schema.edition)}, for \`Account.connect({ edition })\`.`]),
    `export const edition: ${file.door('GeneratedEdition')} = {`,
    `  name: ${quoted(schema.edition)},`,
    "  load: async () => (await import('./schema.js')).schema,",
    '};',
  );
}

/** The type of the list is written out: the compiler would make one of all the classes in it. */
function printList(file: GeneratedFile, name: string, element: string, members: readonly Named[]): void {
  const list = members.map(([member, from]) => file.use(member, from, true));
  file.print(
    `export const ${name} = (): readonly ${element}[] => [`,
    ...wrap(list, 116, ', ').map((line) => `  ${line},`),
    '];',
  );
}
