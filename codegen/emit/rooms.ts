/**
 * In which file each type stands: told from how the schema's types use each other and from nothing else, so that what a new edition brings
 * finds its place by the same rule. generated/README.md says it to readers, and a test holds every file to it.
 */
import type { ComplexType, Schema, TypeDefinition } from '../model/schema.js';
import { eachParticle, mayStandFor } from '../model/walk.js';
import { breakCircles } from './break-circles.js';

/** The rule, for readers of generated code. */
export const RULE = `# Where a type stands

1. What the request and the answers of one operation use, and no other operation's, stands with it: \`operations/find-item.ts\`.
2. What extends an abstract type stands with that type: \`types/base-folder.ts\`.
3. A list stands with what it lists: \`ArrayOfRecipientsType\` with \`EmailAddressType\`.
4. What only one file uses stands in that file.
5. Everything else stands in a file of its own name: \`MessageType\` in \`types/message.ts\`.

Where classes of two files would have to be made before each other, they stand together in one of the two.
`;

/** `FindItem` -> `find-item`, `GetUMProperties` -> `get-um-properties`. */
export function kebabCase(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .replace(/[^\w-]/g, (sign) => (sign === '.' ? '-' : `-${sign.codePointAt(0)?.toString(16)}`));
}

/** The types of each file, by its path below generated/ without ending: `operations/find-item`, `types/message`. */
export function roomsOf(schema: Schema): Map<string, TypeDefinition[]> {
  const rooms = new Rooms(schema);
  const files = new Map<string, TypeDefinition[]>();
  for (const type of schema.types.values()) {
    const path = rooms.pathOf(type.name);
    files.set(path, [...(files.get(path) ?? []), type]);
  }
  return new Map([...breakCircles(files)].map(([path, types]) => [path, baseFirst(types)]));
}

class Rooms {
  readonly #schema: Schema;
  /** The types that a type names. */
  readonly #used = new Map<string, ReadonlySet<string>>();
  /** The types that extend a type themselves. */
  readonly #heirs = new Map<string, readonly string[]>();
  /** Path by type. */
  readonly #home = new Map<string, string>();

  constructor(schema: Schema) {
    this.#schema = schema;
    for (const type of schema.types.values()) {
      this.#used.set(type.name, new Set(typesIn(type, schema)));
      if (type.kind === 'complex' && type.base !== undefined)
        this.#heirs.set(type.base, [...(this.#heirs.get(type.base) ?? []), type.name]);
    }
    const operations = this.#operations();
    for (const name of schema.types.keys()) {
      const [operation, other] = operations.get(name) ?? [];
      const own = `types/${kebabCase(name.replace(/(?<=.)Type$/, ''))}`;
      this.#home.set(name, operation === undefined || other !== undefined ? own : `operations/${kebabCase(operation)}`);
    }
    this.#families();
    this.#lists();
    while (this.#singleUsers());
  }

  pathOf(type: string): string {
    return this.#home.get(type) ?? '';
  }

  /** The operations that use each type; what none names is used, by xsi:type, where the type that it extends is. */
  #operations(): Map<string, Set<string>> {
    const named = this.#reached(() => []);
    return this.#reached((type) => (this.#heirs.get(type) ?? []).filter((heir) => !named.has(heir)));
  }

  #reached(more: (type: string) => readonly string[]): Map<string, Set<string>> {
    const { operations, elements, types } = this.#schema;
    const found = new Map<string, Set<string>>();
    for (const { name, request, response } of operations.values()) {
      const open = [request, response].flatMap((element) => elements.get(`m:${element}`)?.type ?? []);
      const seen = new Set<string>();
      for (let type = open.pop(); type !== undefined; type = open.pop()) {
        if (seen.has(type) || !types.has(type)) continue;
        seen.add(type);
        found.set(type, (found.get(type) ?? new Set()).add(name));
        open.push(...typesIn(types.get(type)!, this.#schema, name), ...more(type));
      }
    }
    return found;
  }

  #families(): void {
    for (const name of this.#schema.types.keys()) {
      let root: string | undefined;
      for (let at = this.#complex(name); at?.base !== undefined; at = this.#complex(at.base))
        if (this.#complex(at.base)?.abstract) root = at.base;
      if (root !== undefined && this.#isShared(name)) this.#home.set(name, this.pathOf(root));
    }
  }

  #lists(): void {
    for (const type of this.#schema.types.values()) {
      const used = [...(this.#used.get(type.name) ?? [])];
      const homes = new Set(used.map((name) => this.pathOf(name)));
      if (isList(type) && this.#isShared(type.name) && homes.size === 1) this.#home.set(type.name, [...homes][0]!);
    }
  }

  /** Moves the types of files that one other file uses into that; whether there was any. */
  #singleUsers(): boolean {
    const users = new Map<string, Set<string>>();
    for (const [name, used] of this.#used)
      for (const other of used) {
        const [from, to] = [this.pathOf(name), this.pathOf(other)];
        if (from !== to) users.set(to, (users.get(to) ?? new Set()).add(from));
      }
    for (const [path, [user, other]] of users) {
      if (!path.startsWith('types/') || user === undefined || other !== undefined) continue;
      for (const [name, home] of this.#home) if (home === path) this.#home.set(name, user);
      return true;
    }
    return false;
  }

  #isShared(type: string): boolean {
    return this.pathOf(type).startsWith('types/');
  }

  #complex(name: string): ComplexType | undefined {
    const type = this.#schema.types.get(name);
    return type?.kind === 'complex' ? type : undefined;
  }
}

/** What has nothing but elements, one kind of them or several, as many as one likes. */
function isList(type: TypeDefinition): boolean {
  if (type.kind === 'simple') return type.variety === 'list';
  if (type.base !== undefined || type.attributes.length > 0 || !type.content) return false;
  return [...eachParticle(type.content)].every(({ kind }) => kind !== 'any') && isRepeated(type.content);
}

function isRepeated({ max, particles }: NonNullable<ComplexType['content']>): boolean {
  return max > 1 || (particles.length === 1 && particles[0]!.max > 1);
}

/** The types that a type names; for one operation, of the response messages of all only its own. */
function typesIn(type: TypeDefinition, schema: Schema, operation?: string): string[] {
  if (type.kind === 'simple') return type.types.filter((name) => schema.types.has(name));
  const found = [type.base, type.text, ...type.attributes.map((attribute) => attribute.type)];
  for (const particle of type.content ? eachParticle(type.content) : []) {
    if (particle.kind !== 'element' || isOfAnother(particle.name, schema, operation)) continue;
    found.push(particle.type, ...(particle.ref ? mayStandFor(particle, schema).map((element) => element.type) : []));
  }
  return found.filter((name): name is string => name !== undefined && name !== type.name && schema.types.has(name));
}

function isOfAnother(element: string, { operations }: Schema, operation: string | undefined): boolean {
  const owner = /^(.+)ResponseMessage$/.exec(element)?.[1];
  return operation !== undefined && owner !== undefined && owner !== operation && operations.has(owner);
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
