/**
 * A schema is data, also that of a server that nobody knows: whatever its names and values are, what is generated parses, runs nothing of
 * theirs, and is written nowhere else than below generated/; the rest is refused by name.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { afterAll, describe, expect, test } from '@jest/globals';
import { build, type Plugin } from 'esbuild';
import { inTemplate, isIdentifier, quoted } from '../../codegen/emit/literal.js';
import { CodegenError, generate } from '../../codegen/index.js';

const root = mkdtempSync(join(tmpdir(), 'ewskit-hostile-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NAMESPACE = 'http://schemas.microsoft.com/exchange/services/2006';
const document = (prefix: 'types' | 'messages', body: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${NAMESPACE}/types" xmlns:m="${NAMESPACE}/messages" targetNamespace="${NAMESPACE}/${prefix}" elementFormDefault="qualified">${body}</xs:schema>`;

interface Documents {
  types?: string;
  messages?: string;
  wsdl?: string;
}

let runs = 0;

/** Generates below `a/b/c/out` of a folder of its own; gives that folder, and the texts by path below `out`. */
function generated({ types = '', messages = '', wsdl = '' }: Documents): {
  folder: string;
  texts: Map<string, string>;
} {
  const folder = join(root, String(++runs));
  const [schemas, overlay, out] = [join(folder, 'in'), join(folder, 'overlay'), join(folder, 'a/b/c/out')];
  for (const path of [schemas, overlay, out]) mkdirSync(path, { recursive: true });
  writeFileSync(join(schemas, 'types.xsd'), document('types', types));
  writeFileSync(join(schemas, 'messages.xsd'), document('messages', messages));
  writeFileSync(
    join(schemas, 'services.wsdl'),
    `<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/" xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/">${wsdl}</wsdl:definitions>`,
  );
  generate({ schemas, out, overlay, edition: 'ExchangeSE', committed: [] });
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  return { folder, texts: new Map(names.map((name) => [name, readFileSync(join(out, name), 'utf8')])) };
}

const DOOR = join(import.meta.dirname, '../../src/codec/descriptor.ts');

/**
 * As a user's build would have it: everything in one file, run, and every declaration looked at. Throws where it does not parse; gives what
 * was run that nobody of ours wrote.
 */
