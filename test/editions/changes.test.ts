/** What `generate` reports and keeps: changes against the committed schema, `since` and `until`, provenance, gaps of the overlay. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readCommitted } from '../../codegen/editions/read-committed.js';
import {
  type Change,
  compareSchemas,
  generate,
  type Schema,
  summarizeChanges,
  writeSchema,
} from '../../codegen/index.js';
import { buildSchema } from '../../codegen/load.js';
import { readOverlay } from '../../codegen/model/overlay.js';
import { parseQualified } from '../../codegen/xsd/qualified.js';
import { vanished as vanishedText } from '../../generated/vanished.js';
import { committedSchema, committedSchemas } from '../../src/schema-text/committed.js';
import { say, testWith } from '../support/shared.js';
import { EDITIONS, generatedTexts, generateFromEmitted, originalFolder, scratch, writeFiles } from './support.js';

type Edit = (texts: Record<string, string>) => void;

let base: Schema;
beforeAll(async () => {
  base = await committedSchema('ExchangeSE');
});

/** What is reported for the base edition's files with something edited. */
function changesOf(edit: Edit): Change[] {
  const texts: Record<string, string> = { ...writeSchema(base) };
  edit(texts);
  const sources = Object.entries(texts).map(([name, text]) => ({
    name,
    bytes: Buffer.from(text),
    sha256: '',
    root: parseQualified(Buffer.from(text)),
  }));
  return compareSchemas(base, buildSchema(sources, 'ExchangeSE', readOverlay('schemas/overlay')));
}

function replaceIn(name: string, from: string | RegExp, to: string): Edit {
  return (texts) => {
    const before = texts[name]!;
    texts[name] = before.replace(from, to);
    expect(texts[name]).not.toBe(before);
  };
}

