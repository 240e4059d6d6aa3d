/** What of a value is a comfort only, and is left out for a receiver of an edition before it. */
import { compile, type Member } from './compile.js';
import type { Registry } from './registry.js';
import { slotFor } from './slot-for.js';

/** Keys of members, at any depth, and values that name what is asked for: `folder:DistinguishedFolderId`. */
export interface Optional {
  readonly keys: ReadonlySet<string>;
  /** Index of the edition that the receiver knows. */
  readonly edition: number;
}

export const NOTHING_OPTIONAL: Optional = { keys: new Set<string>(), edition: Number.POSITIVE_INFINITY };

/** Whether an entry of a list asks for such a value, which the receiver is too old for. */
export function isLeftOut(registry: Registry, member: Member, item: unknown, { keys, edition }: Optional): boolean {
  if (keys.size === 0 || typeof item !== 'object' || item === null) return false;
  const { kind } = item as { readonly kind?: unknown };
  const type = slotFor(registry, member, kind, item)?.type;
  return (type ? compile(type).attributes : []).some(({ key, scalar }) => {
    const value = (item as Readonly<Record<string, unknown>>)[key];
    const entry = typeof value === 'string' && keys.has(value) ? scalar.values?.get(value) : undefined;
    return entry !== undefined && registry.editionIndex(entry.since) > edition;
  });
}
