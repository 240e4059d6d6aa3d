/** properties.json: every FieldURI has a row, every fact of a row a source, and what the schema says is worked out again from it. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Schema } from '../../codegen/index.js';
import { type Overlay, type PropertyRow, readOverlay } from '../../codegen/model/overlay.js';
import { eachParticle } from '../../codegen/model/walk.js';
import { FLAGS, sourceProblems, sourcesOf } from '../../codegen/overlay-sources.js';
import { committedSchema } from '../../src/schema-text/committed.js';
import { say } from '../support/shared.js';

const overlay = readOverlay('schemas/overlay');
const raw = JSON.parse(readFileSync('schemas/overlay/properties.json', 'utf8')) as {
  kinds: Record<string, string>;
  exceptions: PropertyRow[];
};

let schema: Schema;
beforeAll(async () => {
  schema = await committedSchema('ExchangeSE');
});

/** The values of an enumeration of the schema. */
function valuesOf(name: string): string[] {
  const type = schema.types.get(name);
  return type?.kind === 'simple' ? type.values.map(({ value }) => value) : [];
}

/** The elements of a type: name and type. */
function elementsOf(name: string): { name: string; type: string }[] {
  const type = schema.types.get(name);
  const content = type?.kind === 'complex' ? type.content : undefined;
  return content ? [...eachParticle(content)].filter((particle) => particle.kind === 'element') : [];
}

/** Whether one of the types has an element of that type, or of one that extends it. */
function holds(types: readonly string[], wanted: string): boolean {
  const extending = (name: string): boolean => {
    const type = schema.types.get(name);
    return name === wanted || (type?.kind === 'complex' && type.base !== undefined && extending(type.base));
  };
  return types.some((name) => elementsOf(name).some(({ type }) => extending(type)));
}

/** An overlay of one row, described as the real one is. */
function withRow(row: object): Overlay {
  return {
    ...overlay,
    dictionaries: [],
    properties: [{ uri: 'item:Subject', type: 'ItemType', member: 'Subject', ...row }],
  };
}

describe('rows', () => {
  test('every FieldURI of the schema has exactly one', () => {
    expect(overlay.properties.map(({ uri }) => uri)).toEqual(valuesOf('UnindexedFieldURIType'));
    expect([...new Set(overlay.dictionaries.map(({ uri }) => uri))].sort()).toEqual(
      valuesOf('DictionaryURIType').sort(),
    );
    expect(raw.exceptions.map(({ uri }) => uri).sort()).toEqual(valuesOf('ExceptionPropertyURIType').sort());
    expect(overlay.properties).toHaveLength(510);
  });

  test('every flag has a source that is described, and what no source says is no fact', () => {
    expect(sourceProblems(overlay)).toEqual([]);
    const used = new Set(
      [...overlay.properties, ...overlay.dictionaries].flatMap((row) =>
        [...sourcesOf(row).values()].map(({ key }) => key),
      ),
    );
    expect(Object.keys(overlay.sources).filter((key) => key !== 'xsd' && !used.has(key))).toEqual([]);
    expect(Object.values(overlay.sources).filter(({ kind }) => raw.kinds[kind] === undefined)).toEqual([]);
  });

  test('a row without a source, with an unknown one, or with a fact that none supports is found', () => {
    expect(sourceProblems(withRow({ search: true }))).toEqual(['item:Subject: search has no source']);
    expect(sourceProblems(withRow({ search: true, source: 'hearsay (search)' }))).toEqual([
      'item:Subject: search names the source hearsay, which is not described',
    ]);
    for (const search of [true, false])
      expect(sourceProblems(withRow({ search, source: 'none (search)' }))).toEqual([
        'item:Subject: search is claimed without a source',
      ]);
    expect(sourceProblems(withRow({ search: null, source: 'corpus (search)' }))).toEqual([
      'item:Subject: search has a source and is null',
    ]);
    expect(
      sourceProblems(withRow({ search: true, sort: false, source: 'corpus (search); sort-as-search (sort)' })),
    ).toEqual(['item:Subject: sort differs from search']);
    expect(sourceProblems(withRow({ source: 'corpus (find)' }))).toEqual([
      'item:Subject: find has a source and no value',
    ]);
    expect(sourceProblems(withRow({ member: null }))).toEqual([
      'item:Subject: addresses nothing, and no source says so',
    ]);
  });

  test('what is not known is little, and a row of which nothing is known there is none', () => {
    const rows = [...overlay.properties, ...overlay.dictionaries].map((row) => ({
      uri: row.uri,
      kinds: [...sourcesOf(row).values()].map(({ key }) => overlay.sources[key]?.kind ?? 'none'),
    }));
    const flags = { xsd: 0, server: 0, published: 0, rule: 0, none: 0 };
    for (const kind of rows.flatMap(({ kinds }) => kinds)) flags[kind]++;
    const rowsWithNone = rows.filter(({ kinds }) => kinds.includes('none'));
    const rowsOfNone = rows.filter(({ kinds }) => kinds.length > 0 && kinds.every((kind) => kind === 'none'));
    const total = Object.values(flags).reduce((sum, count) => sum + count, 0);
    const kinds = Object.entries(flags).map(([kind, count]) => `${kind} ${count}`);
    say(
      `overlay: ${total - flags.none} facts in ${rows.length} rows, each with its source (${kinds.slice(0, -1).join(', ')}); ` +
        `${flags.none} flags of ${rowsWithNone.length} rows not known`,
    );
    expect(rowsOfNone).toEqual([]);
    // Only ever lower these: a new row comes with its sources.
    expect(flags.none).toBeLessThanOrEqual(222);
    expect(rowsWithNone.length).toBeLessThanOrEqual(64);
  });
});

describe('what the schema itself says', () => {
  /** How each detail of the source `xsd` shows in the schema. */
  const proofs: Readonly<Record<string, (row: PropertyRow) => boolean>> = {
    'no-sort-order': ({ uri }) =>
      uri.startsWith('folder:') && !elementsOf('FindFolderType').some(({ name }) => name === 'SortOrder'),
    'no-restriction': ({ type }) =>
      type === 'ConversationType' && !elementsOf('FindConversationType').some(({ name }) => name === 'Restriction'),
    'no-request': ({ type }) =>
      !holds(
        ['NonEmptyArrayOfAllItemsType', 'SetItemFieldType', 'NonEmptyArrayOfFoldersType', 'SetFolderFieldType'],
        type,
      ),
    'no-find': ({ type }) =>
      !holds(['ArrayOfRealItemsType', 'ArrayOfFoldersType', 'ArrayOfConversationsType', 'ArrayOfPeopleType'], type),
    'find-only': ({ type }) => type === 'ConversationType' && holds(['ArrayOfConversationsType'], type),
  };

  test('is what the rows say', () => {
    const claims = overlay.properties.flatMap((row) =>
      [...sourcesOf(row)]
        .filter(([, { key }]) => key === 'xsd')
        .map(([flag, { detail }]) => ({ row, flag, detail: detail ?? '' })),
    );
    const wrong = claims.filter(
      ({ row, flag, detail }) => !proofs[detail]?.(row) || row[flag] !== (detail === 'find-only'),
    );
    expect(wrong.map(({ row, flag, detail }) => `${row.uri} ${flag} ${detail}`)).toEqual([]);
    expect(claims.length).toBeGreaterThan(600);
  });

  test('a URI that addresses nothing allows nothing', () => {
    const empty = overlay.properties.filter(({ member }) => member === null);
    expect(empty.filter((row) => FLAGS.some((flag) => row[flag]))).toEqual([]);
    expect(empty).toHaveLength(15);
  });
});
