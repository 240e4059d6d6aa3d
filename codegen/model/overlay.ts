/** The overlay: what `schemas/overlay/*.json` say beyond the XSD, read and typed. Each entry has a `why`. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What may be done with a property; `properties.json` says where each fact comes from. */
export interface PropertyRow {
  uri: string;
  type: string;
  member: string | null;
  /** Other types whose member of that name has the same URI. */
  also?: readonly string[];
  /** Types on which only the server writes that member. */
  alsoReadOnly?: readonly string[];
  // What a server lets a client do with it; null where no source says.
  /** `never`: a server takes it in a restriction, and nothing matches. */
  search?: boolean | 'never' | null;
  /** `Contains` takes it though no other expression does. */
  contains?: boolean | null;
  sort?: boolean | null;
  create?: boolean | null;
  update?: boolean | null;
  delete?: boolean | null;
  append?: boolean | null;
  /** `part`: the Find operation returns a part of the value only. */
  find?: boolean | 'part' | null;
  /** `key (flag, flag); key:detail (flag)`: where each flag comes from; the keys are those of {@link Overlay.sources}. */
  source?: string;
}

/** How sure a source of `properties.json` makes a fact; `kinds` at the head of the file explains the words. */
export type SourceKind = 'xsd' | 'server' | 'published' | 'rule' | 'none';

/** A property of which there is one for each key of a dictionary. */
export interface DictionaryRow extends PropertyRow {
  /** Enumeration of the keys; null when any text is a key. */
  index: string | null;
  /** The part of an entry that the URI addresses, where it has parts. */
  field?: string;
}

export interface Overlay {
  properties: readonly PropertyRow[];
  dictionaries: readonly DictionaryRow[];
  /** Where facts on properties come from, by the keys that rows name. */
  sources: Readonly<Record<string, { kind: SourceKind; says: string }>>;
  choices: readonly { type: string; choice: number; as: string }[];
  transparent: readonly { type: string }[];
  text: readonly { type: string; text: string }[];
  absent: readonly { type: string; member: string }[];
  present: readonly { type: string; member: string }[];
  /** Values of an enumeration that no schema file has: of editions that have the value `with`. */
  values: readonly { type: string; with: string; values: readonly string[] }[];
  operations: readonly { name: string; request: string; response: string }[];
  docs: { types: Readonly<Record<string, string>>; members: Readonly<Record<string, string>> };
  links: Readonly<Record<string, string>>;
}

/** Reads the overlay of a directory; a file that is not there says nothing. */
export function readOverlay(directory: string): Overlay {
  const choices = read(directory, 'choices.json');
  const corrections = read(directory, 'corrections.json');
  const docs = read(directory, 'docs.json');
  const properties = read(directory, 'properties.json');
  return {
    properties: properties['properties'] ?? [],
    dictionaries: properties['dictionaries'] ?? [],
    sources: properties['sources'] ?? {},
    choices: choices['choices'] ?? [],
    transparent: choices['transparent'] ?? [],
    text: corrections['text'] ?? [],
    absent: corrections['absent'] ?? [],
    present: corrections['present'] ?? [],
    values: corrections['values'] ?? [],
    operations: corrections['operations'] ?? [],
    docs: { types: docs['types'] ?? {}, members: docs['members'] ?? {} },
    links: read(directory, 'links.json'),
  } as Overlay;
}

function read(directory: string, name: string): Record<string, never> {
  try {
    return JSON.parse(readFileSync(join(directory, name), 'utf8')) as Record<string, never>;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
