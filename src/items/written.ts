/**
 * What this program has written of an item: a copy, by which a later save() sees what the caller has changed since. Kept beside the item
 * and only where something was written, so that reading costs nothing.
 */

type Data = Readonly<Record<string, unknown>>;

interface Written {
  /** Members as they were sent. */
  readonly members: Map<string, unknown>;
  /** The item was made here: what is not among the members, the server has of itself. */
  readonly complete: boolean;
}

const records = new WeakMap<object, Written>();

/** Members that are large, and that no update changes. */
const NOT_KEPT: ReadonlySet<string> = new Set(['attachments', 'itemId', 'kind']);

/** The item was made, and holds what was sent. */
export function keepCreated(item: object): void {
  records.set(item, { members: new Map(copies(item, Object.keys(item))), complete: true });
}

/** These members were sent as the item has them now. */
export function keepWritten(item: object, names: Iterable<string>): void {
  const record = records.get(item) ?? { members: new Map(), complete: false };
  for (const [name, value] of copies(item, names)) record.members.set(name, value);
  records.set(item, record);
}

/** The item was read anew. */
export function forgetWritten(item: object): void {
  records.delete(item);
}

/** What was sent of the item, and whether that is all there is of it; undefined when nothing was. */
export function writtenOf(item: object): { readonly members: Data; readonly complete: boolean } | undefined {
  const record = records.get(item);
  return record && { members: Object.fromEntries(record.members), complete: record.complete };
}

function copies(item: object, names: Iterable<string>): [string, unknown][] {
  return [...names].filter((name) => !NOT_KEPT.has(name)).map((name) => [name, copyOf((item as Data)[name])]);
}

function copyOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? structuredClone(value) : value;
}
