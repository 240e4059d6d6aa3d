/** Types that are made of themselves, or stand on one another without end, are refused: everything after this pass follows them. */
import { CodegenError } from '../model/codegen-error.js';
import type { ComplexType, Schema, TypeDefinition } from '../model/schema.js';

/** Exchange's deepest chain has six types. */
const DEEPEST = 100;

export function checkCycles(schema: Schema): void {
  const checked = new Map<string, number>();
  for (const name of schema.types.keys()) follow(name, schema, checked, []);
  for (const element of schema.elements.values()) {
    const trail = [`${element.prefix}:${element.name}`];
    for (let at = element.substitutionGroup; at !== undefined; at = schema.elements.get(at)?.substitutionGroup) {
      if (trail.includes(at) || trail.length > DEEPEST) throw circle([...trail, at]);
      trail.push(at);
    }
  }
}

/** How many types stand below one; a chain is followed once. */
function follow(name: string, schema: Schema, checked: Map<string, number>, trail: readonly string[]): number {
  const known = checked.get(name);
  if (known !== undefined) return known;
  if (trail.includes(name) || trail.length > DEEPEST) throw circle([...trail, name]);
  const type = schema.types.get(name);
  const below = type ? standsOn(type).map((each) => follow(each, schema, checked, [...trail, name])) : [];
  const depth = 1 + Math.max(0, ...below);
  if (depth > DEEPEST) throw circle([...trail, name]);
  checked.set(name, depth);
  return depth;
}

/** What a type cannot be understood without: its base, its text, its members where it is simple, what it repeats where it is nothing else. */
function standsOn(type: TypeDefinition): string[] {
  if (type.kind === 'simple') return type.types;
  const repeated = repeatedAlone(type);
  return [type.base, type.text, repeated].filter((each) => each !== undefined);
}

function repeatedAlone({ attributes, base, text, content }: ComplexType): string | undefined {
  if (attributes.length > 0 || base !== undefined || text !== undefined) return undefined;
  const [only, ...rest] = content?.particles ?? [];
  if (only?.kind !== 'element' || rest.length > 0) return undefined;
  return only.max > 1 || (content?.max ?? 1) > 1 ? only.type : undefined;
}

function circle(trail: readonly string[]): CodegenError {
  const shown = trail.length > 12 ? [...trail.slice(0, 12), '...'] : trail;
  return new CodegenError('types that stand on themselves, or on too many others', { chain: shown.join(' -> ') });
}