describe('changes against the committed schema', () => {
  const types = 'types.xsd';
  const cases: [string, Edit, Change[]][] = [
    ['no change', () => {}, []],
    [
      'a value added',
      replaceIn(
        types,
        /(<xs:simpleType name="ImportanceChoicesType">[\s\S]*?)(<xs:enumeration value="Low"\/>)/,
        '$1<xs:enumeration value="Odd"/>$2',
      ),
      [{ change: 'added', what: 'value', name: 'ImportanceChoicesType=Odd' }],
    ],
    [
      'a value removed',
      replaceIn(types, /(<xs:simpleType name="ImportanceChoicesType">[\s\S]*?)<xs:enumeration value="Low"\/>/, '$1'),
      [{ change: 'removed', what: 'value', name: 'ImportanceChoicesType=Low' }],
    ],
    [
      'a member added',
      replaceIn(
        types,
        '<xs:element name="MimeContent" type',
        '<xs:element name="Mood" type="xs:string" minOccurs="0"/><xs:element name="MimeContent" type',
      ),
      [{ change: 'added', what: 'member', name: 'ItemType.Mood' }],
    ],
    [
      'a required member added',
      replaceIn(
        types,
        '<xs:element name="MimeContent" type',
        '<xs:element name="Mood" type="xs:string"/><xs:element name="MimeContent" type',
      ),
      [{ change: 'added', what: 'member', name: 'ItemType.Mood', detail: 'required' }],
    ],
    [
      'a member repeated',
      replaceIn(types, /(name="MimeContent" type="t:MimeContentType" minOccurs="0")/, '$1 maxOccurs="unbounded"'),
      [{ change: 'widened', what: 'member', name: 'ItemType.MimeContent', detail: '0..1 -> 0..n' }],
    ],
    [
      'a member made mandatory',
      replaceIn(types, /(name="MimeContent" type="t:MimeContentType") minOccurs="0"/, '$1'),
      [{ change: 'narrowed', what: 'member', name: 'ItemType.MimeContent', detail: '0..1 -> 1..1' }],
    ],
    [
      'a member of another type',
      replaceIn(types, /(name="MimeContent" type=)"t:MimeContentType"/, '$1"xs:int"'),
      [{ change: 'changed', what: 'member', name: 'ItemType.MimeContent', detail: 'MimeContentType -> int' }],
    ],
    [
      'a member of the base type',
      replaceIn(
        types,
        /(<xs:complexType name="ItemType">[\s\S]*?name="ItemId" type=)"t:ItemIdType"/,
        '$1"t:BaseItemIdType"',
      ),
      [{ change: 'widened', what: 'member', name: 'ItemType.ItemId', detail: 'ItemIdType -> BaseItemIdType' }],
    ],
    [
      'an attribute made optional',
      replaceIn(types, /(<xs:complexType name="ItemIdType">[\s\S]*?name="Id" type="xs:string") use="required"/, '$1'),
      [{ change: 'widened', what: 'attribute', name: 'ItemIdType@Id', detail: 'required -> optional' }],
    ],
    [
      'members in another order',
      replaceIn(types, /(<xs:element name="Culture"[^>]*>)(\s*)(<xs:element name="EffectiveRights"[^>]*>)/, '$3$2$1'),
      [{ change: 'changed', what: 'type', name: 'ItemType', detail: 'order or grouping of its content' }],
    ],
    [
      'a type added',
      replaceIn(types, '</xs:schema>', '<xs:complexType name="NewType"><xs:sequence/></xs:complexType></xs:schema>'),
      [{ change: 'added', what: 'type', name: 'NewType' }],
    ],
  ];
  for (const [name, edit, expected] of cases) {
    test(name, () => {
      expect(changesOf(edit)).toEqual(expected);
    });
  }

  test('an operation removed', () => {
    const found = changesOf(
      replaceIn('services.wsdl', /<wsdl:operation name="MarkAsJunk">[\s\S]*?<\/wsdl:operation>/, ''),
    );
    expect(found).toEqual([{ change: 'removed', what: 'operation', name: 'MarkAsJunk' }]);
  });

  test('the report names the first of each kind', () => {
    const changes: Change[] = ['A', 'B', 'C'].map((name) => ({ change: 'added', what: 'type', name }));
    expect(
      summarizeChanges([...changes, { change: 'narrowed', what: 'member', name: 'D.E', detail: 'why' }], 2),
    ).toEqual(['1 narrowed', '  member D.E: why', '3 added', '  type A', '  type B', '  and 1 more']);
  });

  test('between editions', async () => {
    const schemas = [...(await committedSchemas())].reverse();
    for (const [index, schema] of schemas.entries()) {
      const before = schemas[index - 1];
      if (!before) continue;
      const changes = compareSchemas(before, schema);
      const count = (kind: Change['change']) => changes.filter(({ change }) => change === kind).length;
      say(
        `${before.edition} -> ${schema.edition}: ${count('added')} added, ${count('removed')} removed, ${count('widened')} widened, ${count('narrowed')} narrowed, ${count('changed')} changed`,
      );
      expect(count('added')).toBeGreaterThan(0);
    }
  });
});

