/**
 * What each construct of XML Schema becomes: a schema of a few lines in, the class or alias and its notation out. One case for each
 * rule of the generator; a new pass comes with a case here.
 */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { CodegenError, generate } from '../../codegen/index.js';

const root = mkdtempSync(join(tmpdir(), 'ewskit-codegen-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const NAMESPACE = 'http://schemas.microsoft.com/exchange/services/2006';
const schema = (prefix: 'types' | 'messages', body: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:t="${NAMESPACE}/types" xmlns:m="${NAMESPACE}/messages" targetNamespace="${NAMESPACE}/${prefix}" elementFormDefault="qualified">${body}</xs:schema>`;
const WSDL = '<wsdl:definitions xmlns:wsdl="http://schemas.xmlsoap.org/wsdl/"/>';

let runs = 0;

/** The declarations that a piece of types.xsd becomes, without documentation comments and imports. */
function generated(types: string, choices: object = {}): string {
  const folder = join(root, String(++runs));
  const [schemas, overlay] = [join(folder, 'in'), join(folder, 'overlay')];
  for (const path of [schemas, overlay]) mkdirSync(path, { recursive: true });
  writeFileSync(join(schemas, 'types.xsd'), schema('types', types));
  writeFileSync(join(schemas, 'messages.xsd'), schema('messages', ''));
  writeFileSync(join(schemas, 'services.wsdl'), WSDL);
  writeFileSync(join(overlay, 'choices.json'), JSON.stringify(choices));
  generate({ schemas, out: folder, overlay, edition: 'ExchangeSE', committed: [] });
  const path = join(folder, 'generated', 'types');
  const text = readdirSync(path)
    .map((name) => readFileSync(join(path, name), 'utf8'))
    .join('\n');
  return text
    .replace(/^\s*\/\*\*.*\*\/$\n|^import .*$\n|^\/\/.*$\n/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
}

const element = (name: string, type: string, more = ''): string =>
  `<xs:element name="${name}" type="${type}" ${more}/>`;
const complexType = (name: string, body: string): string => `<xs:complexType name="${name}">${body}</xs:complexType>`;
const INNER = complexType('InnerType', `<xs:attribute name="Id" type="xs:string" use="required"/>`);

test('a sequence is a class; optional members are optional, names are in camel case', () => {
  const text = generated(
    complexType(
      'OuterType',
      `<xs:sequence>${element('UID', 'xs:string')}${element('DateTimeSent', 'xs:dateTime', 'minOccurs="0"')}</xs:sequence>`,
    ),
  );
  expect(text).toContain('declare uid: string; declare dateTimeSent?: Date | undefined;');
  expect(text).toContain("complexType(this, 't:OuterType', ` UID string DateTimeSent? dateTime `)");
});

test('an extension extends the class', () => {
  const text = generated(
    `${INNER}${complexType('MoreType', `<xs:complexContent><xs:extension base="t:InnerType"><xs:sequence>${element('Size', 'xs:int')}</xs:sequence></xs:extension></xs:complexContent>`)}`,
  );
  expect(text).toContain('export class MoreType extends InnerType { declare size: number;');
});

test('simple content is a class with a value', () => {
  const text = generated(
    complexType(
      'BodyType',
      '<xs:simpleContent><xs:extension base="xs:string"><xs:attribute name="Kind" type="xs:string"/></xs:extension></xs:simpleContent>',
    ),
  );
  expect(text).toContain('declare kind?: string | undefined; declare value: string;');
  expect(text).toContain('` @Kind? string = string `');
});

test('a type that only repeats one element is an array', () => {
  const text = generated(
    `${INNER}${complexType('ArrayOfInnerType', `<xs:sequence>${element('Inner', 't:InnerType', 'minOccurs="0" maxOccurs="unbounded"')}</xs:sequence>`)}${complexType('HolderType', `<xs:sequence>${element('Inners', 't:ArrayOfInnerType')}</xs:sequence>`)}`,
  );
  expect(text).toContain('export type ArrayOfInnerType = InnerType[];');
  expect(text).toContain('declare inners: InnerType[];');
});

test('a repeated choice is an array of kinds; what is no class stands in a box', () => {
  const text = generated(
    `${INNER}${complexType('MixType', `<xs:choice maxOccurs="unbounded">${element('Inner', 't:InnerType')}${element('Name', 'xs:string')}</xs:choice>`)}`,
  );
  expect(text).toMatch(/export type MixType = \(Kind<'inner', InnerType> \| Boxed<'name', string>\)\[\];/);
});

test('a single choice is optional members, unless the overlay names it', () => {
  const types = `${INNER}${complexType('EitherType', `<xs:sequence><xs:choice>${element('One', 't:InnerType')}${element('Other', 't:InnerType')}</xs:choice></xs:sequence>`)}`;
  expect(generated(types)).toContain('declare one?: InnerType | undefined; declare other?: InnerType | undefined;');
  const named = generated(types, { choices: [{ type: 'EitherType', choice: 0, as: 'way', why: 'test' }] });
  expect(named).toContain("export type EitherWay = Kind<'one', InnerType> | Kind<'other', InnerType>;");
  expect(named).toContain('declare way: EitherWay;');
});

test('a transparent type is what it wraps', () => {
  const types = `${INNER}${complexType('SingleType', `<xs:sequence>${element('Inner', 't:InnerType')}</xs:sequence>`)}`;
  expect(generated(types, { transparent: [{ type: 'SingleType', why: 'test' }] })).toContain(
    'export type SingleType = InnerType;',
  );
});

test('a substitution group is a union of kinds, without an abstract head', () => {
  const text = generated(
    `${INNER}<xs:element name="Path" abstract="true" type="t:InnerType"/>${element('FieldURI', 't:InnerType', 'substitutionGroup="t:Path"')}${complexType('HolderType', '<xs:sequence><xs:element ref="t:Path"/></xs:sequence>')}`,
  );
  expect(text).toContain("export type Path = Kind<'fieldURI', InnerType>;");
  expect(text).toContain('declare path: Path;');
  expect(text).toContain('&t:Path InnerType');
});

test('an enumeration is a union of literals, a list an array, a union of types a union', () => {
  const text = generated(
    `<xs:simpleType name="DayType"><xs:restriction base="xs:string"><xs:enumeration value="Monday"/><xs:enumeration value="Tuesday"/></xs:restriction></xs:simpleType>
     <xs:simpleType name="DaysType"><xs:list itemType="t:DayType"/></xs:simpleType>
     <xs:simpleType name="TagType"><xs:union memberTypes="xs:unsignedShort t:DayType"/></xs:simpleType>`,
  );
  expect(text).toContain("export type DayType = 'Monday' | 'Tuesday';");
  expect(text).toContain('export type DaysType = DayType[];');
  expect(text).toContain('export type TagType = number | DayType;');
});

test('groups are written out where they are used, and anonymous types get a name', () => {
  const text = generated(
    `<xs:group name="G"><xs:sequence>${element('A', 'xs:int')}</xs:sequence></xs:group>${complexType('HolderType', `<xs:sequence><xs:group ref="t:G"/><xs:element name="Part"><xs:complexType><xs:attribute name="Id" type="xs:string"/></xs:complexType></xs:element></xs:sequence>`)}`,
  );
  expect(text).toContain('declare a: number; declare part: HolderPartType;');
});

test('what the generator does not know is refused by name, not passed over', () => {
  expect(() => generated('<xs:nonsense name="n"/>')).toThrow(CodegenError);
  expect(() =>
    generated(complexType('HolderType', `<xs:sequence>${element('A', 't:NowhereType')}</xs:sequence>`)),
  ).toThrow('"NowhereType" is not defined');
});
