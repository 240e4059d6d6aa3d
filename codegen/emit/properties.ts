/**
 * Prints the property tables: for each item and folder type, which member has which FieldURI and what a server lets a client do
 * with it, and the interfaces that type the lookups of a query.
 */

import { camelCase } from '../../src/xml/camel-case.js';
import type { Overlay, PropertyRow } from '../model/overlay.js';
import { PROPERTY_TYPES } from '../model/property-types.js';
import type { ComplexType } from '../model/schema.js';
import { declares } from '../model/walk.js';
import { docComment, memberMeaning } from './docs.js';
import type { GeneratedFile } from './file.js';
import { wrap } from './file.js';
import { inTemplate, isIdentifier, quoted } from './literal.js';
import { kebabCase } from './rooms.js';
import type { TypeNames } from './type-names.js';

/** What a row may allow, in the order in which the words stand. */
const ABILITIES = ['search', 'contains', 'sort', 'create', 'update', 'delete', 'append', 'find'] as const;

/** What the compiler says of a member that a server looks into and does not compare. */
const CONTAINS_ONLY = "'Exchange looks into this and does not compare it: use __contains or __icontains with a string'";

/** What is not known is allowed: the server decides. */
export const allows = (row: PropertyRow, ability: (typeof ABILITIES)[number]): boolean =>
  row[ability] === true || row[ability] === null;

interface Line {
  path: string;
  uri: string;
  value: string;
  row: PropertyRow;
}

export function emitProperties(
  overlay: Overlay,
  names: TypeNames,
  open: (path: string, title: string) => GeneratedFile,
): void {
  for (const name of PROPERTY_TYPES) {
    const type = names.schema.types.get(name);
    if (type?.kind !== 'complex') continue;
    const stem = name.replace(/Type$/, '');
    const file = open(
      `generated/properties/${kebabCase(stem)}.ts`,
      `The properties of ${name}: FieldURIs, and what may be done with them.`,
    );
    const lines = [...unindexed(overlay, type, names, file), ...indexed(overlay, type, names)];
    const base = PROPERTY_TYPES.find((candidate) => candidate === type.base)?.replace(/Type$/, '');
    const from = base && `generated/properties/${kebabCase(base)}.ts`;
    const search = lines.filter(({ row }) => allows(row, 'search') || allows(row, 'contains'));
    file.print(`/** The searchable properties of ${name}, with the values they are compared with. */`);
    file.print(`export interface ${stem}Search${base && from ? ` extends ${file.use(`${base}Search`, from)}` : ''} {`);
    for (const line of search)
      file.print(...docComment('  ', searchDoc(overlay, name, line)), `  ${line.path}: ${line.value};`);
    file.print('}', '');
    const union = (suffix: string, about: string, members: readonly string[]): void => {
      const name = `${stem}${suffix}s`;
      const inherited = base && from ? ` extends ${file.use(`${base}${suffix}s`, from)}` : '';
      const keys = members.map((member) => `${isIdentifier(member) ? member : quoted(member)}: unknown;`);
      // An interface, and not a union of names, so that another edition can add to it: see facade.ts.
      file.print(`/** ${about} */`, `export interface ${name}${inherited} {`);
      file.print(...wrap(keys, 116, ' ').map((line) => `  ${line}`), '}', '');
      file.print(`/** ${about} */`, `export type ${stem}${suffix} = keyof ${name};`, '');
    };
    const sort = lines.filter(({ row }) => allows(row, 'sort')).map(({ path }) => path);
    union('Sort', `The properties of ${name} that an order may name.`, sort);
    if (ofItems(type, names)) {
      union('Create', `The members that a new ${name} may be given.`, writable(lines, 'create'));
      union('Update', `The members of ${name} that an update may set.`, writable(lines, 'update'));
      union('Delete', `The members of ${name} that an update may remove.`, writable(lines, 'delete'));
    }
    file.print(
      `export const ${camelCase(stem)}Properties = /*@__PURE__*/ ${file.door('properties', true)}(${quoted(name)}, \``,
    );
    file.print(...notation(overlay, type).map((text) => `  ${inTemplate(text)}`), '`);');
  }
}

