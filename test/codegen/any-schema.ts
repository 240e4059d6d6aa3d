/** Makes schemas that nobody has seen of one that there is: types renamed, written again in the other namespace, and new ones. */
import { type Schema, writeSchema } from '../../codegen/index.js';

/** A small generator of numbers: the same seed, the same schema. */
function random(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d);
    state = Math.imul(state ^ (state >>> 12), 0x297a2d39);
    state ^= state >>> 15;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Names that a type may have in XML Schema, and that TypeScript or generated code has already. */
const NAMES = [
  'class string Date Struct Kind constructor __proto__ toString await any undefined Uint8Array',
  'a-b A.B naïve _x lower FindItem GetItemType ItemSearch Path operation schema Object Promise',
]
  .join(' ')
  .split(' ');

const element = (name: string, type: string, more = ''): string =>
  `<xs:element name="${name}" type="${type}" ${more}/>`;

/** What EWS has nowhere, and XML Schema everywhere. */
export const CONSTRUCTS = `
<xs:attributeGroup name="NewAttributes"><xs:attribute name="Id" type="xs:ID"/><xs:attributeGroup ref="t:MoreAttributes"/></xs:attributeGroup>
<xs:attributeGroup name="MoreAttributes"><xs:attribute name="id" type="xs:NMTOKEN" default="x"/><xs:attribute ref="t:Global"/></xs:attributeGroup>
<xs:attribute name="Global" type="xs:string"/>
<xs:group name="NewGroup"><xs:sequence>${element('Depth', 'xs:hexBinary')}<xs:element name="Inner" minOccurs="0"><xs:complexType><xs:sequence><xs:group ref="t:NewGroup" minOccurs="0"/></xs:sequence></xs:complexType></xs:element></xs:sequence></xs:group>
<xs:complexType name="NewRecursiveType"><xs:group ref="t:NewGroup"/></xs:complexType>
<xs:complexType name="NewCollisionsType"><xs:sequence>${element('Id', 'xs:int')}${element('id', 'xs:gYear')}${element('constructor', 'xs:string', 'minOccurs="0"')}${element('__proto__', 'xs:string', 'minOccurs="0"')}${element('unknown', 'xs:string', 'minOccurs="0"')}<xs:choice maxOccurs="unbounded">${element('A', 'xs:string')}<xs:sequence>${element('B', 't:NewListType')}${element('A', 'xs:string')}</xs:sequence><xs:any namespace="##other" processContents="lax"/></xs:choice><xs:choice maxOccurs="3">${element('C', 'xs:date')}${element('D', 't:NewUnionType', 'nillable="true"')}</xs:choice></xs:sequence><xs:attributeGroup ref="t:NewAttributes"/></xs:complexType>
<xs:complexType name="NewTwiceType"><xs:choice><xs:sequence>${element('A', 'xs:string')}${element('B', 'xs:string')}</xs:sequence><xs:sequence>${element('A', 'xs:string')}${element('C', 'xs:string')}</xs:sequence></xs:choice></xs:complexType>
<xs:complexType name="NewTextType"><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="Value" type="xs:string"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="NewMoreTextType"><xs:simpleContent><xs:extension base="t:NewTextType"><xs:attribute name="More" type="xs:anySimpleType"/></xs:extension></xs:simpleContent></xs:complexType>
<xs:complexType name="NewMixedType" mixed="true"><xs:all>${element('One', 'xs:int', 'minOccurs="0"')}${element('Two', 'xs:string', 'minOccurs="0" default="x"')}</xs:all><xs:anyAttribute namespace="##any"/></xs:complexType>
<xs:simpleType name="NewListType"><xs:list><xs:simpleType><xs:restriction base="xs:integer"><xs:minInclusive value="3"/></xs:restriction></xs:simpleType></xs:list></xs:simpleType>
<xs:simpleType name="NewUnionType"><xs:union memberTypes="xs:int t:NewListType"><xs:simpleType><xs:restriction base="xs:token"><xs:enumeration value="it's"/><xs:enumeration value="a b"/></xs:restriction></xs:simpleType></xs:union></xs:simpleType>
<xs:element name="NewHead" abstract="true" type="t:NewTextType"/>
<xs:element name="NewStandIn" substitutionGroup="t:NewHead"/>
<xs:complexType name="NewHolderType"><xs:sequence><xs:element ref="t:NewHead" maxOccurs="unbounded"/></xs:sequence></xs:complexType>`;

/** `messages` may use what it likes of the types. */
const OPERATION = `
<xs:complexType name="NewRecursiveType"><xs:sequence>${element('Other', 't:NewRecursiveType')}</xs:sequence></xs:complexType>
<xs:complexType name="NewOperationType"><xs:complexContent><xs:extension base="m:BaseRequestType"><xs:sequence>${element('Same', 'm:NewRecursiveType')}<xs:group ref="t:NewGroup"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
<xs:element name="NewOperation" type="m:NewOperationType"/><xs:element name="NewOperationResponse" type="m:NewOperationType"/>`;

const PORT = `
<wsdl:message name="NewIn"><wsdl:part name="request" element="tns:NewOperation"/></wsdl:message><wsdl:message name="NewOut"><wsdl:part name="NewOperationResult" element="tns:NewOperationResponse"/></wsdl:message>
<wsdl:portType name="Second"><wsdl:operation name="NewOperation"><wsdl:input message="tns:NewIn"/><wsdl:output message="tns:NewOut"/></wsdl:operation></wsdl:portType>`;

/** The files of `schema` as a stranger would have them. */
export function anySchema(schema: Schema, seed: number): Record<string, string> {
  const next = random(seed);
  const files: Record<string, string> = { ...writeSchema(schema) };
  const types = [...schema.types.values()].filter(({ prefix }) => prefix === 't');
  const pick = (): string => types[Math.floor(next() * types.length)]?.xmlName ?? '';
  const edit = (file: string, change: (text: string) => string): void => {
    files[file] = change(files[file] ?? '');
  };
  const taken = new Set(types.map(({ xmlName }) => xmlName));
  for (let n = 0; n < 20; n++) {
    const [from, to] = [pick(), NAMES[Math.floor(next() * NAMES.length)] ?? ''];
    if (taken.has(to) || !taken.has(from)) continue;
    taken.delete(from);
    taken.add(to);
    for (const file of ['types.xsd', 'messages.xsd'])
      edit(file, (text) =>
        text
          // A reference names an element, and an element may have the name of its type: UserOofSettings.
          .replace(new RegExp(`(?<=["' ]t:)(?<!ref="t:)${from}(?=["' ])`, 'g'), to)
          .replace(new RegExp(`(?<=Type name=")${from}(?=")`, 'g'), file === 'types.xsd' ? to : from),
      );
  }
  const inMessages = new Set(
    [...schema.types.values()].filter(({ prefix }) => prefix === 'm').map((type) => type.xmlName),
  );
  const again = [...new Set(Array.from({ length: 20 }, pick))].filter((name) => !inMessages.has(name));
  const duplicates = again.map(
    (name) =>
      `<xs:complexType name="${name}"><xs:sequence>${element('Twin', 'xs:string', 'minOccurs="0"')}</xs:sequence></xs:complexType>`,
  );
  edit('types.xsd', (text) => text.replace('</xs:schema>', `${CONSTRUCTS}</xs:schema>`));
  edit('messages.xsd', (text) => text.replace('</xs:schema>', `${duplicates.join('')}${OPERATION}</xs:schema>`));
  edit('services.wsdl', (text) => text.replace('</wsdl:definitions>', `${PORT}</wsdl:definitions>`));
  return files;
}