describe('since and until', () => {
  test('an older edition says until when it had what has vanished', async () => {
    using out = scratch();
    const { vanished } = await generateFromEmitted('Exchange2013_SP1', out.path);
    const texts = Object.values(generatedTexts(out.path)).join('\n');
    expect(texts.includes('`t:UMCDRGroupByType`, since Exchange 2013 SP1, until Exchange 2013 SP1.')).toBe(true);
    expect(vanished.map(({ until }) => until)).toEqual(expect.arrayContaining(['Exchange2010_SP2']));
  });

  test('the notation says it too, so that the codec can: of types, members and values', async () => {
    const linesOf = async (edition: string): Promise<string> => {
      using out = scratch();
      await generateFromEmitted(edition, out.path);
      const texts = Object.values(generatedTexts(out.path)).join('\n');
      return (texts.match(/^.*(?:until=|\^\^).*$/gm) ?? []).join('\n');
    };
    const older = await linesOf('Exchange2013_SP1');
    expect(older).toContain("'t:PinInfoType since=Exchange2013_SP1 until=Exchange2013_SP1'");
    expect(older).toMatch(/ PublishExchangeResources\^\S*\^Exchange2013_SP1\b/);
    expect(older).toMatch(/^ +GetClientExtensionResponseMessage \S+( since=\S+)? until=Exchange2013_SP1$/m);
    expect(await linesOf('Exchange2016')).toMatch(/^ +ClientEventTimeUTC dateTime( since=\S+)? until=Exchange2016$/m);
  });

  test('what the base edition has not is in a table of its own, and nothing of it in its classes', () => {
    const lines = vanishedText.trim().split('\n');
    const kinds = new Map<string, number>();
    for (const line of lines) {
      const [, what = ''] = line.trim().split(' ');
      kinds.set(what, (kinds.get(what) ?? 0) + 1);
    }
    say(`vanished before ExchangeSE: ${[...kinds].map(([what, count]) => `${count} ${what}s`).join(', ')}`);
    expect(Object.fromEntries(kinds)).toEqual({ element: 47, member: 6, value: 2 });
    expect(lines).toContain('  Exchange2016 member EntityFeedbackEntryType.ClientEventTimeUTC');
    expect(Object.values(generatedTexts('.')).join('\n')).not.toMatch(/ until=/);
  });

  test('the base edition reports what older ones had', async () => {
    using out = scratch();
    const { vanished, overlayGaps } = await generateFromEmitted('ExchangeSE', out.path);
    expect(vanished).toContainEqual({ what: 'element', name: 't:ProxyRequestTypeHeader', until: 'Exchange2007_SP1' });
    // Every entry of the overlay names something that the base edition has.
    expect(overlayGaps).toEqual([]);
  });

  test('a fixed value of an older edition is kept', async () => {
    const files = writeSchema(await committedSchema('Exchange2010_SP2'));
    expect(files['types.xsd']).toContain(
      '<xs:attribute name="Version" type="t:ExchangeVersionType" use="required" fixed="Exchange2010_SP2"/>',
    );
  });

  test('corrections and new names do not get into the emitted schema', () => {
    const files = writeSchema(base);
    expect(files['types.xsd']).toMatch(
      /<xs:complexType name="MimeContentType">\s*<xs:simpleContent>\s*<xs:extension base="xs:string">/,
    );
    expect(files['messages.xsd']).toContain('<xs:complexType name="ExecuteSearch">');
    expect(files['messages.xsd']).not.toContain('ExecuteSearchType');
    expect(files['services.wsdl']).not.toContain('GetReminders');
    expect(Object.values(files).join('')).not.toMatch(/since=|xs:annotation|xs:documentation/);
  });
});

describe('provenance', () => {
  testWith(originalFolder('ExchangeSE'), "Microsoft's schema files", "written from Microsoft's files", (folder) => {
    using out = scratch();
    generate({ schemas: folder, out: out.path, overlay: 'schemas/overlay' });
    const text = readFileSync(join(out.path, 'schemas/provenance.json'), 'utf8');
    expect(text).toBe(readFileSync('schemas/provenance.json', 'utf8'));
  });

  test('left as it is by files that ewskit wrote', () => {
    using files = scratch();
    const schemas = writeFiles(files.path, base);
    expect(generate({ schemas, out: '.', check: true }).changed).not.toContain('schemas/provenance.json');
  });

  test('five editions, three files each', () => {
    const { editions } = JSON.parse(readFileSync('schemas/provenance.json', 'utf8')) as {
      editions: { edition: string; files: Record<string, string> }[];
    };
    expect(editions.map(({ edition }) => edition)).toEqual(EDITIONS);
    for (const { files } of editions) for (const hash of Object.values(files)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('files that do not say their edition are known by their likeness', async () => {
  using files = scratch();
  using out = scratch();
  const committed = await committedSchemas();
  const schemas = writeFiles(files.path, committed[2]!);
  const { edition, against, changes } = generate({
    schemas,
    out: out.path,
    overlay: 'schemas/overlay',
    committed,
    check: true,
  });
  expect({ edition, against }).toEqual({ edition: 'Exchange2013_SP1', against: 'ExchangeSE' });
  expect(changes.length).toBeGreaterThan(500);
});

test('generate takes no more than 10 s', async () => {
  using out = scratch();
  const started = performance.now();
  await generateFromEmitted('ExchangeSE', out.path);
  const seconds = (performance.now() - started) / 1000;
  say(`generate: ${seconds.toFixed(1)} s, editions and comparison included`);
  expect(seconds).toBeLessThan(10);
});

test('a generated/ that is not there is no committed schema', () => {
  using empty = scratch();
  expect(readCommitted(empty.path)).toEqual([]);
});