/** What it means, where the server finds it, and that it is only looked into where it is. */
function searchDoc(overlay: Overlay, type: string, { path, uri, row }: Line): string[] {
  const [, index] = path.split('__');
  const meaning = memberMeaning(overlay, type, row.member ?? '') ?? '';
  return [
    index === undefined ? meaning : `${meaning.replace(/\.$/, '')}: the entry ${index}.`,
    `\`${uri}\`.`,
    allows(row, 'search') ? '' : 'Exchange looks into it and does not compare it: `__contains` and its like.',
  ];
}

/** The members of which a client may do something; the parts of a dictionary are one. */
function writable(lines: readonly Line[], ability: 'create' | 'update' | 'delete'): string[] {
  return [...new Set(lines.filter(({ row }) => allows(row, ability)).map(({ path }) => path.split('__')[0] ?? path))];
}

/** Folders, conversations and people are not created from a value, or not at all. */
function ofItems(type: ComplexType, names: TypeNames): boolean {
  const { schema } = names;
  if (type.name === 'ItemType') return true;
  const base = type.base === undefined ? undefined : schema.types.get(type.base);
  return base?.kind === 'complex' && ofItems(base, names);
}
const READ_ONLY = { create: false, update: false, delete: false, append: false } as const;

/** Of those that this edition has; `overlay-gaps.ts` reports the others. */
export function rowsOf(overlay: Overlay, type: ComplexType): PropertyRow[] {
  return overlay.properties.flatMap((row) => {
    if (!declares(type, row.member)) return [];
    if (row.type === type.name || row.also?.includes(type.name)) return [row];
    return row.alsoReadOnly?.includes(type.name) ? [{ ...row, ...READ_ONLY }] : [];
  });
}

/** `find=part` is no `find`: who wants the whole value asks for it otherwise. `search=never` is no `search`: it would find nothing. */
function abilities(row: PropertyRow): string {
  const words: string[] = ABILITIES.filter((ability) => allows(row, ability));
  if (row.search === 'never') words.push('search=never');
  if (row.find === 'part') words.push('find=part');
  return words.join(' ');
}

function notation(overlay: Overlay, type: ComplexType): string[] {
  const plain = rowsOf(overlay, type).map((row) =>
    `${camelCase(row.member ?? '')} ${row.uri} ${abilities(row)}`.trim(),
  );
  const dictionaries = overlay.dictionaries
    .filter((row) => row.type === type.name && declares(type, row.member))
    .map((row) =>
      `${camelCase(row.member ?? '')}__*${row.field === undefined ? '' : `__${camelCase(row.field)}`} ${row.uri} index=${row.index ?? '*'} ${abilities(row)}`.trim(),
    );
  return [...plain, ...dictionaries];
}

function unindexed(overlay: Overlay, type: ComplexType, names: TypeNames, file: GeneratedFile): Line[] {
  const members = names.shapes.members(type);
  return rowsOf(overlay, type).map((row) => {
    const path = camelCase(row.member ?? '');
    const member = members.find((candidate) => candidate.key === path);
    const value = () => comparable(names, member?.slots[0]?.type ?? '', file);
    if (allows(row, 'search')) return { path, uri: row.uri, row, value: value() };
    return {
      path,
      uri: row.uri,
      row,
      value: allows(row, 'contains') ? `${file.door('Refused')}<${CONTAINS_ONLY}>` : '',
    };
  });
}

/** What a property is compared with: its value, or for an object its text. */
export function comparable(names: TypeNames, type: string, file: GeneratedFile): string {
  const found = names.schema.types.get(type);
  if (found?.kind !== 'complex') return names.reference(type, file);
  const array =
    names.shapes.of(found) === 'array'
      ? names.array(found, new (file.constructor as typeof GeneratedFile)('', '', ''))
      : undefined;
  return array === 'string[]' ? 'string[]' : 'string';
}

function indexed(overlay: Overlay, type: ComplexType, names: TypeNames): Line[] {
  return overlay.dictionaries
    .filter((row) => row.type === type.name && declares(type, row.member))
    .flatMap((row) => {
      const keys = names.schema.types.get(row.index ?? '');
      const values = keys?.kind === 'simple' ? keys.values.map(({ value }) => value) : [];
      const suffix = row.field === undefined ? '' : `__${camelCase(row.field)}`;
      return values.map((key) => ({
        path: `${camelCase(row.member ?? '')}__${key}${suffix}`,
        uri: row.uri,
        row,
        value: 'string',
      }));
    });
}
