/**
 * Prints what the codec's registry is filled from: functions that name every class, declaration, operation and table. Names, and
 * not `import * as`, because a namespace of 1,400 names costs every program that imports the package six milliseconds.
 */

import { camelCase } from '../../src/xml/camel-case.js';
import type { Overlay } from '../model/overlay.js';
import { PROPERTY_TYPES } from '../model/property-types.js';
import type { Schema } from '../model/schema.js';
import { operationName } from '../passes/name-types.js';
import { docComment, editionName } from './docs.js';
import { type GeneratedFile, type Style, wrap } from './file.js';
import { quoted } from './literal.js';
import { kebabCase } from './rooms.js';
import type { TypeNames } from './type-names.js';

type Named = readonly [name: string, path: string];

export function emitRegistry(
  schema: Schema,
  overlay: Overlay,
  names: TypeNames,
  open: (path: string, title: string) => GeneratedFile,
  { after, build }: Style,
): void {
  const index = open(
    'generated/schema.ts',
    'Everything that the codec must know, for its registry; worked out when it is first asked for.',
  );
  const types = [...schema.types.keys()].map((name): Named => [name, names.files.get(name) ?? '']);
  const operations = [...schema.operations.keys()].map(
    (name): Named => [operationName(name), `generated/operations/${kebabCase(name)}.ts`],
  );
  const lists = (
    [
      ['types', types, 'Every type'],
      ['operations', operations, 'Every operation'],
    ] as const
  ).map(([name, members, title]) => {
    const path = `generated/registry/${name}.ts`;
    printList(open(path, `${title}, for the registry.`), name, 'unknown', [...members].sort(byFile));
    return index.use(name, path, true);
  });
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
    ...(after === undefined ? [] : [`  after: ${quoted(after)},`]),
    ...(build === undefined ? [] : [`  build: ${quoted(build)},`]),
    `  ${index.use('globalElements', 'generated/elements.ts', true)},`,
    `  declared: (): readonly unknown[] => [${lists.map((list) => `...${list}()`).join(', ')}],`,
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

function byFile([a, one]: Named, [b, other]: Named): number {
  return one === other ? (a < b ? -1 : 1) : one < other ? -1 : 1;
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