async function run(folder: string): Promise<string[]> {
  const door: Plugin = {
    name: 'door',
    setup: (build) => void build.onResolve({ filter: /codec\/descriptor\.js$/ }, () => ({ path: DOOR })),
  };
  const entry = join(folder, 'generated/index.ts');
  const more = ['schema', 'vanished', 'elements', 'editions/ExchangeSE'].map(
    (name) => `export * as ${name.replace(/\W.*/, '')} from './${name}.js';`,
  );
  const { outputFiles } = await build({
    stdin: {
      contents: [...more, readFileSync(entry, 'utf8')].join('\n'),
      resolveDir: join(folder, 'generated'),
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'made',
    plugins: [door],
    logLevel: 'silent',
  });
  const ran: string[] = [];
  const context = createContext({ hostile: () => ran.push('hostile code'), x: 'x' });
  runInContext(
    `${outputFiles[0]?.text}\nfor (const one of Object.values(made)) try { void one.schema; } catch {}`,
    context,
  );
  return ran;
}

const refusalOf = (documents: Documents): unknown => {
  try {
    generated(documents);
  } catch (error) {
    return error;
  }
  return 'was generated';
};

const attribute = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('\n', '&#10;');
const complexType = (name: string, body: string) =>
  `<xs:complexType name="${attribute(name)}">${body}</xs:complexType>`;
const element = (name: string, more = '') => `<xs:element name="${attribute(name)}" type="xs:string" ${more}/>`;
const sequence = (body: string) => `<xs:sequence>${body}</xs:sequence>`;
const enumeration = (name: string, ...values: string[]) =>
  `<xs:simpleType name="${name}"><xs:restriction base="xs:string">${values
    .map((value) => `<xs:enumeration value="${attribute(value)}"/>`)
    .join('')}</xs:restriction></xs:simpleType>`;
const operation = (name: string, action = '') =>
  `<wsdl:message name="In"><wsdl:part name="request" element="m:Ask"/></wsdl:message><wsdl:message name="Out"><wsdl:part name="AskResult" element="m:Ask"/></wsdl:message>` +
  `<wsdl:portType name="P"><wsdl:operation name="${attribute(name)}"><wsdl:input message="In"/><wsdl:output message="Out"/></wsdl:operation></wsdl:portType>` +
  `<wsdl:binding name="B"><wsdl:operation name="${attribute(name)}"><soap:operation soapAction="${attribute(action)}"/></wsdl:operation></wsdl:binding>`;
const ASK = `${complexType('AskType', sequence(element('Q')))}<xs:element name="Ask" type="m:AskType"/>`;

/** What a template literal would run. */
const RUN = ['$', '{hostile()}'].join('');

/** Each ends the literal it stands in, or the comment, or the line, if it is written as it is. */
const BREAKERS = [
  RUN,
  '`+hostile()+`',
  "'+hostile()+'",
  `\\${RUN}`,
  '\\',
  "\\'+hostile()//",
  '*/hostile()/*',
  '\u2028hostile()',
];

/** Where a schema says a text of its own choice. */
const PLACES: readonly [string, (text: string) => Documents][] = [
  ['an enumeration value', (text) => ({ types: enumeration('EType', 'a', text) })],
  [
    'an enumeration value of a long list',
    (text) => ({ types: enumeration('EType', ...Array.from({ length: 30 }, (_, n) => `value${n}`), text) }),
  ],
  [
    'the default of an attribute',
    (text) => ({
      types: complexType('AType', `<xs:attribute name="Q" type="xs:string" default="${attribute(text)}"/>`),
    }),
  ],
  [
    'a fixed attribute',
    (text) => ({ types: complexType('AType', `<xs:attribute name="Q" type="xs:string" fixed="${attribute(text)}"/>`) }),
  ],
  [
    'the default of an element',
    (text) => ({ types: complexType('AType', sequence(element('Q', `default="${attribute(text)}"`))) }),
  ],
  [
    'a pattern',
    (text) => ({
      types: `<xs:simpleType name="PType"><xs:restriction base="xs:string"><xs:pattern value="${attribute(text)}"/></xs:restriction></xs:simpleType>`,
    }),
  ],
  ['a namespace', (text) => ({ types: complexType('AType', sequence(`<xs:any namespace="${attribute(text)}"/>`)) })],
  [
    'the namespace of attributes',
    (text) => ({ types: complexType('AType', `<xs:anyAttribute namespace="${attribute(text)}"/>`) }),
  ],
  ['the action of an operation', (text) => ({ messages: ASK, wsdl: operation('Ask', text) })],
];

describe.each(PLACES)('%s', (_, put) => {
  test.each(BREAKERS)('%j is text, or refused by name', async (text) => {
    const refused = refusalOf(put(text));
    if (refused !== 'was generated') {
      expect(refused).toBeInstanceOf(CodegenError);
      return;
    }
    expect(await run(join(generated(put(text)).folder, 'a/b/c/out'))).toEqual([]);
  });
});

test('code in generated text would be seen (control)', async () => {
  const { folder } = generated({ types: enumeration('EType', 'a') });
  const index = join(folder, 'a/b/c/out/generated/index.ts');
  writeFileSync(index, `${readFileSync(index, 'utf8')}\nexport const text = \`\${hostile()}\`;`);
  expect(await run(join(folder, 'a/b/c/out'))).toEqual(['hostile code']);
});

test('what is plain in a schema stays what it was', () => {
  const { texts } = generated({ types: enumeration('EType', "it's", 'a b') });
  expect([...texts.values()].join('')).toContain("export type EType = 'it\\'s' | 'a b';");
});

/** Where a schema says a name. */
const NAMED: readonly [string, (name: string) => Documents][] = [
  ['a type', (name) => ({ types: complexType(name, sequence(element('Q'))) })],
  ['a simple type', (name) => ({ types: enumeration(attribute(name), 'a') })],
  ['an element', (name) => ({ types: complexType('AType', sequence(element(name))) })],
  ['a global element', (name) => ({ types: element(name) })],
  [
    'an attribute',
    (name) => ({ types: complexType('AType', `<xs:attribute name="${attribute(name)}" type="xs:string"/>`) }),
  ],
  ['an operation', (name) => ({ messages: ASK, wsdl: operation(name) })],
];

describe.each(NAMED)('the name of %s', (_, put) => {
  test.each([
    '../../../../escaped/x',
    '/etc/escaped',
    'a b',
    'a;hostile()',
    `a\`${RUN}\``,
    "a'",
    'a\nhostile()',
    '1a',
    '-a',
    '.a',
    '',
    'a:b:c',
  ])('%j is refused', (name) => {
    expect(refusalOf(put(name))).toBeInstanceOf(CodegenError);
    expect(existsSync(join(root, String(runs), 'a/b/escaped'))).toBe(false);
  });
});

test.each(['class', 'import', 'a-b', 'A.B', '__proto__', 'constructor', 'toString', 'string', 'Date', 'Struct'])(
  '%s may name all that has a name',
  async (name) => {
    for (const [, put] of NAMED) expect(await run(join(generated(put(name)).folder, 'a/b/c/out'))).toEqual([]);
  },
);

describe('types without end', () => {
  const extending = (name: string, base: string) =>
    complexType(name, `<xs:complexContent><xs:extension base="t:${base}"/></xs:complexContent>`);
  const restricting = (name: string, base: string) =>
    `<xs:simpleType name="${name}"><xs:restriction base="t:${base}"/></xs:simpleType>`;
  const repeating = (name: string, type: string) =>
    complexType(name, sequence(`<xs:element name="E" type="t:${type}" minOccurs="0" maxOccurs="unbounded"/>`));
  const group = (name: string, ...refs: string[]) =>
    `<xs:group name="${name}"><xs:sequence>${refs.map((ref) => `<xs:group ref="t:${ref}"/>`).join('')}</xs:sequence></xs:group>`;

  test.each<[string, Documents]>([
    ['a type that extends itself', { types: extending('AType', 'AType') }],
    ['two that extend each other', { types: extending('AType', 'BType') + extending('BType', 'AType') }],
    ['a simple type that restricts itself', { types: restricting('AType', 'AType') }],
    [
      'a union of itself',
      {
        types:
          '<xs:simpleType name="AType"><xs:union memberTypes="t:BType t:AType"/></xs:simpleType>' +
          enumeration('BType', 'a'),
      },
    ],
    ['lists of each other', { types: repeating('AType', 'BType') + repeating('BType', 'AType') }],
    ['a group that holds itself', { types: group('G', 'G') + complexType('AType', '<xs:group ref="t:G"/>') }],
    [
      'a substitution group that stands for itself',
      {
        types: `<xs:element name="A" type="xs:string" substitutionGroup="t:B"/><xs:element name="B" type="xs:string" substitutionGroup="t:A"/>`,
      },
    ],
    [
      'groups of groups, each used twice, 40 deep',
      {
        types:
          Array.from({ length: 40 }, (_, n) => group(`G${n}`, `G${n + 1}`, `G${n + 1}`)).join('') +
          `<xs:group name="G40"><xs:sequence>${element('Q')}</xs:sequence></xs:group>` +
          complexType('AType', '<xs:group ref="t:G0"/>'),
      },
    ],
    [
      'a chain of 5000 types',
      {
        types:
          Array.from({ length: 5000 }, (_, n) => extending(`A${n}Type`, `A${n + 1}Type`)).join('') +
          complexType('A5000Type', sequence(element('Q'))),
      },
    ],
    [
      '20,001 types',
      {
        types: Array.from(
          { length: 20_001 },
          (_, n) => `<xs:simpleType name="A${n}"><xs:restriction base="xs:string"/></xs:simpleType>`,
        ).join(''),
      },
    ],
    ['an element -1 times', { types: complexType('AType', sequence(element('Q', 'minOccurs="-1"'))) }],
    ['an element NaN times', { types: complexType('AType', sequence(element('Q', 'maxOccurs="many"'))) }],
    [
      'a type that every object has',
      { types: complexType('AType', sequence('<xs:element name="Q" type="xs:constructor"/>')) },
    ],
  ])('%s is refused', (_, documents) => {
    expect(refusalOf(documents)).toBeInstanceOf(CodegenError);
  });

  test('a type that holds itself, which is nothing but a tree, is taken', () => {
    const { texts } = generated({
      types: complexType('AType', sequence(`${element('Q')}<xs:element name="A" type="t:AType" minOccurs="0"/>`)),
    });
    expect([...texts.values()].join('')).toContain('declare a?: AType | undefined;');
  });
});

test.each(["it's", `\`${RUN}\``, '\\n', 'a\nb', '\u2028', '\u0000', '\u202e', ''])(
  '%j is read back from its literals as it was',
  (text) => {
    const read = (source: string) => new Function(`return ${source}`)() as unknown;
    expect(read(quoted(text))).toBe(text);
    expect(read(`\`${inTemplate(text)}\``)).toBe(text);
    expect(quoted(text)).toMatch(/^[ -~]*$/);
  },
);

test.each([
  ['a', true],
  ['ä1', true],
  ['a-b', false],
  ['1a', false],
  ['', false],
])('%j is an identifier: %p', (text, is) => {
  expect(isIdentifier(text)).toBe(is);
});
