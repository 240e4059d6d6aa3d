/**
 * Looks through a decoded value for what the schema does not have: the decoder keeps such elements and attributes in
 * `unknown` and `unknownAttributes`. Knows the shape of values, no type by name.
 */

/** The first unknown element or attribute, as a sentence with its path; undefined when there is none. */
export function findUnknown(value: unknown, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Date)
    return undefined;
  for (const [key, member] of Object.entries(value)) {
    const found = unknownHere(key, member, path) ?? findUnknown(member, childPath(value, key, path));
    if (found !== undefined) return found;
  }
  return undefined;
}

function unknownHere(key: string, member: unknown, path: string): string | undefined {
  const at = path === '' ? 'the envelope' : path;
  if (key === 'unknownAttributes' && isRecord(member)) {
    return `${at} has the attribute ${Object.keys(member)[0]}, which the schema does not have.`;
  }
  if (key !== 'unknown' || !Array.isArray(member) || member.length === 0) return undefined;
  const first: unknown = member[0];
  if (isRecord(first)) return `${at} has the element ${String(first['name'])}, which the schema does not have there.`;
  return `${at} has text (${JSON.stringify(first).slice(0, 40)}) where the schema has none.`;
}

function childPath(parent: object, key: string, path: string): string {
  if (Array.isArray(parent)) return `${path}[${key}]`;
  return path === '' ? key : `${path}.${key}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
