/**
 * An edition that nobody has seen before: that of Exchange SE with an operation, and with a member of messages that has a FieldURI, both of
 * its own. Generated as in a program of somebody else's.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generate } from '../../codegen/index.js';
import type { GeneratedEdition, Operation, Struct } from '../../src/raw.js';
import { committedSchemas } from '../../src/schema-text/committed.js';
import { scratch, writeFiles } from '../editions/support.js';

export interface Contoso {
  readonly edition: GeneratedEdition;
  readonly BrewTea: Operation<Struct & { leaf: string; minutes?: number }, Struct & { taste: string }>;
}

const TYPES = [
  [
    '<xs:element name="ConversationIndex" type="xs:base64Binary" minOccurs="0"/>',
    '$&<xs:element name="Aroma" type="xs:string" minOccurs="0"/>',
  ],
  ['<xs:enumeration value="message:ConversationIndex"/>', '$&<xs:enumeration value="message:Aroma"/>'],
] as const;

const MESSAGES = `
  <xs:complexType name="BrewTeaType"><xs:complexContent><xs:extension base="m:BaseRequestType">
    <xs:sequence><xs:element name="Leaf" type="xs:string"/></xs:sequence><xs:attribute name="Minutes" type="xs:int"/>
  </xs:extension></xs:complexContent></xs:complexType>
  <xs:complexType name="BrewTeaResponseType"><xs:complexContent><xs:extension base="m:ResponseMessageType">
    <xs:sequence><xs:element name="Taste" type="xs:string" minOccurs="0"/></xs:sequence>
  </xs:extension></xs:complexContent></xs:complexType>
  <xs:element name="BrewTea" type="m:BrewTeaType"/><xs:element name="BrewTeaResponse" type="m:BrewTeaResponseType"/>`;

const WSDL = `
  <wsdl:message name="BrewTeaIn"><wsdl:part name="request" element="tns:BrewTea"/></wsdl:message>
  <wsdl:message name="BrewTeaOut"><wsdl:part name="BrewTeaResult" element="tns:BrewTeaResponse"/></wsdl:message>
  <wsdl:portType name="Kitchen"><wsdl:operation name="BrewTea"><wsdl:input message="tns:BrewTeaIn"/><wsdl:output message="tns:BrewTeaOut"/></wsdl:operation></wsdl:portType>`;

/** The files of the edition, in a folder; `build` of its servers. */
export async function contosoSchemas(folder: string): Promise<string> {
  const committed = await committedSchemas();
  writeFiles(folder, committed[0]!);
  edit(join(folder, 'types.xsd'), (text) => TYPES.reduce((all, [find, replace]) => replaced(all, find, replace), text));
  edit(join(folder, 'messages.xsd'), (text) => replaced(text, '</xs:schema>', `${MESSAGES}$&`));
  edit(join(folder, 'services.wsdl'), (text) => replaced(text, /<wsdl:binding /, `${WSDL}$&`));
  return folder;
}

/** Generated and loaded. */
export async function contosoEdition(name = 'Contoso_15.2.3000'): Promise<Contoso> {
  using at = scratch();
  const schemas = await contosoSchemas(join(at.path, name));
  const committed = await committedSchemas();
  const out = join(at.path, 'ews');
  generate({
    schemas,
    out,
    overlay: 'schemas/overlay',
    committed,
    edition: 'Contoso',
    door: 'ewskit/codec/v1',
  });
  const made = (await import(join(out, 'index.ts'))) as Contoso;
  await made.edition.load();
  return made;
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(path, change(readFileSync(path, 'utf8')));
}

/** The pattern must be there, or the test would prove nothing. */
function replaced(text: string, pattern: string | RegExp, replacement: string): string {
  const changed = text.replace(pattern, replacement);
  if (changed === text) throw new Error(`the schema has no ${pattern}`);
  return changed;
}
