/** Prints the whole of `generated/`: type files, operation files, the element table, the index. */

import { elementLine } from '../editions/edition-text.js';
import type { Overlay } from '../model/overlay.js';
import type { Schema, TypeDefinition } from '../model/schema.js';
import { Shapes } from '../model/shape.js';
import { emitEditions } from './editions.js';
import { emitFacade } from './facade.js';
import { GeneratedFile, type Style } from './file.js';
import { inTemplate } from './literal.js';
import { emitOperation } from './operations.js';
import { emitProperties } from './properties.js';
import { emitEditionFile, emitRegistry } from './registry.js';
import { kebabCase, RULE, roomsOf } from './rooms.js';
import { TypeNames } from './type-names.js';
import { aliasLines, TypeEmitter } from './types.js';
import { emitVanished } from './vanished.js';

/** The text of each file, by path relative to the project. `older` goes from the oldest edition on. */
export function emit(
  schema: Schema,
  overlay: Overlay,
  older: readonly Schema[] = [],
  style: Style = {},
): Map<string, string> {
  const source = schema.edition;
  const shapes = new Shapes(schema, new Set(overlay.transparent.map(({ type }) => type)));
  const files = new Map<string, string>();
  const names = new TypeNames(schema, shapes, files);
  const types = new TypeEmitter(names, overlay);
  const groups = assign(schema, types, files);
  const printed = new Map<string, GeneratedFile>();
  const open = (path: string, title: string): GeneratedFile => {
    const file = printed.get(path) ?? new GeneratedFile(path, title, source, style);
    printed.set(path, file);
    return file;
  };
  for (const [path, members] of groups) {
    const file = open(path, title(path));
    for (const [head, slots] of shapes.heads) {
      if (files.get(head.slice(2)) !== path) continue;
      file.print(
        `/** The elements that may stand for \`${head}\`. */`,
        ...aliasLines(head.slice(2), names.union(slots, file)),
        '',
      );
    }
    for (const type of members) types.emit(type, file);
  }
  for (const operation of schema.operations.values()) {
    const path = `generated/operations/${kebabCase(operation.name)}.ts`;
    emitOperation(operation, names, overlay, open(path, title(path)));
  }
  emitProperties(overlay, names, open);
  const paths = [...printed.keys()].sort();
  emitElements(
    schema,
    open(
      'generated/elements.ts',
      'The global elements of the schema: what may stand in a SOAP body or header, or for another element.',
    ),
  );
  emitVanished(schema, older, open('generated/vanished.ts', 'What older editions had and this one has not.'));
  const index = open('generated/index.ts', 'Every type and operation.');
  index.print(...paths.map((path) => `export * from './${path.slice('generated/'.length).replace(/\.ts$/, '.js')}';`));
  index.print("export * from './edition.js';");
  emitEditionFile(schema, open('generated/edition.ts', 'The edition, for those who speak it.'));
  emitRegistry(schema, overlay, names, open, style);
  // The older editions, and how this one is laid out, are for those who keep it.
  const isOurs = style.door === undefined;
  if (isOurs) for (const file of emitEditions(schema, older, source, style)) printed.set(file.path, file);
  else if (style.base) {
    const facade = open('generated/facade.ts', 'What this edition adds to the types of ewskit.');
    if (emitFacade(style.base, overlay, names, facade)) index.print("import type {} from './facade.js';");
    else printed.delete(facade.path);
  }
  const texts = [...printed].map(([path, file]) => [path, file.toString()] as const);
  return new Map(isOurs ? [...texts, ['generated/README.md', RULE]] : texts);
}

/** Fills `files` (type -> path) and returns the types of each path. */
function assign(schema: Schema, types: TypeEmitter, files: Map<string, string>): Map<string, TypeDefinition[]> {
  const result = new Map([...roomsOf(schema)].map(([room, members]) => [`generated/${room}.ts`, members] as const));
  for (const [path, members] of result) for (const type of members) files.set(type.name, path);
  // The union of a substitution group stands with the type of its head.
  for (const head of types.names.shapes.heads.keys())
    files.set(head.slice(2), files.get(schema.elements.get(head)?.type ?? '') ?? '');
  return result;
}

function title(path: string): string {
  const [, folder, name] = path.split('/');
  const words = (name ?? '').replace(/\.ts$/, '').replaceAll('-', ' ');
  return folder === 'operations' ? `The operation: ${words}.` : `Types: ${words}.`;
}

function emitElements(schema: Schema, file: GeneratedFile): void {
  const lines = [...schema.elements.values()].map(elementLine);
  file.print(
    '/** One a line: name, type, `abstract`, and the head of its substitution group. */',
    'export const globalElements = `',
    ...lines.map((line) => `  ${inTemplate(line)}`),
    '`;',
  );
}
