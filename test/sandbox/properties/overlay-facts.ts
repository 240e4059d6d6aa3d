/** What schemas/overlay/properties.json says of a type's properties, read without the generator and without the sandbox. */
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { compiledType } from '../../../src/codec/index.js';
import { type Scalar, scalarOf } from '../../../src/codec/scalar.js';
import { committed } from '../../../src/soap/committed.js';
import { camelCase } from '../../../src/xml/camel-case.js';
import { ValuesOf } from '../../support/random-value.js';

export type Flag = 'search' | 'contains' | 'sort' | 'create' | 'update' | 'delete' | 'append' | 'find';

type Row = Partial<Record<Flag, boolean | null | 'part' | 'never'>> & {
  uri: string;
  type: string | null;
  member: string | null;
  also?: string[];
  alsoReadOnly?: string[];
  /** Of a dictionary: the enumeration of its keys, null where any text is one; and the part of an entry that the URI addresses. */
  index?: string | null;
  field?: string;
};

const overlay = JSON.parse(readFileSync('schemas/overlay/properties.json', 'utf8')) as Record<string, Row[]>;
const rows = [...overlay['properties']!, ...overlay['dictionaries']!];

export interface Fact {
  uri: string;
  member: string;
  /** Key of an entry, where the URI addresses one of a dictionary. */
  index: string | undefined;
  /** FindItem gives a part of the value only. */
  isPart: boolean;
  may: (flag: Flag) => boolean;
  /** The member with a value that is valid by the schema. */
  value: () => Record<string, unknown>;
}

const WRITING: readonly Flag[] = ['create', 'update', 'delete', 'append'];

/** The facts of a type and its bases by FieldURI; own ones take the place of the bases'. */
export function factsOf(type: string): Fact[] {
  const chain: string[] = [];
  for (let at = committed.types.get(type); at; at = at.base) chain.unshift(at.name);
  const found = new Map<string, Fact>();
  for (const owner of chain)
    for (const row of rows) {
      const isReadOnly = row.alsoReadOnly?.includes(owner) ?? false;
      if (row.member === null || !(row.type === owner || row.also?.includes(owner) || isReadOnly)) continue;
      const member = camelCase(row.member);
      const index = row.index === undefined ? undefined : keyOf(row);
      found.set(row.uri, {
        uri: row.uri,
        member,
        index,
        isPart: row.find === 'part',
        // What no source says is no fact: it is allowed.
        may: (flag) => (row[flag] === true || row[flag] === null) && !(isReadOnly && WRITING.includes(flag)),
        value: () => ({ [member]: index === undefined ? randomValue(type, member) : entryOf(row, index) }),
      });
    }
  return [...found.values()];
}

/** Whether any type lets a FieldURI be searched or sorted by: one search goes over items of several kinds. */
export function anyMay(uri: string, ...flags: Flag[]): boolean {
  const taken: unknown[] = [true, null, 'never'];
  return rows.some((row) => row.uri === uri && flags.some((flag) => taken.includes(row[flag])));
}

/** What a restriction may compare the property with: a value as the schema has it, or any text where it has members. */
export function constantOf({ value, member }: Fact): string {
  const made = value()[member];
  if (made instanceof Date) return made.toISOString();
  if (typeof made === 'number' && !Number.isFinite(made)) return Number.isNaN(made) ? 'NaN' : 'INF';
  return typeof made === 'object' ? 'x' : String(made);
}

function keyOf({ index, uri }: Row): string {
  if (typeof index === 'string') return [...(scalarOf(committed, index)?.values?.keys() ?? [])][0] ?? '';
  return uri === 'item:InternetMessageHeader' ? 'Subject' : 'a-member';
}

function entryOf({ uri, field = 'value' }: Row, key: string): unknown[] {
  if (uri === 'item:InternetMessageHeader') return [{ headerName: key, value: 'x' }];
  if (uri === 'distributionlist:Members:Member') return [{ key, mailbox: { name: 'x' } }];
  return [{ key, [camelCase(field)]: 'x' }];
}

/** What the schema lets a member hold, the same at every run. */
function randomValue(type: string, member: string): unknown {
  const found = compiledType(committed, type)?.byKey.get(member);
  const [slot] = found !== undefined && 'slots' in found ? found.slots : [];
  if (slot === undefined) throw new Error(`${type} has no member ${member}.`);
  const { type: complex, scalar } = slot;
  const made = new ValuesOf((random) => (complex ? random.ofType(complex) : random.ofScalar(scalar as Scalar)));
  return fc.sample(made, { seed: 7, numRuns: 1 })[0]?.value;
}
