/**
 * Prints `facade.ts` of a project of somebody else's: what the edition adds to items and folders, said to the types of `ewskit`, so that
 * `only()`, conditions, orders, and what is created and changed know it. Interfaces merge; so nothing of it is there at run time.
 */
import { camelCase } from '../../src/xml/camel-case.js';
import type { Overlay } from '../model/overlay.js';
import { PROPERTY_TYPES } from '../model/property-types.js';
import type { ComplexType, Schema } from '../model/schema.js';
import { declares } from '../model/walk.js';
import { docComment, memberMeaning } from './docs.js';
import type { GeneratedFile } from './file.js';
import { isIdentifier, quoted } from './literal.js';
import { allows, comparable, rowsOf } from './properties.js';
import type { TypeNames } from './type-names.js';

/** Whether there was anything to print. `base` is the schema of the classes that come with the package. */
export function emitFacade(base: Schema, overlay: Overlay, names: TypeNames, file: GeneratedFile): boolean {
  const interfaces = PROPERTY_TYPES.flatMap((name) => {
    const [type, known] = [names.schema.types.get(name), base.types.get(name)];
    return type?.kind === 'complex' && known?.kind === 'complex' ? additions(type, known, overlay, names, file) : [];
  });
  if (interfaces.length === 0) return false;
  file.print("import type {} from 'ewskit/raw';", '', "declare module 'ewskit/raw' {", ...interfaces, '}');
  return true;
}

function additions(
  type: ComplexType,
  known: ComplexType,
  overlay: Overlay,
  names: TypeNames,
  file: GeneratedFile,
): string[] {
  const added = names.shapes
    .members(type)
    .filter(
      ({ tagged, slots }) => !tagged && slots.every(({ name }) => declares(type, name) && !declares(known, name)),
    );
  const rows = rowsOf(overlay, type).filter((row) => added.some(({ key }) => key === camelCase(row.member ?? '')));
  const stem = type.name.replace(/Type$/, '');
  const keys = (ability: 'sort' | 'create' | 'update' | 'delete'): string[] =>
    rows.filter((row) => allows(row, ability)).map((row) => `${keyOf(camelCase(row.member ?? ''))}: unknown;`);
  const searched = rows
    .filter((row) => allows(row, 'search'))
    .map((row) => {
      const key = camelCase(row.member ?? '');
      const slot = added.find((member) => member.key === key)?.slots[0];
      return `${keyOf(key)}: ${comparable(names, slot?.type ?? '', file)};`;
    });
  const members = added.flatMap((member) => [
    ...docComment('    ', [
      memberMeaning(overlay, type.name, member.slots[0]?.name ?? ''),
      `\`${member.slots[0]?.name}\`.`,
    ]),
    `    ${keyOf(member.key)}?: ${names.member(member, type.name, file)} | undefined;`,
  ]);
  return [
    ...declared(type.name, members),
    ...declared(`${stem}Search`, searched.map(indented)),
    ...declared(`${stem}Sorts`, keys('sort').map(indented)),
    ...declared(`${stem}Creates`, keys('create').map(indented)),
    ...declared(`${stem}Updates`, keys('update').map(indented)),
    ...declared(`${stem}Deletes`, keys('delete').map(indented)),
  ];
}

const indented = (line: string): string => `    ${line}`;

function declared(name: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [`  interface ${name} {`, ...lines, '  }'];
}

const keyOf = (key: string): string => (isIdentifier(key) ? key : quoted(key));
