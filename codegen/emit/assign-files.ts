/** Decides in which file each type stands: with its operation, or by the subject rules of the overlay; splits what is too long. */
import type { Overlay } from '../model/overlay.js';
import type { Schema, TypeDefinition } from '../model/schema.js';
import { breakCircles } from './break-circles.js';

/** Lines of a file's body, so that with header and imports it stays under 400. */
const MAX_LINES = 360;

/** `FindItem` -> `find-item`, `GetUMProperties` -> `get-um-properties`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^\w-]/g, (sign) => (sign === '.' ? '-' : `-${sign.codePointAt(0)?.toString(16)}`));
}

/** Groups the types by the path of their file without number: `operations/find-item`, `types/recurrence`. */
export function groupTypes(schema: Schema, overlay: Overlay): Map<string, TypeDefinition[]> {
  const rules = overlay.files.map(([subject, pattern]) => [subject, new RegExp(pattern)] as const);
  // The longest name first: GetUserOofSettings before GetUser.
  const operations = [...schema.operations.keys()].sort((a, b) => b.length - a.length);
  const groups = new Map<string, TypeDefinition[]>();
  for (const type of schema.types.values()) {
    const operation =
      type.prefix === 'm'
        ? operations.find((name) => type.name.startsWith(name) && !/^[a-z]/.test(type.name.slice(name.length)))
        : undefined;
    const subject = rules.find(([, pattern]) => pattern.test(type.name))?.[0] ?? 'common';
    const path = operation ? `operations/${kebabCase(operation)}` : `types/${subject}`;
    groups.set(path, [...(groups.get(path) ?? []), type]);
  }
  return new Map([...breakCircles(groups)].map(([path, types]) => [path, baseFirst(types)]));
}

/** Schema order, but a base before what extends it: a class can only extend one that is there. */
function baseFirst(types: readonly TypeDefinition[]): TypeDefinition[] {
  const byName = new Map(types.map((type) => [type.name, type]));
  const ordered = new Set<TypeDefinition>();
  const add = (type: TypeDefinition): void => {
    const base = type.kind === 'complex' && type.base !== undefined ? byName.get(type.base) : undefined;
    if (base) add(base);
    ordered.add(type);
  };
  for (const type of types) add(type);
  return [...ordered];
}

/** Cuts a group into files by the lines that each type takes; `recurrence`, `recurrence-2`, ... */
export function splitGroup(
  path: string,
  types: readonly TypeDefinition[],
  linesOf: (type: TypeDefinition) => number,
): Map<string, TypeDefinition[]> {
  const files: TypeDefinition[][] = [[]];
  let lines = 0;
  for (const type of types) {
    const more = linesOf(type);
    if (lines > 0 && lines + more > MAX_LINES) {
      files.push([]);
      lines = 0;
    }
    files.at(-1)?.push(type);
    lines += more;
  }
  return new Map(files.map((list, index) => [`generated/${path}${index === 0 ? '' : `-${index + 1}`}.ts`, list]));
}
