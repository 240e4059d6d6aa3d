/**
 * Files import each other for base classes alone, and that must never go in a circle: a class can only extend one that is there. Where
 * rooms that were chosen by name would, all their classes that extend or are extended there go into one of them.
 */
import type { TypeDefinition } from '../model/schema.js';

/** Takes and gives types by path. */
export function breakCircles(groups: ReadonlyMap<string, readonly TypeDefinition[]>): Map<string, TypeDefinition[]> {
  const home = new Map([...groups].flatMap(([path, types]) => types.map((type) => [type.name, path] as const)));
  const needs = new Map<string, Set<string>>();
  for (const [path, types] of groups) {
    const others = types.flatMap((type) => (baseOf(type) === undefined ? [] : (home.get(baseOf(type)!) ?? [])));
    needs.set(path, new Set(others.filter((other) => other !== path)));
  }
  const result = new Map<string, TypeDefinition[]>([...groups].map(([path, types]) => [path, [...types]]));
  for (const circle of circlesIn(needs)) {
    const inside = circle.flatMap((path) => result.get(path) ?? []);
    const names = new Set(inside.map(({ name }) => name));
    const bases = new Set(inside.flatMap((type) => baseOf(type) ?? []));
    const together = new Set(inside.filter((type) => bases.has(type.name) || names.has(baseOf(type) ?? '')));
    const [into = ''] = [...circle].sort((a, b) => Number(b.startsWith('types/')) - Number(a.startsWith('types/')));
    for (const path of circle) {
      const rest = (result.get(path) ?? []).filter((type) => !together.has(type));
      result.set(path, path === into ? [...together, ...rest] : rest);
    }
  }
  return new Map([...result].filter(([, types]) => types.length > 0));
}

function baseOf(type: TypeDefinition): string | undefined {
  return type.kind === 'complex' ? type.base : undefined;
}

/** The sets of more than one path that all lead to each other. */
function circlesIn(needs: ReadonlyMap<string, ReadonlySet<string>>): string[][] {
  const reach = new Map([...needs.keys()].map((path) => [path, reachable(path, needs)]));
  const found = new Map<string, string[]>();
  for (const [path, ahead] of reach) {
    if (!ahead.has(path)) continue;
    const circle = [...ahead].filter((other) => reach.get(other)?.has(path)).sort();
    found.set(circle.join(' '), circle);
  }
  return [...found.values()];
}

function reachable(from: string, needs: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const seen = new Set<string>();
  const open = [...(needs.get(from) ?? [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...(needs.get(path) ?? []));
  }
  return seen;
}
