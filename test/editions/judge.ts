/**
 * libxml2 as the judge between two schemas of an edition: both compiled side by side, and for each document whether they agree.
 * The files are served to libxml2 from memory, under names that tell the schemas apart.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XmlDocument, XmlLibError, XsdValidator, xmlRegisterInputProvider } from 'libxml2-wasm';

export interface XsdTexts {
  'types.xsd': string;
  'messages.xsd': string;
}

/** types.xsd imports it without saying where it is; it needs one attribute of it. */
const XML_XSD = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="http://www.w3.org/XML/1998/namespace">
  <xs:attribute name="lang" type="xs:language"/></xs:schema>`;

export function readTexts(folder: string): XsdTexts {
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return { 'types.xsd': read('types.xsd'), 'messages.xsd': read('messages.xsd') };
}

/**
 * A type of 2013 and 2016 that is not valid XSD: it names elements that may stand for one another side by side, and libxml2
 * refuses the whole schema for it. Judged here as SE writes it.
 */
export const AMBIGUOUS = /(<xs:complexType name="ArrayOfTransitionsType">\s*<xs:sequence>)[\s\S]*?(<\/xs:sequence>)/;
export const PLAIN = '<xs:element ref="t:Transition" maxOccurs="unbounded"/>';

/** Files by name, as libxml2 asks for them; it takes few providers, so there is one. */
const files = new Map<string, Uint8Array>();
const open: { bytes: Uint8Array; at: number }[] = [];
let served = false;

function serve(): void {
  if (served) return;
  served = xmlRegisterInputProvider({
    match: (name) => files.has(name),
    open: (name) => open.push({ bytes: files.get(name)!, at: 0 }),
    read: (handle, buffer) => {
      const file = open[handle - 1]!;
      const part = file.bytes.subarray(file.at, file.at + buffer.byteLength);
      buffer.set(part);
      file.at += part.length;
      return part.length;
    },
    close: () => true,
  });
}

/** Compiles a schema; throws what libxml2 has against it. `name` tells it from others of the same process. */
export function compile(name: string, texts: XsdTexts): XsdValidator {
  serve();
  const importXml = /<xs:import namespace="http:\/\/www\.w3\.org\/XML\/1998\/namespace"\s*\/>/;
  const located = `<xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="${name}-xml.xsd"/>`;
  const types = texts['types.xsd'].replace(importXml, located).replace(AMBIGUOUS, `$1${PLAIN}$2`);
  files.set(`${name}-xml.xsd`, Buffer.from(XML_XSD));
  files.set(`${name}-types.xsd`, Buffer.from(types));
  using document = XmlDocument.fromString(
    texts['messages.xsd'].replace('schemaLocation="types.xsd"', `schemaLocation="${name}-types.xsd"`),
  );
  return XsdValidator.fromDoc(document);
}

/** What the schema has against the document; empty when it is valid. */
export function violations(validator: XsdValidator, document: XmlDocument): string[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ message }) => message.trim());
  }
}
